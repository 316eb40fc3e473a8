import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { by, figures, is, openDesk, runFigures, use, values } from './small-desk.ts';

// Tickets on 2 March 2026, by agent: Ada 3, Bob 3, Cyd 2, Dot 1, nobody 2.
// Priorities: Ada urgent, high, low; Bob low, low, –; Cyd high, medium; Dot odd; nobody urgent, –.
// Tags: 1 has a and b, 2 has a twice, 3 b, the rest none.
const at = { created_at: '2026-03-02 09:00' };
const TICKETS = [
  { source_id: '1', agent: 'Ada', priority: 'urgent', tags: ['a', 'b'], rating: 5, ...at },
  { source_id: '2', agent: 'Ada', priority: 'high', tags: ['a', 'a'], rating: 1, ...at },
  { source_id: '3', agent: 'Ada', priority: 'low', tags: ['b'], ...at },
  { source_id: '4', agent: 'Bob', priority: 'low', tags: [], rating: 4, ...at },
  { source_id: '5', agent: 'Bob', priority: 'low', ...at },
  { source_id: '6', agent: 'Bob', ...at },
  { source_id: '7', agent: 'Cyd', priority: 'high', ...at },
  { source_id: '8', agent: 'Cyd', priority: 'medium', ...at },
  { source_id: '9', agent: 'Dot', priority: 'odd', ...at },
  { source_id: '10', priority: 'urgent', ...at },
  { source_id: '11', ...at },
];
// Chats on the same day: Ada 1, Eve 1; rated 5 and 2.
const CHATS = [
  { source_id: 'c1', agent: 'Ada', started_at: '2026-03-02 10:00', rating: 5 },
  { source_id: 'c2', agent: 'Eve', started_at: '2026-03-02 11:00', rating: 2 },
];
const tickets = use('volume', 'tickets');
const largest = { on: 'metric', index: 0, direction: 'desc' } as const;
let db: Database;

beforeAll(async () => {
  db = await openDesk({ tickets: TICKETS, chats: CHATS });
});
afterAll(() => db[Symbol.asyncDispose]());

describe('order', () => {
  it('goes by size, ties by name, the group with no value last', async () => {
    const { rows } = await runFigures(db, figures([tickets], { by: by('agent') }));
    expect(values(rows)).toEqual([
      ['Ada', 3],
      ['Bob', 3],
      ['Cyd', 2],
      ['Dot', 1],
      [null, 2],
    ]);
  });

  it('keeps names in order of the alphabet among ties when the smallest come first', async () => {
    const order = { ...largest, direction: 'asc' as const };
    const { rows, none } = await runFigures(db, figures([tickets], { by: by('agent'), order }));
    expect(values(rows)).toEqual([
      ['Dot', 1],
      ['Cyd', 2],
      ['Ada', 3],
      ['Bob', 3],
    ]);
    expect(none?.values).toEqual([2]);
  });

  it('puts ordered fields in their order, values not listed after them', async () => {
    const { rows } = await runFigures(db, figures([tickets], { by: by('priority') }));
    expect(values(rows)).toEqual([
      ['low', 3],
      ['medium', 1],
      ['high', 2],
      ['urgent', 2],
      ['odd', 1],
      [null, 2],
    ]);
  });

  it('goes by a breakdown when told to', async () => {
    const order = { on: 'by', index: 0, direction: 'desc' } as const;
    const { rows } = await runFigures(db, figures([tickets], { by: by('agent'), order }));
    expect(values(rows)).toEqual([
      ['Dot', 1],
      ['Cyd', 2],
      ['Bob', 3],
      ['Ada', 3],
      [null, 2],
    ]);
  });

  it('puts groups whose value is missing behind all others', async () => {
    // CSAT: Ada 1 of 2, Bob 1 of 1; Cyd, Dot and nobody have no rating.
    const plan = figures([use('csat', 'tickets')], { by: by('agent') });
    const { rows } = await runFigures(db, plan);
    expect(values(rows)).toEqual([
      ['Bob', 1],
      ['Ada', 0.5],
      ['Cyd', null],
      ['Dot', null],
      [null, null],
    ]);
  });
});

describe('a ranking', () => {
  it('leaves the group with no value out and says how many it holds', async () => {
    const result = await runFigures(
      db,
      figures([tickets], { by: by('agent'), order: largest, limit: 3 }),
    );
    expect(values(result.rows)).toEqual([
      ['Ada', 3],
      ['Bob', 3],
      ['Cyd', 2],
    ]);
    expect(result.none).toEqual({ keys: [null], values: [2], n: [2], missing: [0] });
    expect(result).toMatchObject({ groups: 4, cutThroughTie: false });
  });

  it('says when its limit cuts through a tie', async () => {
    const result = await runFigures(
      db,
      figures([tickets], { by: by('agent'), order: largest, limit: 1 }),
    );
    expect(values(result.rows)).toEqual([['Ada', 3]]);
    expect(result.cutThroughTie).toBe(true);
  });

  it('has no group without a value where every row has one', async () => {
    const where = [{ field: 'agent', op: 'not-empty' as const, values: [] }];
    const result = await runFigures(db, figures([tickets], { by: by('agent'), where, limit: 9 }));
    expect(result).toMatchObject({ none: null, groups: 4 });
  });

  it('applies thresholds before the limit', async () => {
    const having = [{ metric: 0, op: 'lt' as const, value: 3 }];
    const plan = figures([tickets], { by: by('agent'), order: largest, limit: 1, having });
    const result = await runFigures(db, plan);
    expect(values(result.rows)).toEqual([['Cyd', 2]]);
    expect(result).toMatchObject({ groups: 2, none: { keys: [null] } });
  });
});

