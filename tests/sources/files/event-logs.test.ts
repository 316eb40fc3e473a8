import { describe, expect, it } from 'vitest';
import { openImportTable } from './import-table.ts';

const SERVICE_NOW = `number,incident_state,sys_mod_count,opened_at,sys_updated_at,sys_updated_by,assigned_to,priority,resolved_at,made_sla
INC1,New,0,29/2/2016 01:16,29/2/2016 01:23,ann,?,3,?,true
INC1,Resolved,2,29/2/2016 01:16,29/2/2016 11:29,bob,Nova,3,29/2/2016 11:29,true
INC1,Active,1,29/2/2016 01:16,29/2/2016 05:00,bob,Nova,2,?,true
INC1,Active,1,29/2/2016 01:16,29/2/2016 05:00,bob,Nova,2,?,true
INC2,New,0,1/3/2016 01:16,1/3/2016 01:23,ann,Girly,4,?,false
INC2,Awaiting User Info,1,1/3/2016 01:16,1/3/2016 02:23,ann,Girly,4,?,false
`;

const XES = `concept:name,org:resource,time:timestamp,case:concept:name
Insert ticket,Value 1,2010-01-13 08:40:25+00:00,Case1
Resolve ticket,Value 2,2010-01-14 08:40:25+00:00,Case1
Wait,Value 2,2010-01-15 08:40:25+00:00,Case1
Resolve ticket,Value 3,2010-01-16 08:40:25+00:00,Case1
Closed,Value 4,2010-01-20 08:40:25+00:00,Case1
Insert ticket,Value 1,2010-01-13 09:40:25+01:00,Case2
Take in charge ticket,Value 5,2010-01-13 09:50:25+01:00,Case2
`;

describe('a log with several rows a ticket', () => {
  it('gives the latest row of each, in the order the log numbers them', async () => {
    await using table = await openImportTable();
    const summary = await table.load('log.csv', SERVICE_NOW);
    expect(summary).toMatchObject({ source: 'servicenow', rows: 6, inserted: 2 });
    expect(
      await table.rows(
        'SELECT source_id, status, stage, priority, agent, resolved_at, updated_at, x_made_sla, x_sys_mod_count FROM tickets ORDER BY 1',
      ),
    ).toEqual([
      [
        'INC1',
        'solved',
        'Resolved',
        'medium',
        'Nova',
        '2016-02-29T11:29:00.000Z',
        '2016-02-29T11:29:00.000Z',
        'true',
        '2',
      ],
      [
        'INC2',
        'pending',
        'Awaiting User Info',
        'low',
        'Girly',
        null,
        '2016-03-01T02:23:00.000Z',
        'false',
        '1',
      ],
    ]);
  });

  it('keeps what changed before as history', async () => {
    await using table = await openImportTable();
    await table.load('log.csv', SERVICE_NOW);
    expect(
      await table.rows(
        `SELECT field, from_value, to_value, changed_by, changed_at FROM ticket_history WHERE ticket_id = 'servicenow:INC1' ORDER BY changed_at, field`,
      ),
    ).toEqual([
      ['agent', null, 'Nova', 'bob', '2016-02-29T05:00:00.000Z'],
      ['priority', 'medium', 'high', 'bob', '2016-02-29T05:00:00.000Z'],
      ['stage', 'New', 'Active', 'bob', '2016-02-29T05:00:00.000Z'],
      ['priority', 'high', 'medium', 'bob', '2016-02-29T11:29:00.000Z'],
      ['stage', 'Active', 'Resolved', 'bob', '2016-02-29T11:29:00.000Z'],
      ['status', 'open', 'solved', 'bob', '2016-02-29T11:29:00.000Z'],
    ]);
  });

  it('changes nothing when it comes again', async () => {
    await using table = await openImportTable();
    await table.load('log.csv', SERVICE_NOW);
    expect(await table.load('log.csv', SERVICE_NOW)).toMatchObject({
      inserted: 0,
      updated: 0,
      unchanged: 2,
      history: 0,
    });
  });

  it('is shown as one in the preview', async () => {
    await using table = await openImportTable();
    expect((await table.preview('log.csv', SERVICE_NOW)).eventLog).toEqual({
      key: 'number',
      orderedBy: 'sys_mod_count',
      keys: 2,
    });
  });

  it('of activities tells creation, resolution and closing by their names', async () => {
    await using table = await openImportTable();
    await table.load('log.csv', XES);
    expect(
      await table.rows(
        'SELECT source_id, status, stage, agent, created_at, first_response_at, resolved_at, closed_at, updated_at FROM tickets ORDER BY 1',
      ),
    ).toEqual([
      [
        'Case1',
        'closed',
        'Closed',
        'Value 4',
        '2010-01-13T08:40:25.000Z',
        null,
        '2010-01-16T08:40:25.000Z',
        '2010-01-20T08:40:25.000Z',
        '2010-01-20T08:40:25.000Z',
      ],
      [
        'Case2',
        'open',
        'Take in charge ticket',
        'Value 5',
        '2010-01-13T08:40:25.000Z',
        null,
        null,
        null,
        '2010-01-13T08:50:25.000Z',
      ],
    ]);
  });

  it('may name its only time plainly', async () => {
    await using table = await openImportTable();
    await table.load(
      'log.csv',
      'Case ID,Activity,Timestamp,Resource\nA,Open,2026-01-01 10:00,x\nA,Closed,2026-01-02 10:00,y\nB,Open,2026-01-01 10:00,x\n',
    );
    expect(
      await table.rows(
        'SELECT source_id, created_at, resolved_at, closed_at, agent FROM tickets ORDER BY 1',
      ),
    ).toEqual([
      [
        'A',
        '2026-01-01T10:00:00.000Z',
        '2026-01-02T10:00:00.000Z',
        '2026-01-02T10:00:00.000Z',
        'y',
      ],
      ['B', '2026-01-01T10:00:00.000Z', null, null, 'x'],
    ]);
  });
});
