import { describe, expect, it } from 'vitest';
import { createBinder } from '../../src/analytics/compile/binder.ts';
import { localTimeSql } from '../../src/analytics/compile/local-time.ts';
import { localReading, zoneOffsets } from '../../src/analytics/zone-offsets.ts';
import { catalogue, noFacts, openDesk, settings } from './small-desk.ts';

const at = (iso: string): number => Date.parse(iso);

describe('offsets of a zone', () => {
  it('change to the second', () => {
    const offsets = zoneOffsets(
      'America/Halifax',
      at('2026-01-01T00:00Z'),
      at('2027-01-01T00:00Z'),
    );
    expect(offsets).toEqual([
      { fromMs: at('2026-01-01T00:00Z'), offsetSeconds: -4 * 3600 },
      { fromMs: at('2026-03-08T06:00Z'), offsetSeconds: -3 * 3600 },
      { fromMs: at('2026-11-01T05:00Z'), offsetSeconds: -4 * 3600 },
    ]);
  });

  it('are one for a zone that never changes its clock', () => {
    expect(zoneOffsets('Asia/Kolkata', 0, at('2026-01-01T00:00Z')).at(-1)?.offsetSeconds).toBe(
      5.5 * 3600,
    );
    expect(zoneOffsets('UTC', 0, at('2026-01-01T00:00Z'))).toHaveLength(1);
  });

  it('give the wall clock, before the first one too', () => {
    const offsets = zoneOffsets(
      'America/Halifax',
      at('2026-01-01T00:00Z'),
      at('2026-06-01T00:00Z'),
    );
    const read = localReading('America/Halifax', offsets);
    expect(read('2026-03-08T05:59:59.000Z')).toBe('2026-03-08T01:59:59');
    expect(read('2026-03-08T06:00:00.000Z')).toBe('2026-03-08T03:00:00');
    expect(read('2025-07-01T12:00:00.000Z')).toBe('2025-07-01T09:00:00');
  });
});

describe('local time in SQL', () => {
  it.each([
    'America/Halifax',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Asia/Kathmandu',
    'Europe/London',
  ])('agrees with DuckDB’s own around every change of clocks in %s', async (zone) => {
    await using db = await openDesk({});
    const binder = createBinder();
    const facts = {
      ...noFacts,
      range: {
        ...noFacts.range,
        conversations: { from: '1990-01-01T00:00:00.000Z', to: '2026-01-01T00:00:00.000Z' },
      },
    };
    const scope = {
      where: [],
      period: null,
      zone,
      asOf: '2026-06-30T00:00:00.000Z',
      managers: 'included' as const,
    };
    const local = localTimeSql('moment', { catalogue, facts, settings, scope, binder });
    // Every seven hours for forty years, and every half minute around each change.
    const changes = zoneOffsets(zone, at('1990-01-01T00:00Z'), at('2026-06-30T00:00Z')).map(
      ({ fromMs }) => `make_timestamp(${fromMs * 1000})`,
    );
    const times = `SELECT unnest(generate_series(TIMESTAMP '1986-01-01', TIMESTAMP '2026-06-30', INTERVAL 7 HOUR)) AS moment
        UNION ALL SELECT change + to_seconds(30 * step) FROM (SELECT unnest([${changes.join(', ')}]) AS change), range(-5, 5) AS steps(step)`;
    const { rows } = await db.read(
      `SELECT count(*), count(*) FILTER (WHERE ${local} IS DISTINCT FROM timezone($zone, timezone('UTC', moment))) FROM (${times})`,
      binder.params,
    );
    expect(rows[0]?.[0]).toBeGreaterThan(50_000);
    expect(rows[0]?.[1]).toBe(0);
  });
});
