import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Condition } from '../../src/analytics/query-plan.ts';
import type { Database } from '../../src/store/database.ts';
import { figures, is, openDesk, runFigures, use } from './small-desk.ts';

const NASTY = "x' OR 1=1; DROP TABLE tickets; --";
const at = { created_at: '2026-03-02 09:00' };
const TICKETS = [
  {
    source_id: '1',
    agent: 'Ada',
    subject: 'Refund please',
    tags: ['vip', 'spam'],
    rating: 5,
    escalated: true,
    ...at,
  },
  {
    source_id: '2',
    agent: 'Bob',
    subject: 'REFUND late',
    tags: ['vip'],
    rating: 2,
    escalated: false,
    ...at,
  },
  { source_id: '3', subject: 'Hello', tags: [], created_at: '2026-06-28 00:00' },
  {
    source_id: '4',
    agent: NASTY,
    ...at,
    resolved_at: '2026-03-03 09:00',
    first_response_at: '2026-03-02 10:00',
  },
  { source_id: '5', agent: 'Ada', created_at: '2026-07-01 00:00' },
];
let db: Database;
beforeAll(async () => {
  db = await openDesk({ tickets: TICKETS });
});
afterAll(() => db[Symbol.asyncDispose]());

const count = async (...where: Condition[]): Promise<unknown> =>
  (await runFigures(db, figures([use('volume', 'tickets')], { where }))).rows[0]?.values[0];
const when = (field: string, op: Condition['op'], ...given: Condition['values']): Condition => ({
  field,
  op,
  values: given,
});

describe('conditions', () => {
  it.each<[string, number, Condition[]]>([
    ['any of several names', 2, [is('agent', 'Ada', 'Bob')]],
    ['none of them, rows with no value kept', 2, [when('agent', 'is-not', 'Ada', 'Bob')]],
    ['no value', 1, [when('agent', 'empty')]],
    ['some value', 3, [when('agent', 'not-empty')]],
    ['words in text, in any case', 2, [when('subject', 'contains', 'refund')]],
    ['any of several words', 3, [when('text', 'contains', 'refund', 'hello')]],
    ['words not in text, rows without text kept', 2, [when('subject', 'not-contains', 'refund')]],
    ['a tag', 2, [is('tag', 'vip')]],
    ['not a tag', 3, [when('tag', 'is-not', 'spam')]],
    ['part of a tag', 1, [when('tag', 'contains', 'SPA')]],
    ['no tags', 2, [when('tag', 'empty')]],
    ['tags', 2, [when('tag', 'not-empty')]],
    ['a rating, as number or text', 2, [is('rating', 5, '2')]],
    ['more than a number', 1, [when('rating', 'gt', 2)]],
    ['a flag', 1, [is('escalated', true)]],
    ['a flag known to be false', 1, [is('escalated', false)]],
    ['a flag not known to be true', 3, [when('escalated', 'is-not', true)]],
    ['open, as of now', 3, [is('open', true)]],
    ['answered', 1, [is('answered', true)]],
    ['unanswered', 3, [is('answered', false)]],
    ['open longer than two days', 2, [when('age', 'gt', 2 * 86_400)]],
    ['before an instant', 3, [when('created_at', 'lt', '2026-06-01T00:00:00.000Z')]],
    ['several at once', 1, [is('agent', 'Ada'), is('tag', 'vip')]],
  ])('match %s', async (_, expected, where) => {
    expect(await count(...where)).toBe(expected);
  });

  it('take a value shaped like SQL for a value', async () => {
    const plan = figures([use('volume', 'tickets')], { where: [is('agent', NASTY)] });
    const result = await runFigures(db, plan);
    expect(result.rows[0]?.values).toEqual([1]);
    expect(result.statement.sql).not.toContain('DROP');
    expect(Object.values(result.statement.params)).toContain(NASTY);
    expect(await count()).toBe(4);
  });
});

describe('awaiting a first reply', () => {
  // Waiting: ticket 1 and chat 1. Over without a reply: a ticket resolved, one closed, a chat the bot ended, a missed one.
  it('is what nobody has answered and nothing has ended', async () => {
    const resolved_at = '2026-03-03 09:00';
    const chat = { started_at: '2026-03-02 09:00' };
    await using desk = await openDesk({
      tickets: [
        { source_id: '1', ...at },
        { source_id: '2', ...at, resolved_at },
        { source_id: '3', ...at, closed_at: resolved_at },
        { source_id: '4', ...at, first_response_at: '2026-03-02 10:00' },
      ],
      chats: [
        { source_id: 'c1', ...chat },
        { source_id: 'c2', ...chat, ended_at: '2026-03-02 09:10', bot_involved: true },
        { source_id: 'c3', ...chat, ended_at: '2026-03-02 09:20', missed: true },
      ],
    });
    const where = [is('awaiting_reply', true)];
    for (const [of, expected] of [
      ['tickets', 1],
      ['chats', 1],
      ['conversations', 2],
    ] as const) {
      const { rows } = await runFigures(desk, figures([use('volume', of)], { where }));
      expect(rows[0]?.values[0]).toBe(expected);
    }
  });
});
