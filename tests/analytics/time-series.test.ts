import { afterEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { by, figures, is, openDesk, period, runFigures, use, values } from './small-desk.ts';

let db: Database;
afterEach(() => db[Symbol.asyncDispose]());

async function deskCreatedAt(...times: readonly string[]): Promise<void> {
  db = await openDesk({
    tickets: times.map((created_at, index) => ({ source_id: `${index}`, created_at })),
  });
}

const tickets = use('volume', 'tickets');
const series = async (
  grain: 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year',
  zone: string,
  stretch: ReturnType<typeof period>,
  more: Parameters<typeof runFigures>[2] = {},
): Promise<unknown[][]> => {
  const plan = figures([tickets], { by: [{ grain }], period: stretch, zone });
  return values((await runFigures(db, plan, more)).rows);
};

describe('days and months of a zone', () => {
  it('begin at its midnights, on both sides of the change of clocks', async () => {
    // Halifax is 4 h behind UTC until 8 March 2026 06:00 UTC, then 3 h.
    await deskCreatedAt(
      '2026-03-01 03:59',
      '2026-03-01 04:00',
      '2026-04-01 02:59',
      '2026-04-01 03:00',
    );
    const rows = await series(
      'month',
      'America/Halifax',
      period('2026-02-01T04:00', '2026-05-01T03:00', 'America/Halifax'),
    );
    expect(rows).toEqual([
      ['2026-02-01', 1],
      ['2026-03-01', 2],
      ['2026-04-01', 1],
    ]);
  });

  it('are right in a zone east of UTC with half an hour', async () => {
    await deskCreatedAt('2026-03-01 18:29', '2026-03-01 18:30');
    const rows = await series(
      'day',
      'Asia/Kolkata',
      period('2026-02-28T18:30', '2026-03-02T18:30', 'Asia/Kolkata'),
    );
    expect(rows).toEqual([
      ['2026-03-01', 1],
      ['2026-03-02', 1],
    ]);
  });

  it('are right for times before the data begins by its own account', async () => {
    // The offsets are listed from January 2026 on; what lies before is left to DuckDB. 1 July 2010 03:30 is still June in Halifax.
    await deskCreatedAt('2010-07-01 02:30', '2010-07-01 03:30');
    const plan = figures([tickets], { by: [{ grain: 'month' }], zone: 'America/Halifax' });
    expect(values((await runFigures(db, plan)).rows)).toEqual([
      ['2010-06-01', 1],
      ['2010-07-01', 1],
    ]);
  });
});

describe('hours', () => {
  it('leave out the one the clock skips', async () => {
    // 8 March 2026: 01:59 is followed by 03:00.
    await deskCreatedAt('2026-03-08 06:10');
    const rows = await series(
      'hour',
      'America/Halifax',
      period('2026-03-08T05:00', '2026-03-08T08:00', 'America/Halifax'),
    );
    expect(rows).toEqual([
      ['2026-03-08T01:00', 0],
      ['2026-03-08T03:00', 1],
      ['2026-03-08T04:00', 0],
    ]);
  });

  it('show the one the clock repeats once', async () => {
    // 1 November 2026: 04:30 and 05:30 UTC are both 01:30.
    await deskCreatedAt('2026-11-01 04:30', '2026-11-01 05:30');
    const plan = figures([tickets], {
      by: [{ grain: 'hour' }],
      period: period('2026-11-01T03:00', '2026-11-01T07:00', 'America/Halifax'),
      zone: 'America/Halifax',
      asOf: '2026-12-01T00:00:00.000Z',
    });
    expect(values((await runFigures(db, plan)).rows)).toEqual([
      ['2026-11-01T00:00', 0],
      ['2026-11-01T01:00', 2],
      ['2026-11-01T02:00', 0],
    ]);
  });
});

describe('coarser buckets', () => {
  it('begin weeks on the day the team begins them', async () => {
    // 1 March 2026 is a Sunday.
    await deskCreatedAt('2026-02-28 12:00', '2026-03-01 12:00', '2026-03-02 12:00');
    const stretch = period('2026-02-28', '2026-03-03');
    expect(await series('week', 'UTC', stretch)).toEqual([
      ['2026-02-23', 2],
      ['2026-03-02', 1],
    ]);
    expect(await series('week', 'UTC', stretch, { settings: { weekStart: 7 } })).toEqual([
      ['2026-02-22', 1],
      ['2026-03-01', 2],
    ]);
  });

  it('are calendar quarters, halves and years', async () => {
    await deskCreatedAt('2025-06-30 12:00', '2025-07-01 12:00', '2026-01-01 12:00');
    const stretch = period('2025-04-01', '2026-02-01');
    expect(await series('quarter', 'UTC', stretch)).toEqual([
      ['2025-04-01', 1],
      ['2025-07-01', 1],
      ['2025-10-01', 0],
      ['2026-01-01', 1],
    ]);
    expect(await series('half', 'UTC', stretch)).toEqual([
      ['2025-01-01', 1],
      ['2025-07-01', 1],
      ['2026-01-01', 1],
    ]);
    expect(await series('year', 'UTC', stretch)).toEqual([
      ['2025-01-01', 2],
      ['2026-01-01', 1],
    ]);
  });
});

describe('filling', () => {
  it('lets the quietest day be one with nothing', async () => {
    await deskCreatedAt('2026-03-01 12:00', '2026-03-03 12:00');
    const plan = figures([tickets], {
      by: [{ grain: 'day' }],
      period: period('2026-03-01', '2026-03-04'),
      order: { on: 'metric', index: 0, direction: 'asc' },
      limit: 1,
    });
    const result = await runFigures(db, plan);
    expect(values(result.rows)).toEqual([['2026-03-02', 0]]);
    expect(result).toMatchObject({ groups: 3, none: null, cutThroughTie: false });
  });

  it('stops at now, and rows dated after it never count', async () => {
    await deskCreatedAt('2026-06-28 12:00', '2026-06-30 00:00', '2026-06-30 00:01');
    const rows = await series('day', 'UTC', period('2026-06-28', '2026-07-05'));
    expect(rows).toEqual([
      ['2026-06-28', 1],
      ['2026-06-29', 0],
      ['2026-06-30', 1],
    ]);
  });

  it('runs from the first bucket with data to the last where no period is set', async () => {
    await deskCreatedAt('2026-01-15 12:00', '2026-03-15 12:00');
    const { rows } = await runFigures(db, figures([tickets], { by: [{ grain: 'month' }] }));
    expect(values(rows)).toEqual([
      ['2026-01-01', 1],
      ['2026-02-01', 0],
      ['2026-03-01', 1],
    ]);
  });

  it('gives every group of a second breakdown every bucket', async () => {
    db = await openDesk({
      tickets: [
        { source_id: '1', agent: 'Ada', created_at: '2026-03-01 12:00' },
        { source_id: '2', created_at: '2026-03-02 12:00' },
      ],
    });
    const plan = figures([tickets], {
      by: [{ grain: 'day' }, { field: 'agent' }],
      period: period('2026-03-01', '2026-03-03'),
    });
    expect(values((await runFigures(db, plan)).rows)).toEqual([
      ['2026-03-01', 'Ada', 1],
      ['2026-03-01', null, 0],
      ['2026-03-02', 'Ada', 0],
      ['2026-03-02', null, 1],
    ]);
  });

  it('takes shares of the total within each bucket', async () => {
    db = await openDesk({
      tickets: [
        { source_id: '1', agent: 'Ada', created_at: '2026-03-01 12:00' },
        { source_id: '2', agent: 'Bob', created_at: '2026-03-01 13:00' },
        { source_id: '3', agent: 'Bob', created_at: '2026-03-02 12:00' },
      ],
    });
    const share = use('volume', 'tickets', 'count', { kind: 'share-of-total' });
    const plan = figures([share], {
      by: [{ grain: 'day' }, { field: 'agent' }],
      period: period('2026-03-01', '2026-03-04'),
    });
    expect(values((await runFigures(db, plan)).rows)).toEqual([
      ['2026-03-01', 'Ada', 0.5],
      ['2026-03-01', 'Bob', 0.5],
      ['2026-03-02', 'Bob', 1],
      ['2026-03-02', 'Ada', 0],
      ['2026-03-03', 'Ada', null],
      ['2026-03-03', 'Bob', null],
    ]);
  });
});

describe('calendar fields', () => {
  it('follow the local time of the metric’s own anchor', async () => {
    // Created Friday 22:30 UTC (Friday 18:30 in Halifax, before the weekend), resolved Saturday 03:30 UTC (Friday 23:30, within it).
    db = await openDesk({
      tickets: [
        { source_id: '1', created_at: '2026-02-27 22:30', resolved_at: '2026-02-28 03:30' },
      ],
    });
    const zone = 'America/Halifax';
    const metrics = [tickets, use('resolved_volume', 'tickets')];
    const weekends = figures(metrics, { by: by('weekend'), zone });
    expect(values((await runFigures(db, weekends)).rows)).toEqual([
      [false, 1, 0],
      [true, 0, 1],
    ]);
    const hours = figures(metrics, { by: by('weekday', 'hour'), zone });
    expect(values((await runFigures(db, hours)).rows)).toEqual([
      [5, 18, 1, 0],
      [5, 23, 0, 1],
    ]);
  });

  it('know business hours and holidays', async () => {
    // Monday 2 March 08:59, 09:00, 16:59, 17:00; Tuesday 3 March 12:00; Saturday 7 March 12:00.
    await deskCreatedAt(
      '2026-03-02 08:59',
      '2026-03-02 09:00',
      '2026-03-02 16:59',
      '2026-03-02 17:00',
      '2026-03-03 12:00',
      '2026-03-07 12:00',
    );
    const plan = figures([tickets], { where: [is('business_hours', true)] });
    expect((await runFigures(db, plan)).rows[0]?.values).toEqual([3]);
    const closed = { settings: { holidays: ['2026-03-03'] } };
    expect((await runFigures(db, plan, closed)).rows[0]?.values).toEqual([2]);
  });
});

describe('averages per calendar unit', () => {
  const perDay = use('volume', 'tickets', 'count', { kind: 'average-per', grain: 'day' });

  it('divide by the days of the period, a day that is not over by its part', async () => {
    await deskCreatedAt('2026-03-01 12:00', '2026-03-02 06:00', '2026-03-02 07:00');
    const plan = figures([perDay], { period: period('2026-03-01', '2026-03-02T12:00') });
    expect((await runFigures(db, plan)).rows[0]).toMatchObject({ values: [2], n: [3] });
  });

  it('count a day of 23 hours as one', async () => {
    await deskCreatedAt('2026-03-08 12:00');
    const zone = 'America/Halifax';
    const plan = figures([perDay], {
      period: period('2026-03-07T04:00', '2026-03-09T03:00', zone),
      zone,
    });
    expect((await runFigures(db, plan)).rows[0]?.values).toEqual([0.5]);
  });

  it('divide each bucket by its own days within the period', async () => {
    await deskCreatedAt('2026-02-28 12:00', '2026-03-01 12:00', '2026-03-02 12:00');
    const plan = figures([perDay], {
      by: [{ grain: 'month' }],
      period: period('2026-02-27', '2026-03-05'),
    });
    expect(values((await runFigures(db, plan)).rows)).toEqual([
      ['2026-02-01', 0.5],
      ['2026-03-01', 0.5],
    ]);
  });

  it('divide by the days that a condition on weekdays leaves', async () => {
    // 1 to 10 March 2026 has two Mondays (2, 9).
    await deskCreatedAt('2026-03-02 12:00', '2026-03-04 12:00', '2026-03-09 12:00');
    const plan = figures([perDay], {
      where: [is('weekday', 1)],
      period: period('2026-03-01', '2026-03-11'),
    });
    expect((await runFigures(db, plan)).rows[0]?.values).toEqual([1]);
  });

  it('divide a weekday by how often it came', async () => {
    // 1 to 10 March 2026 has two Mondays (2, 9) and one Wednesday (4).
    await deskCreatedAt('2026-03-02 12:00', '2026-03-04 12:00');
    const plan = figures([perDay], {
      by: by('weekday'),
      period: period('2026-03-01', '2026-03-11'),
    });
    expect(values((await runFigures(db, plan)).rows)).toEqual([
      [1, 0.5],
      [3, 1],
    ]);
  });
});
