import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDemo, removeDemo } from '../../../src/sources/demo/load-demo.ts';
import type { Database } from '../../../src/store/database.ts';
import { openDatabase } from '../../../src/store/open-database.ts';

const OPTIONS = {
  seed: 11,
  tickets: 2500,
  chats: 2200,
  endsAt: '2026-11-20T15:00:00Z',
  zone: 'America/Halifax',
};
const TABLES = ['tickets', 'chats', 'messages', 'agents', 'customers', 'ticket_history', 'imports'];

let db: Database;

beforeAll(async () => {
  db = await openDatabase({ path: ':memory:' });
  await loadDemo(db, OPTIONS);
}, 30_000);

afterAll(() => db[Symbol.asyncDispose]());

async function oneValue(sql: string): Promise<unknown> {
  return (await db.read(sql)).rows[0]?.[0];
}

async function hashOfRows(database: Database): Promise<string> {
  const hash = createHash('sha256');
  for (const table of TABLES) {
    hash.update(JSON.stringify((await database.read(`SELECT * FROM ${table} ORDER BY ALL`)).rows));
  }
  return hash.digest('hex');
}

describe('the demo data', () => {
  it('holds as many tickets and chats as were asked for', async () => {
    expect(await oneValue('SELECT count(*) FROM tickets')).toBe(OPTIONS.tickets);
    expect(await oneValue('SELECT count(*) FROM chats')).toBe(OPTIONS.chats);
  });

  it('leads nowhere: no support system has it', async () => {
    expect(await oneValue('SELECT count(url) FROM tickets')).toBe(0);
    expect(await oneValue('SELECT count(url) FROM chats')).toBe(0);
  });

  it('is the same for the same options, and replaces what was there', async () => {
    const before = await hashOfRows(db);
    await loadDemo(db, OPTIONS);
    expect(await hashOfRows(db)).toBe(before);
    expect(await oneValue('SELECT count(*) FROM imports')).toBe(1);
  }, 30_000);

  it('is different for another seed', async () => {
    await using other = await openDatabase({ path: ':memory:' });
    await loadDemo(other, { ...OPTIONS, seed: 12, tickets: 50, chats: 50 });
    await using same = await openDatabase({ path: ':memory:' });
    await loadDemo(same, { ...OPTIONS, tickets: 50, chats: 50 });
    expect(await hashOfRows(other)).not.toBe(await hashOfRows(same));
  });

  it('takes itself out again and leaves other rows', async () => {
    await using other = await openDatabase({ path: ':memory:' });
    await loadDemo(other, { ...OPTIONS, tickets: 20, chats: 20 });
    await other.write(async (writer) => {
      await writer.run(
        "INSERT INTO tickets (id, source, source_id) VALUES ('file:1', 'file', '1')",
      );
      await removeDemo(writer);
    });
    expect((await other.read('SELECT id FROM tickets')).rows).toEqual([['file:1']]);
    expect((await other.read('SELECT count(*) FROM ticket_history')).rows).toEqual([[0]]);
  });

  it('works with nothing to write', async () => {
    await using other = await openDatabase({ path: ':memory:' });
    const summary = await loadDemo(other, { ...OPTIONS, tickets: 0, chats: 0 });
    expect(summary).toMatchObject({ tickets: 0, chats: 0, from: null, to: null });
  });
});

