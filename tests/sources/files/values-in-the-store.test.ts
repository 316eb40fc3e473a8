import { describe, expect, it } from 'vitest';
import { openImportTable } from './import-table.ts';

async function created(
  rows: readonly string[],
  header = 'ticket_id,created_at',
  overrides = {},
  settings = {},
) {
  await using table = await openImportTable(settings);
  const lines = rows.map((row, n) => `${n + 1},${row}`);
  await table.load('t.csv', `${header}\n${lines.join('\n')}\n`, overrides);
  return (await table.rows('SELECT created_at FROM tickets ORDER BY source_id::INTEGER')).map(
    ([at]) => (typeof at === 'string' ? at.replace(':00.000Z', 'Z') : at),
  );
}

describe('dates', () => {
  it('are day-first when one value proves it', async () => {
    expect(await created(['3/4/2026 10:00', '13/4/2026 10:00'])).toEqual([
      '2026-04-03T10:00Z',
      '2026-04-13T10:00Z',
    ]);
  });

  it('may be spelled out, offsets by their letters too', async () => {
    expect(
      await created([
        '2026-07-05 14:23:00 EDT',
        '"Thursday, March 5, 2026 at 2:23 PM"',
        'Tue Oct 31 22:10:00 +0000 2017',
        'Thu Mar  5 14:23:00 2026',
        '"3/25/2026, 2:23:00\u202fPM"',
        '20260305 14:23',
      ]),
    ).toEqual([
      '2026-07-05T18:23Z',
      '2026-03-05T14:23Z',
      '2017-10-31T22:10Z',
      '2026-03-05T14:23Z',
      '2026-03-25T14:23Z',
      '2026-03-05T14:23Z',
    ]);
  });

  it('may have their time of day in a column beside them', async () => {
    expect(
      await created(
        ['3/4/2026,9:12:58 AM', '4/13/2026,2:30:00 PM', '4/14/2026,'],
        'ticket_id,Opened date,Opened time',
        { zone: 'Europe/Berlin' },
      ),
    ).toEqual(['2026-03-04T08:12:58.000Z', '2026-04-13T12:30Z', '2026-04-13T22:00Z']);
  });

  it('are month-first when one value proves it', async () => {
    expect(await created(['3/4/2026 1:00 PM', '4/13/2026 12:30 AM'])).toEqual([
      '2026-03-04T13:00Z',
      '2026-04-13T00:30Z',
    ]);
  });

  it('follow a sibling column written the same way', async () => {
    expect(
      await created(
        ['3/4/2026,4/4/2026,x', '5/4/2026,25/4/2026,x'],
        'ticket_id,created_at,due,odd',
      ),
    ).toEqual(['2026-04-03T00:00Z', '2026-04-05T00:00Z']);
  });

  it('that leave the order open throughout are asked about, and not guessed', async () => {
    await using table = await openImportTable();
    const content = 'ticket_id,created_at\n1,3/4/2026 10:00\n2,5/6/2026 10:00\n';
    const preview = await table.preview('t.csv', content);
    expect(preview.questions).toHaveLength(1);
    expect(preview.questions[0]?.options.map(({ overrides }) => overrides.dateOrder)).toEqual([
      'day-first',
      'month-first',
    ]);
    await expect(table.load('t.csv', content)).rejects.toThrow(/--day-first or --month-first/);
    expect(await created(['3/4/2026 10:00'], undefined, { dateOrder: 'month-first' })).toEqual([
      '2026-03-04T10:00Z',
    ]);
    expect(await created(['3/4/2026 10:00'], undefined, { dateOrder: 'day-first' })).toEqual([
      '2026-04-03T10:00Z',
    ]);
  });

  it('that contradict each other or what was said are refused with the values', async () => {
    await expect(created(['13/4/2026', '4/13/2026'])).rejects.toThrow(
      /contradict each other: 13\/4\/2026 can only be day-first \(1 rows\), 4\/13\/2026 only month-first/,
    );
    await expect(created(['13/4/2026'], undefined, { dateOrder: 'month-first' })).rejects.toThrow(
      /can't be month-first: it holds 13\/4\/2026/,
    );
  });

  it('are read in every usual way of writing, mixed in one column too', async () => {
    expect(
      await created([
        '2026-03-12T10:00:00Z',
        '2026-03-12 10:00:00+02:00',
        '2026-03-12 10:00',
        '"Mar 12, 2026 3:04 PM"',
        '12 Mar 2026',
        '20260312',
        '1773312000',
        '"Thu, 12 Mar 2026 15:04:05 +0200"',
        '2026/03/12 10:00',
        '2026-03-12 10:00:00 UTC',
      ]),
    ).toEqual([
      '2026-03-12T10:00Z',
      '2026-03-12T08:00Z',
      '2026-03-12T10:00Z',
      '2026-03-12T15:04Z',
      '2026-03-12T00:00Z',
      '2026-03-12T00:00Z',
      '2026-03-12T10:40Z',
      '2026-03-12T13:04:05.000Z',
      '2026-03-12T10:00Z',
      '2026-03-12T10:00Z',
    ]);
  });

  it('without an offset are in the zone given, else the team’s, clocks changing or not', async () => {
    const rows = [
      '2026-03-29 01:30:00',
      '2026-03-29 02:30:00',
      '2026-03-29 03:30:00',
      '2026-10-25 02:30:00',
      '2026-07-01 12:00:00',
    ];
    const inBerlin = [
      '2026-03-29T00:30Z',
      '2026-03-29T01:30Z',
      '2026-03-29T01:30Z',
      '2026-10-25T01:30Z',
      '2026-07-01T10:00Z',
    ];
    expect(await created(rows, undefined, { zone: 'Europe/Berlin' })).toEqual(inBerlin);
    expect(await created(rows, undefined, {}, { zone: 'Europe/Berlin' })).toEqual(inBerlin);
    expect(await created(rows, 'ticket_id,Created at (UTC)', { zone: 'Europe/Berlin' })).toEqual(
      rows.map((row) => `${row.slice(0, 16).replace(' ', 'T')}Z`),
    );
  });

  it('that are impossible become missing and are counted', async () => {
    await using table = await openImportTable();
    const dates = [
      '2026-03-12',
      '2026-02-30',
      '0000-00-00',
      '1970-01-01',
      '3026-01-01',
      'NaT',
      '?',
      '',
      'tomorrow',
    ];
    const summary = await table.load(
      't.csv',
      `ticket_id,created_at\n${dates.map((date, n) => `${n},${date}`).join('\n')}\n`,
    );
    expect(await table.rows('SELECT count(created_at) FROM tickets')).toEqual([[1]]);
    expect(
      summary.unusable.map(({ column, value, rows }) => `${column} ${value} ${rows}`).toSorted(),
    ).toEqual(
      ['0000-00-00', '1970-01-01', '2026-02-30', '3026-01-01', '?', 'NaT', 'tomorrow'].map(
        (value) => `created_at ${value} 1`,
      ),
    );
    expect(
      await table.rows('SELECT table_name, sum(rows) FROM unusable_values GROUP BY ALL'),
    ).toEqual([['tickets', 7]]);
  });
});

