import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HeldKind } from '../../../src/analytics/adhoc/bind-held.ts';
import { guardSql } from '../../../src/analytics/adhoc/guard.ts';
import { type Ran, runGuarded } from '../../../src/analytics/adhoc/run-guarded.ts';
import type { Database } from '../../../src/store/database.ts';
import { openDesk } from '../small-desk.ts';

let db: Database;
beforeAll(async () => {
  db = await openDesk({
    tickets: [
      {
        agent: 'Nova',
        customer: 'vexnarg@example.com',
        created_at: '2026-10-02 09:00',
        rating: 5,
      },
      {
        agent: "O'Hara; DROP TABLE tickets",
        customer: 'vexnarg@example.com',
        created_at: '2026-10-03 09:00',
      },
      { agent: 'Richie', created_at: '2026-10-04 09:00' },
      { agent: null, created_at: '2026-10-05 09:00' },
      { agent: 'Nova', created_at: '2026-12-01 09:00' },
    ],
    messages: [
      { author_kind: 'customer', author: 'Ms Vexnarg', sent_at: '2026-10-02 09:00', text: 'help' },
      { author_kind: 'agent', author: 'Nova', sent_at: '2026-10-02 10:00', text: 'sure' },
    ],
  });
});
afterAll(() => db[Symbol.asyncDispose]());

const HELD = new Map<string, HeldKind>([
  ['agent_1', 'text'],
  ['from_1', 'instant'],
]);
const PARAMS = {
  as_of: '2026-11-20T14:00:00.000Z',
  left_out: ['Richie'],
  zone: 'America/Halifax',
  agent_1: "O'Hara; DROP TABLE tickets",
  from_1: '2026-10-03T00:00:00.000Z',
  agent_2: 'never used',
};

async function ran(written: string, deadlineMs = 5000): Promise<Ran> {
  const guarded = await guardSql(written, db, { held: HELD, own: [] });
  if (guarded.kind !== 'allowed') throw new Error(guarded.problems.join());
  return runGuarded(guarded, PARAMS, { db, deadlineMs });
}
const rowsOf = (one: Ran) => (one.kind === 'rows' ? one.rows.rows : one);

describe('a checked statement', () => {
  it('counts no row dated after now, none that was deleted and none of those left out', async () => {
    expect(rowsOf(await ran('SELECT agent FROM tickets ORDER BY 1 NULLS LAST'))).toEqual([
      ['Nova'],
      ["O'Hara; DROP TABLE tickets"],
      [null],
    ]);
  });

  it('sees times as the team’s clocks show them, and durations as long as they were', async () => {
    await db.write((writer) =>
      writer.run(
        "INSERT INTO chats (id, source, started_at, first_response_at) VALUES ('c', 'file', TIMESTAMP '2026-11-01 04:30', TIMESTAMP '2026-11-01 06:30')",
      ),
    );
    // Clocks in Halifax were put back in between: 01:30 to 02:30 by the clock, and two hours.
    const asked = await ran(
      'SELECT started_at, first_response_at, first_response_seconds FROM chats',
    );
    expect(rowsOf(asked)).toEqual([['2026-11-01T01:30:00.000Z', '2026-11-01T02:30:00.000Z', 7200]]);
  });

  it('has what placeholders stand for bound, never written into it', async () => {
    const written =
      "SELECT count(*) FROM tickets WHERE agent = '{{agent_1}}' AND created_at >= '{{from_1}}'";
    const guarded = await guardSql(written, db, { held: HELD, own: [] });
    expect(guarded).toMatchObject({
      kind: 'allowed',
      shown:
        'SELECT count_star() FROM tickets WHERE ((agent = $agent_1) AND (created_at >= CAST($from_1 AS TIMESTAMP)))',
      held: ['agent_1', 'from_1'],
    });
    expect(rowsOf(await ran(written))).toEqual([[1]]);
  });

  it.each([
    "SELECT count(*) FROM tickets WHERE agent = '{{agent_2}}'",
    "SELECT count(*) FROM tickets WHERE agent LIKE '%{{agent_1}}%'",
    "SELECT count(*) FROM tickets WHERE agent = 'x''{{agent_1}}''x'",
    `SELECT count(*) AS "{{agent_1}}" FROM tickets`,
    'SELECT count(*) FROM tickets WHERE agent = $agent_1',
  ])('takes a placeholder for nothing but a whole text: %s', async (written) => {
    expect((await guardSql(written, db, { held: HELD, own: [] })).kind).toBe('refused');
  });

  it('tells customers apart without naming them', async () => {
    const rows = rowsOf(
      await ran('SELECT customer, count(*) FROM tickets GROUP BY 1 ORDER BY 2 DESC, 1'),
    );
    expect(rows).toEqual([
      [expect.stringMatching(/^c\d+$/), 2],
      [null, 1],
    ]);
    expect(rowsOf(await ran('SELECT author FROM messages ORDER BY 1 NULLS LAST'))).toEqual([
      ['Nova'],
      [null],
    ]);
  });

  it('fails in our words: DuckDB’s own quote values', async () => {
    const failed = await ran('SELECT agent::INTEGER FROM tickets');
    expect(failed).toMatchObject({ kind: 'failed', problem: expect.stringContaining('TRY_CAST') });
    expect(JSON.stringify(failed)).not.toMatch(/Nova|Hara/);
  });

  it('is stopped when it takes too long', async () => {
    await db.write((writer) =>
      writer.run(
        "INSERT INTO messages (id, source, sent_at) SELECT 'm' || n, 'file', TIMESTAMP '2026-10-01' FROM range(20000) t(n)",
      ),
    );
    const startedAt = performance.now();
    const bomb =
      'SELECT count(*) FROM messages a, messages b, messages c WHERE a.id < b.id OR b.id < c.id';
    expect(await ran(bomb, 300)).toEqual({ kind: 'heavy' });
    expect(performance.now() - startedAt).toBeLessThan(3000);
    expect(rowsOf(await ran('SELECT count(*) FROM tickets'))).toEqual([[3]]);
  });

  it('gives a thousand rows and says that there are more', async () => {
    const many = await ran('SELECT id FROM messages');
    expect(many).toMatchObject({ kind: 'rows', isCut: true });
    expect(rowsOf(many)).toHaveLength(1000);
  });
});

it('names own columns of a file as they were given out', async () => {
  await db.write((writer) => writer.run(`ALTER TABLE tickets ADD COLUMN "x_a""b" VARCHAR`));
  const own = [{ table: 'tickets', column: 'x_a"b', as: 'column_1' }] as const;
  const written = 'SELECT count(column_1) FROM tickets';
  const guarded = await guardSql(written, db, { held: HELD, own });
  expect(guarded).toMatchObject({ kind: 'allowed' });
  expect((await guardSql('SELECT column_1 FROM chats', db, { held: HELD, own })).kind).toBe(
    'refused',
  );
});
