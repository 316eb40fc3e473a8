import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { by, figures, is, openDesk, period, runFigures, use, values } from './small-desk.ts';

// Twelve tickets in March 2026. Nova has 5 (1 to 5), Girly 4 (6 to 9), Richie 1 (10), nobody 2 (11, 12).
// First response in minutes: Nova 10, 20, 30, 40, none; Girly 60, 60, 60, none; Richie 5; nobody none, none.
// Ratings: Nova 5, 4, 1; Girly 5, 5; nobody 2.
const answered = (day: number, minutes: number): Record<string, string> => ({
  created_at: `2026-03-${String(day).padStart(2, '0')} 09:00`,
  first_response_at: `2026-03-${String(day).padStart(2, '0')} ${String(9 + Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`,
});
const TICKETS = [
  { source_id: '1', agent: 'Nova', category: 'billing', ...answered(2, 10), rating: 5 },
  { source_id: '2', agent: 'Nova', category: 'billing', ...answered(3, 20), rating: 4 },
  { source_id: '3', agent: 'Nova', category: 'shipping', ...answered(4, 30), rating: 1 },
  { source_id: '4', agent: 'Nova', category: 'shipping', ...answered(5, 40) },
  { source_id: '5', agent: 'Nova', category: null, created_at: '2026-03-06 09:00' },
  { source_id: '6', agent: 'Girly', category: 'billing', ...answered(9, 60), rating: 5 },
  { source_id: '7', agent: 'Girly', category: 'billing', ...answered(10, 60), rating: 5 },
  { source_id: '8', agent: 'Girly', category: 'shipping', ...answered(11, 60) },
  { source_id: '9', agent: 'Girly', category: 'refund', created_at: '2026-03-12 09:00' },
  { source_id: '10', agent: 'Richie', category: 'refund', ...answered(13, 5) },
  { source_id: '11', agent: null, category: 'billing', created_at: '2026-03-16 09:00', rating: 2 },
  { source_id: '12', agent: null, category: null, created_at: '2026-03-17 09:00' },
];
const march = period('2026-03-01', '2026-04-01');
let db: Database;

beforeAll(async () => {
  db = await openDesk({
    tickets: [
      ...TICKETS,
      {
        source_id: '13',
        agent: 'Nova',
        created_at: '2026-03-02 09:00',
        deleted_at: '2026-03-03 00:00',
      },
    ],
  });
});
afterAll(() => db[Symbol.asyncDispose]());

describe('one figure', () => {
  it('counts what was created in the period, deleted tickets left out', async () => {
    const result = await runFigures(db, figures([use('volume', 'tickets')], { period: march }));
    expect(result.rows).toEqual([{ keys: [], values: [12], n: [12], missing: [0] }]);
  });

  it('takes a mean over the answered tickets and says how many were not', async () => {
    // (10 + 20 + 30 + 40 + 60 + 60 + 60 + 5) / 8 = 35.625 minutes
    const plan = figures([use('first_response_time', 'tickets')], { period: march });
    const result = await runFigures(db, plan);
    expect(result.rows).toEqual([{ keys: [], values: [35.625 * 60], n: [8], missing: [4] }]);
  });

  it('leaves out a manager, and keeps tickets nobody has', async () => {
    const plan = figures([use('volume', 'tickets')], { period: march });
    const result = await runFigures(db, plan, { facts: { managers: ['Richie'] } });
    expect(result.rows[0]?.values).toEqual([11]);
  });

  it('shares the rated ones only', async () => {
    const result = await runFigures(db, figures([use('csat', 'tickets')], { period: march }));
    expect(result.rows).toEqual([{ keys: [], values: [4 / 6], n: [6], missing: [6] }]);
  });

  it('has no value where there is nothing to measure, and zero where there is nothing to count', async () => {
    const may = period('2026-05-01', '2026-06-01');
    const metrics = [
      use('volume', 'tickets'),
      use('csat', 'tickets'),
      use('first_response_time', 'tickets'),
    ];
    const result = await runFigures(db, figures(metrics, { period: may }));
    expect(result.rows).toEqual([
      { keys: [], values: [0, null, null], n: [0, 0, 0], missing: [0, 0, 0] },
    ]);
  });
});

describe('by a field', () => {
  it('puts the largest first and the group with no value last', async () => {
    const plan = figures([use('volume', 'tickets')], { by: by('agent'), period: march });
    const result = await runFigures(db, plan);
    expect(values(result.rows)).toEqual([
      ['Nova', 5],
      ['Girly', 4],
      ['Richie', 1],
      [null, 2],
    ]);
    expect(result).toMatchObject({ groups: 4, none: null, cutThroughTie: false });
  });

  it('filters', async () => {
    const plan = figures([use('volume', 'tickets')], {
      by: by('agent'),
      where: [is('category', 'billing', 'refund')],
    });
    expect(values((await runFigures(db, plan)).rows)).toEqual([
      ['Girly', 3],
      ['Nova', 2],
      ['Richie', 1],
      [null, 1],
    ]);
  });
});

describe('by time', () => {
  it('shows every week of the period, empty ones too', async () => {
    const plan = figures([use('volume', 'tickets'), use('csat', 'tickets')], {
      by: [{ grain: 'week' }],
      period: march,
    });
    // rated: 2–5 March 5, 4, 1; 9–10 March 5, 5; 16 March 2. Week of 23 February begins before March does.
    expect(values((await runFigures(db, plan)).rows)).toEqual([
      ['2026-02-23', 0, null],
      ['2026-03-02', 5, 2 / 3],
      ['2026-03-09', 5, 1],
      ['2026-03-16', 2, 0],
      ['2026-03-23', 0, null],
      ['2026-03-30', 0, null],
    ]);
  });
});