describe('durations', () => {
  it('become instants after creation, by the unit in the header or their own', async () => {
    await using table = await openImportTable();
    await table.load(
      't.csv',
      'ticket_id,created_at,First response time (in hrs),Resolution time (HH:mm:ss)\n1,2026-03-12 10:00,1.5,125:30:00\n2,2026-03-12 10:00,,N/A\n',
    );
    expect(
      await table.rows('SELECT first_response_at, resolved_at FROM tickets ORDER BY source_id'),
    ).toEqual([
      ['2026-03-12T11:30:00.000Z', '2026-03-17T15:30:00.000Z'],
      [null, null],
    ]);
  });

  it('give way to a column with the instant itself', async () => {
    await using table = await openImportTable();
    await table.load(
      't.csv',
      'ticket_id,created_at,first_response_at,first_response_minutes\n1,2026-03-12 10:00,2026-03-12 10:20,99\n2,2026-03-12 10:00,,30\n',
    );
    expect(await table.rows('SELECT first_response_at FROM tickets ORDER BY source_id')).toEqual([
      ['2026-03-12T10:20:00.000Z'],
      ['2026-03-12T10:30:00.000Z'],
    ]);
  });

  it('without a unit are read by their size, and it is said', async () => {
    await using table = await openImportTable();
    const summary = await table.load(
      't.csv',
      'ticket_id,created_at,first_response_time\n1,2026-03-12 10:00,1512000\n',
    );
    expect(await table.rows('SELECT first_response_at FROM tickets')).toEqual([
      ['2026-03-12T10:25:12.000Z'],
    ]);
    expect(summary.warnings.join()).toMatch(/does not say its unit; its numbers were read as ms/);
  });
});