describe('every row of the demo data', () => {
  const impossible: Record<string, string> = {
    'happens after the end': `SELECT count(*) FROM tickets WHERE greatest(created_at, first_response_at, resolved_at,
      closed_at, updated_at, rated_at) > TIMESTAMP '2026-11-20 15:00:00'`,
    'is a chat after the end': `SELECT count(*) FROM chats WHERE greatest(started_at, ended_at, updated_at, rated_at)
      > TIMESTAMP '2026-11-20 15:00:00'`,
    'is a message after the end':
      "SELECT count(*) FROM messages WHERE sent_at > TIMESTAMP '2026-11-20 15:00:00'",
    'is answered before it was asked':
      'SELECT count(*) FROM tickets WHERE first_response_at <= created_at',
    'is solved before it was answered':
      'SELECT count(*) FROM tickets WHERE resolved_at < coalesce(first_response_at, created_at)',
    'is closed before it was solved':
      'SELECT count(*) FROM tickets WHERE closed_at < resolved_at OR (closed_at IS NOT NULL AND resolved_at IS NULL)',
    'has a status at odds with its times': `SELECT count(*) FROM tickets
      WHERE (status IN ('solved', 'closed')) <> (resolved_at IS NOT NULL) OR (status = 'closed') <> (closed_at IS NOT NULL)`,
    'is rated before it was solved': 'SELECT count(*) FROM tickets WHERE rated_at < resolved_at',
    'changed after its last update': `SELECT count(*) FROM tickets t JOIN ticket_history h ON h.ticket_id = t.id
      WHERE h.changed_at > t.updated_at`,
    'was reopened other times than its history says': `SELECT count(*) FROM tickets t WHERE reopen_count <>
      (SELECT count(*) FROM ticket_history h WHERE h.ticket_id = t.id AND from_value = 'solved' AND to_value = 'open')`,
    'ends its history in another status': `SELECT count(*) FROM tickets t JOIN (SELECT ticket_id, arg_max(to_value, changed_at) AS last
      FROM ticket_history WHERE field = 'status' GROUP BY ALL) h ON h.ticket_id = t.id WHERE h.last <> t.status`,
    'has a first response that is not its first reply':
      'SELECT count(*) FROM tickets WHERE first_response_at IS DISTINCT FROM first_reply_at',
    'is a chat with a first response that is not its first reply':
      'SELECT count(*) FROM chats WHERE first_response_at IS DISTINCT FROM first_reply_at',
    'is a missed chat with an agent':
      'SELECT count(*) FROM chats WHERE missed AND agent IS NOT NULL',
    'is a transferred chat with one agent':
      'SELECT count(*) FROM chats WHERE transferred <> (len(agents) > 1)',
    'is a chat that ends before it starts':
      'SELECT count(*) FROM chats WHERE ended_at <= started_at',
    'is a message without its conversation': `SELECT count(*) FROM messages WHERE conversation_id NOT IN
      (SELECT id FROM tickets UNION ALL SELECT id FROM chats)`,
    'has a slot left open':
      "SELECT count(*) FROM messages WHERE text LIKE '%{%' OR text LIKE '%undefined%'",
    'has an agent nobody knows':
      'SELECT count(*) FROM tickets WHERE agent NOT IN (SELECT name FROM agents)',
    'has a customer nobody knows':
      'SELECT count(*) FROM tickets WHERE customer NOT IN (SELECT id FROM customers)',
    'was created before its customer': `SELECT count(*) FROM tickets t JOIN customers c ON c.id = t.customer
      WHERE t.created_at < c.created_at`,
  };

  it.each(Object.entries(impossible))('never %s', async (_, sql) => {
    expect(await oneValue(sql)).toBe(0);
  });

  it('tells its own story: no two threads read the same', async () => {
    const threads = `SELECT string_agg(text, ' ' ORDER BY source_id) AS thread FROM messages GROUP BY conversation_id`;
    expect(await oneValue(`SELECT count(*) - count(DISTINCT thread) FROM (${threads})`)).toBe(0);
  });
});

