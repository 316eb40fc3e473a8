import { describe, expect, it } from 'vitest';
import { openImportTable } from './import-table.ts';

const CANONICAL =
  'ticket_id,subject,description,status,priority,pipeline,category,channel,group,agent,customer_email,customer_name,company,tags,created_at,first_response_at,resolved_at,closed_at,updated_at,reopen_count,rating,rating_comment,url\n';
const ROW =
  '007,"Late, again","It said ""soon"".\nStill nothing",Solved,High,Support,Shipping,Email,Tier 1,Nova,Ida@Example.com,Ida Holm,ACME,"late, dhl",2026-03-12 10:00:00,2026-03-12T11:30:00Z,2026-03-13 10:00,,2026-03-14 09:00:00,1,4,thanks,https://example.com/7\n';

describe('importing tickets from a CSV', () => {
  it('knows the column names of the interface as they stand', async () => {
    await using table = await openImportTable();
    const summary = await table.load('tickets.csv', CANONICAL + ROW);
    expect(summary).toMatchObject({
      entity: 'tickets',
      source: 'file',
      rows: 1,
      inserted: 1,
      updated: 0,
    });
    expect(
      await table.rows(
        'SELECT id, source_id, subject, description, status, stage, priority, channel, agent, customer, customer_email, tags FROM tickets',
      ),
    ).toEqual([
      [
        'file:007',
        '007',
        'Late, again',
        'It said "soon".\nStill nothing',
        'solved',
        'Solved',
        'high',
        'email',
        'Nova',
        'ida@example.com',
        'ida@example.com',
        ['late', 'dhl'],
      ],
    ]);
    expect(
      await table.rows(
        'SELECT created_at, first_response_at, resolved_at, closed_at, updated_at, reopen_count, rating FROM tickets',
      ),
    ).toEqual([
      [
        '2026-03-12T10:00:00.000Z',
        '2026-03-12T11:30:00.000Z',
        '2026-03-13T10:00:00.000Z',
        null,
        '2026-03-14T09:00:00.000Z',
        1,
        4,
      ],
    ]);
  });

  it('changes nothing when the same file comes again', async () => {
    await using table = await openImportTable();
    await table.load('tickets.csv', CANONICAL + ROW);
    const version = await table.db.version();
    const again = await table.load('tickets.csv', CANONICAL + ROW);
    expect(again).toMatchObject({ inserted: 0, updated: 0, unchanged: 1 });
    expect(await table.db.version()).toBe(version);
    expect(await table.rows('SELECT count(*) FROM imports')).toEqual([[1]]);
  });

  it('updates a ticket by its id, never from an older export', async () => {
    await using table = await openImportTable();
    await table.load(
      'a.csv',
      'ticket_id,subject,status,created_at,updated_at\n1,One,open,2026-01-01 10:00,2026-01-02 10:00\n',
    );
    const newer = await table.load(
      'b.csv',
      'ticket_id,status,created_at,updated_at\n1,closed,2026-01-01 10:00,2026-01-03 10:00\n2,open,2026-01-03 10:00,2026-01-03 10:00\n',
    );
    expect(newer).toMatchObject({ inserted: 1, updated: 1 });
    const older = await table.load(
      'c.csv',
      'ticket_id,status,created_at,updated_at\n1,pending,2026-01-01 10:00,2026-01-01 12:00\n',
    );
    expect(older).toMatchObject({ inserted: 0, updated: 0, unchanged: 1 });
    expect(await table.rows('SELECT subject, status FROM tickets ORDER BY source_id')).toEqual([
      ['One', 'closed'],
      [null, 'open'],
    ]);
  });

  it('keeps columns it does not know as extra fields', async () => {
    await using table = await openImportTable();
    await table.load(
      't.csv',
      'ticket_id,created_at,Délai "X"; DROP TABLE tickets,größe\n1,2026-01-01,a,?\n2,2026-01-02,unknown,b\n',
    );
    expect(await table.rows('SELECT * FROM extra_fields ORDER BY column_name')).toEqual([
      ['tickets', 'x_delai_x_drop_table_tickets', 'Délai "X"; DROP TABLE tickets'],
      ['tickets', 'x_grosse', 'größe'],
    ]);
    expect(
      await table.rows(
        'SELECT x_grosse, x_delai_x_drop_table_tickets FROM tickets ORDER BY source_id',
      ),
    ).toEqual([
      [null, 'a'],
      ['b', null],
    ]);
  });
});