describe('a ticket', () => {
  it('has status, priority and rating in the words of the store', async () => {
    await using table = await openImportTable();
    await table.load(
      't.csv',
      'ticket_id,created_at,status,priority,rating,agent,tags\n1,2026-03-12,In Progress,P1,Good,Unassigned,"[""a"",""b""]"\n2,2026-03-12,Parked,Whenever,Bad,Nova,a;b;a\n3,2026-03-12,-,n/a,Offered,?,\n',
    );
    expect(
      await table.rows(
        'SELECT status, stage, priority, rating, agent, tags FROM tickets ORDER BY source_id',
      ),
    ).toEqual([
      ['open', 'In Progress', 'urgent', 5, null, ['a', 'b']],
      ['parked', 'Parked', 'whenever', 1, 'Nova', ['a', 'b']],
      [null, null, null, null, null, null],
    ]);
  });

  it('is resolved when it is closed, where the system knows no more', async () => {
    await using table = await openImportTable();
    await table.load('t.csv', 'ticket_id,created_at,close_date\n1,2026-03-12,2026-03-13\n');
    expect(await table.rows('SELECT resolved_at, closed_at FROM tickets')).toEqual([
      ['2026-03-13T00:00:00.000Z', '2026-03-13T00:00:00.000Z'],
    ]);
  });

  it('gets a lasting id from its content when the file has none', async () => {
    await using table = await openImportTable();
    const content =
      'subject,created_at\nLate,2026-03-12 10:00\nLate,2026-03-12 10:00\nOdd,2026-03-12 11:00\n';
    expect(await table.load('t.csv', content)).toMatchObject({ inserted: 2 });
    expect(await table.load('t.csv', content)).toMatchObject({
      inserted: 0,
      updated: 0,
      unchanged: 2,
    });
  });

  it('is left out when its id is missing, and it is said', async () => {
    await using table = await openImportTable();
    const summary = await table.load('t.csv', 'ticket_id,created_at\n1,2026-03-12\n,2026-03-12\n');
    expect(summary).toMatchObject({ inserted: 1 });
    expect(summary.warnings.join()).toMatch(/1 row without an id/);
  });

  it('that comes twice counts once, the last one', async () => {
    await using table = await openImportTable();
    const rows = Array.from({ length: 20 }, (_, n) => `${n},2026-03-12,a`).join('\n');
    const summary = await table.load(
      't.csv',
      `ticket_id,created_at,subject\n${rows}\n3,2026-03-12,b\n`,
    );
    expect(summary.warnings.join()).toMatch(/1 row repeats an id that has another row/);
    expect(await table.rows(`SELECT subject FROM tickets WHERE source_id = '3'`)).toEqual([['b']]);
  });
});

describe('chats, messages, agents and customers', () => {
  it('are loaded as the interface names their columns', async () => {
    await using table = await openImportTable();
    await table.load(
      'chats.csv',
      'chat_id,started_at,ended_at,agent,customer_email,customer_name,group,bot_involved,transferred,missed,first_response_at,rating,tags\n7,2026-03-13 10:00:00,2026-03-13 10:05:00,"Nova, Girly",Ida@example.com,Ida,Support,yes,0,FALSE,2026-03-13 10:01:00,5,"a|b"\n',
    );
    expect(
      await table.rows(
        'SELECT id, agent, agents, customer, bot_involved, transferred, missed, rating, tags, ended_at FROM chats',
      ),
    ).toEqual([
      [
        'file:7',
        'Nova',
        ['Nova', 'Girly'],
        'ida@example.com',
        true,
        false,
        false,
        5,
        ['a', 'b'],
        '2026-03-13T10:05:00.000Z',
      ],
    ]);
    const messages =
      'conversation_id,message_id,author_kind,author,sent_at,text,public\n7,1,customer,Ida,2026-03-13 10:00:00,Hello,true\n7,2,agent,nova,2026-03-13 10:02:00,Hi,true\n';
    await table.load('messages.csv', messages);
    expect(
      await table.rows(
        'SELECT conversation_id, conversation_kind, author_kind, author FROM messages ORDER BY source_id',
      ),
    ).toEqual([
      ['file:7', 'chat', 'customer', 'Ida'],
      ['file:7', 'chat', 'agent', 'Nova'],
    ]);
    expect(await table.rows('SELECT reply_count, message_count, reply_seconds FROM chats')).toEqual(
      [[1, 2, 120]],
    );
    expect(await table.load('messages.csv', messages)).toMatchObject({
      inserted: 0,
      updated: 0,
      unchanged: 2,
    });
  });

  it('stay as they are when they come again after aliases were folded', async () => {
    await using table = await openImportTable();
    const tickets =
      'ticket_id,created_at,agent\n1,2026-03-12,nova\n2,2026-03-12,Novi\n3,2026-03-12,NOVA\n';
    await table.load(
      'agents.csv',
      'name,email,role,aliases,active\nNova,nova@example.com,agent,"Novi",yes\n',
    );
    await table.load('tickets.csv', tickets);
    expect(await table.rows('SELECT DISTINCT agent FROM tickets')).toEqual([['Nova']]);
    expect(await table.load('tickets.csv', tickets)).toMatchObject({
      inserted: 0,
      updated: 0,
      unchanged: 3,
    });
    expect(
      await table.load(
        'agents.csv',
        'name,email,role,aliases,active\nNova,nova@example.com,agent,"Novi",yes\n',
      ),
    ).toMatchObject({ inserted: 0, updated: 0 });
    await table.load('customers.csv', 'name,email,company\nIda,ida@example.com,ACME\n');
    expect(await table.rows('SELECT id, name, emails, company FROM customers')).toEqual([
      ['ida@example.com', 'Ida', ['ida@example.com'], 'ACME'],
    ]);
  });

  it('last as long as they say when there is no end', async () => {
    await using table = await openImportTable();
    await table.load(
      'chats.csv',
      'chat_id,chat_start_date,operator,duration,rate\n7,2026-03-13 10:00:00,Nova,10:30,good\n',
    );
    expect(await table.rows('SELECT ended_at, duration_seconds, rating FROM chats')).toEqual([
      ['2026-03-13T10:10:30.000Z', 630, 5],
    ]);
  });
});