describe('what is planted in the demo data', () => {
  const number = async (sql: string) => Number(await oneValue(sql));
  const incident = `created_at >= TIMESTAMP '2026-07-06 03:00:00' AND created_at < TIMESTAMP '2026-07-13 03:00:00'`;
  const technical = "pipeline = 'Technical Support'";
  const waitHours = 'avg(epoch(first_response_at - created_at)) / 3600';

  it('has an incident week with many more technical tickets, answered slowly and rated low', async () => {
    const usual = `${technical} AND NOT (${incident})`;
    const hit = `${technical} AND ${incident}`;
    const weekly = (await number(`SELECT count(*) FROM tickets WHERE ${usual}`)) / 77;
    expect(await number(`SELECT count(*) FROM tickets WHERE ${hit}`)).toBeGreaterThan(2.5 * weekly);
    expect(await number(`SELECT ${waitHours} FROM tickets WHERE ${hit}`)).toBeGreaterThan(
      1.5 * (await number(`SELECT ${waitHours} FROM tickets WHERE ${usual}`)),
    );
    expect(await number(`SELECT avg(rating) FROM tickets WHERE ${hit}`)).toBeLessThan(
      (await number(`SELECT avg(rating) FROM tickets WHERE ${usual}`)) - 0.3,
    );
  });

  it('rates about a third of what was solved, the better the quicker the answer', async () => {
    const rated = await number(
      'SELECT count(rating) / count(resolved_at) FROM tickets WHERE resolved_at IS NOT NULL',
    );
    expect(rated).toBeGreaterThan(0.28);
    expect(rated).toBeLessThan(0.42);
    const csat = (wait: string) =>
      number(`SELECT avg((rating >= 4)::INT) FROM tickets WHERE rating IS NOT NULL
        AND first_response_at - created_at ${wait}`);
    expect(await csat('< INTERVAL 1 HOUR')).toBeGreaterThan(
      (await csat('> INTERVAL 8 HOUR')) + 0.25,
    );
  });

  it('keeps one agent away for two weeks', async () => {
    const weeks = await db.read(`SELECT date_trunc('week', created_at - INTERVAL 3 HOUR) AS week,
        count(*) FILTER (agent = 'Girly') AS hers FROM tickets GROUP BY week ORDER BY week`);
    const without = weeks.rows.slice(1, -1).filter(([, hers]) => hers === 0);
    expect(without.map(([week]) => String(week).slice(0, 10))).toEqual([
      '2026-09-07',
      '2026-09-14',
    ]);
  });

  it('grows, and is quiet at weekends', async () => {
    const days = (from: string, to: string) =>
      number(`SELECT count(*) FROM tickets WHERE created_at BETWEEN '${from}' AND '${to}'`);
    expect(await days('2026-09-01', '2026-11-01')).toBeGreaterThan(
      1.15 * (await days('2025-06-01', '2025-08-01')),
    );
    const weekends = await number(
      'SELECT avg((isodow(created_at - INTERVAL 4 HOUR) >= 6)::INT) FROM tickets',
    );
    expect(weekends).toBeLessThan(0.2);
  });

  it('has chats of every kind, automatic answers, aliases and values that are missing', async () => {
    const kinds =
      await db.read(`SELECT count(*) FILTER (bot_involved AND agent IS NULL AND NOT missed),
        count(*) FILTER (bot_involved AND agent IS NOT NULL), count(*) FILTER (missed),
        count(*) FILTER (transferred), count(*) FILTER (customer IS NULL) FROM chats`);
    for (const count of kinds.rows[0] ?? []) expect(count).toBeGreaterThan(50);
    expect(
      await number("SELECT count(*) FROM messages WHERE autoresponse AND text LIKE '*977#%'"),
    ).toBeGreaterThan(50);
    expect(await number('SELECT count(*) FROM tickets WHERE category IS NULL')).toBeGreaterThan(30);
    expect(
      await number('SELECT min(len(aliases)) FROM agents WHERE role <> $$bot$$'),
    ).toBeGreaterThan(1);
    expect(await number('SELECT count(DISTINCT pipeline) FROM tickets')).toBe(11);
    expect(
      await number('SELECT count(*) FROM tickets WHERE status IN ($$open$$, $$pending$$)'),
    ).toBeGreaterThan(20);
  });
});