describe('thresholds', () => {
  it('are met by no missing value', async () => {
    const having = [{ metric: 0, op: 'le' as const, value: 0.8 }];
    const { rows } = await runFigures(
      db,
      figures([use('csat', 'tickets')], { by: by('agent'), having }),
    );
    expect(values(rows)).toEqual([['Ada', 0.5]]);
  });

  it.each([
    {
      by: 'agent',
      named: [
        ['Ada', 3],
        ['Bob', 3],
        ['Cyd', 2],
      ],
      none: 2,
    },
    {
      by: 'priority',
      named: [
        ['low', 3],
        ['high', 2],
        ['urgent', 2],
      ],
      none: 2,
    },
  ])('choose among groups with a value: $by', async ({ by: field, named, none }) => {
    const having = [{ metric: 0, op: 'ge' as const, value: 2 }];
    const result = await runFigures(db, figures([tickets], { by: by(field), having }));
    expect(values(result.rows)).toEqual(named);
    expect(result.groups).toBe(named.length);
    expect(result.none?.values).toEqual([none]);
  });
});

describe('several metrics', () => {
  it('are each taken over their own population, none inflated by another', async () => {
    const plan = figures([tickets, use('csat', 'conversations'), use('volume', 'chats')], {
      by: by('agent'),
    });
    const { rows } = await runFigures(db, plan);
    // CSAT of conversations: Ada 5, 1, 5; Bob 4; Eve 2.
    expect(values(rows)).toEqual([
      ['Ada', 3, 2 / 3, 1],
      ['Bob', 3, 1, 0],
      ['Cyd', 2, null, 0],
      ['Dot', 1, null, 0],
      ['Eve', 0, 0, 1],
      [null, 2, null, 0],
    ]);
  });

  it('may be the same one twice', async () => {
    const plan = figures([use('rating', 'tickets'), use('rating', 'tickets', 'max')]);
    const result = await runFigures(db, plan);
    expect(result.rows[0]?.values).toEqual([10 / 3, 5]);
    expect(result.metrics.map(({ name }) => name)).toEqual(['rating', 'rating_2']);
  });
});

describe('lists', () => {
  it('count a conversation once in each of its different values', async () => {
    const { rows } = await runFigures(db, figures([tickets], { by: by('tag') }));
    expect(values(rows)).toEqual([
      ['a', 2],
      ['b', 2],
      [null, 8],
    ]);
  });

  it('show only the values asked for', async () => {
    const { rows } = await runFigures(
      db,
      figures([tickets], { by: by('tag'), where: [is('tag', 'a')] }),
    );
    expect(values(rows)).toEqual([['a', 2]]);
  });

  it('are combined when there are two of them', async () => {
    const at = { created_at: '2026-03-02 09:00' };
    await using desk = await openDesk({
      tickets: [
        { source_id: '1', tags: ['a', 'b'], topics: ['x', 'y'], ...at },
        { source_id: '2', tags: ['b'], ...at },
      ],
    });
    const { rows } = await runFigures(desk, figures([tickets], { by: by('tag', 'topic') }));
    expect(values(rows)).toEqual([
      ['a', 'x', 1],
      ['a', 'y', 1],
      ['b', 'x', 1],
      ['b', 'y', 1],
      ['b', null, 1],
    ]);
  });

  it('do not inflate a share of the total', async () => {
    const share = use('volume', 'tickets', 'count', { kind: 'share-of-total' });
    const { rows } = await runFigures(db, figures([share], { by: by('tag') }));
    expect(rows.map(({ keys, values: [value], n }) => [...keys, value, ...n])).toEqual([
      ['a', 2 / 11, 11],
      ['b', 2 / 11, 11],
      [null, 8 / 11, 11],
    ]);
  });
});

describe('shares', () => {
  it('of matching rows count all rows, those with no value included', async () => {
    const share = use('volume', 'tickets', 'count', {
      kind: 'share-matching',
      where: [is('priority', 'urgent')],
    });
    const result = await runFigures(db, figures([share]));
    expect(result.rows).toEqual([{ keys: [], values: [2 / 11], n: [11], missing: [0] }]);
    expect(result.metrics[0]?.unit).toBe('share');
  });

  it('of the total stay shares of the whole when a limit cuts groups off', async () => {
    const share = use('volume', 'tickets', 'count', { kind: 'share-of-total' });
    const { rows } = await runFigures(
      db,
      figures([share], { by: by('agent'), order: largest, limit: 1 }),
    );
    expect(values(rows)).toEqual([['Ada', 3 / 11]]);
  });
});

describe('two breakdowns', () => {
  it('give every combination that occurs', async () => {
    const where = [is('agent', 'Ada', 'Bob')];
    const { rows } = await runFigures(
      db,
      figures([tickets], { by: by('agent', 'priority'), where }),
    );
    // Ordered fields first in their order, then the largest.
    expect(values(rows)).toEqual([
      ['Bob', 'low', 2],
      ['Ada', 'low', 1],
      ['Ada', 'high', 1],
      ['Ada', 'urgent', 1],
      ['Bob', null, 1],
    ]);
  });
});
