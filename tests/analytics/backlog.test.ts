import { afterEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { by, figures, openDesk, period, runFigures, use, values } from './small-desk.ts';

const backlog = use('backlog', 'tickets');
let db: Database;
afterEach(() => db[Symbol.asyncDispose]());

// January to April 2026; 1 and 2 are resolved, 3 stays open, 4 is resolved at the very end of February, 5 before it was created.
const TICKETS = [
  { source_id: '1', agent: 'Ada', created_at: '2026-01-10 12:00', resolved_at: '2026-02-10 12:00' },
  { source_id: '2', agent: 'Ada', created_at: '2026-02-10 12:00', resolved_at: '2026-04-10 12:00' },
  { source_id: '3', agent: 'Bob', created_at: '2026-03-10 12:00' },
  { source_id: '4', agent: 'Bob', created_at: '2026-02-01 00:00', resolved_at: '2026-03-01 00:00' },
  { source_id: '5', created_at: '2026-03-20 12:00', resolved_at: '2026-01-20 12:00' },
];

describe('backlog', () => {
  it('is what is open now, up to and including now', async () => {
    db = await openDesk({ tickets: TICKETS });
    expect((await runFigures(db, figures([backlog]))).rows).toEqual([
      { keys: [], values: [1], n: [1], missing: [0] },
    ]);
    const at = figures([backlog], { asOf: '2026-03-10T12:00:00.000Z' }); // 2, and 3 that very instant
    expect((await runFigures(db, at)).rows[0]?.values).toEqual([2]);
  });

  it('is what was open at the end of a period that is over', async () => {
    db = await openDesk({ tickets: TICKETS });
    const plan = figures([backlog], { period: period('2026-02-01', '2026-03-01') }); // 2 and 4
    expect((await runFigures(db, plan)).rows[0]?.values).toEqual([2]);
  });

  it('splits by a field', async () => {
    db = await openDesk({ tickets: TICKETS });
    const plan = figures([backlog], {
      period: period('2026-03-01', '2026-04-01'),
      by: by('agent'),
    });
    expect(values((await runFigures(db, plan)).rows)).toEqual([
      ['Ada', 1],
      ['Bob', 1],
    ]);
  });

  it('over time is what was open at the end of each bucket, what came before included', async () => {
    db = await openDesk({ tickets: TICKETS });
    const plan = figures([backlog], {
      by: [{ grain: 'month' }],
      period: period('2026-02-01', '2026-05-01'),
    });
    // End of February: 2, 4; March: 2, 3; April: 3.
    expect(values((await runFigures(db, plan)).rows)).toEqual([
      ['2026-02-01', 2],
      ['2026-03-01', 2],
      ['2026-04-01', 1],
    ]);
  });

  it('over time agrees with the backlog at each end, for each group', async () => {
    db = await openDesk({ tickets: TICKETS });
    const plan = figures([backlog], { by: [{ grain: 'month' }, { field: 'agent' }] });
    const rows = values((await runFigures(db, plan)).rows); // nobody's ticket 5 was never open
    expect(rows).toEqual([
      ['2026-01-01', 'Ada', 1],
      ['2026-01-01', 'Bob', 0],
      ['2026-02-01', 'Ada', 1],
      ['2026-02-01', 'Bob', 1],
      ['2026-03-01', 'Ada', 1],
      ['2026-03-01', 'Bob', 1],
      ['2026-04-01', 'Bob', 1],
      ['2026-04-01', 'Ada', 0],
      ['2026-05-01', 'Bob', 1],
      ['2026-05-01', 'Ada', 0],
      ['2026-06-01', 'Bob', 1],
      ['2026-06-01', 'Ada', 0],
    ]);
  });

  it('takes the bucket that is not over at now', async () => {
    db = await openDesk({ tickets: TICKETS });
    const plan = figures([backlog, use('volume', 'tickets')], {
      by: [{ grain: 'month' }],
      period: period('2026-03-01', '2026-03-15'),
      asOf: '2026-03-15T00:00:00.000Z',
    });
    expect(values((await runFigures(db, plan)).rows)).toEqual([['2026-03-01', 2, 1]]);
  });

  it('ends its buckets at local midnight', async () => {
    // 03:30 UTC on 2 March is still 1 March in Halifax, where the day ends at 04:00 UTC.
    db = await openDesk({
      tickets: [{ created_at: '2026-03-01 12:00', resolved_at: '2026-03-02 03:30' }],
    });
    const zone = 'America/Halifax';
    const plan = figures([backlog], {
      by: [{ grain: 'day' }],
      period: period('2026-03-01T04:00', '2026-03-03T04:00', zone),
      zone,
    });
    expect(values((await runFigures(db, plan)).rows)).toEqual([
      ['2026-03-01', 0],
      ['2026-03-02', 0],
    ]);
  });
});
