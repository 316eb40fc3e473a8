import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findTimes } from '../../../src/ask/time/find-times.ts';
import { previousPeriod } from '../../../src/ask/time/periods.ts';
import type { TimeContext } from '../../../src/ask/time/time-context.ts';
import type { Grain } from '../../../src/core/period.ts';
import { settings, unitEdges } from './clocks.ts';

const zones = fc.constantFrom(
  'America/Halifax',
  'Europe/Rome',
  'Asia/Kolkata',
  'UTC',
  'Africa/Cairo',
);
const instants = fc.integer({
  min: Date.parse('2015-01-01T00:00:01Z'),
  max: Date.parse('2035-01-01T00:00:00Z'),
});
const contexts: fc.Arbitrary<TimeContext> = fc
  .record({
    now: instants,
    zone: zones,
    settings: fc.record({
      weekStart: fc.constantFrom(1, 6, 7),
      fiscalYearStart: fc.integer({ min: 1, max: 12 }),
    }),
  })
  .map(({ now, zone, settings: changed }) => ({
    now,
    zone,
    settings: { ...settings, ...changed, weekStart: changed.weekStart as 1 | 6 | 7 }, // of the three above
  }));

const units = fc.constantFrom('day', 'week', 'month', 'quarter', 'half year', 'year');
const names = fc.constantFrom(
  'March',
  'Q3',
  'H1',
  'week 42',
  'Monday',
  '15 May',
  'fiscal Q2',
  'Christmas',
  'the 31st',
);
const expressions = fc.oneof(
  fc.tuple(fc.constantFrom('this', 'last', 'past'), units).map((parts) => parts.join(' ')),
  fc.tuple(fc.integer({ min: 1, max: 40 }), units).map(([count, unit]) => `last ${count} ${unit}s`),
  fc.tuple(fc.integer({ min: 1, max: 40 }), units).map(([count, unit]) => `${count} ${unit}s ago`),
  names.map((name) => `on ${name}`),
  names.map((name) => `since ${name}`),
  names.map((name) => `last ${name}`),
  fc.tuple(names, names).map(([first, last]) => `from ${first} to ${last}`),
  fc.constantFrom(
    'yesterday',
    'last weekend',
    'last 24 hours',
    'early last month',
    'FY15',
    'last night',
  ),
);

function firstPeriod(expression: string, context: TimeContext) {
  const [match] = findTimes(expression, context);
  return match?.kind === 'period' ? match.period : null;
}

it('never gives a period that ends before it begins, or in the future', () => {
  fc.assert(
    fc.property(expressions, contexts, (expression, context) => {
      const period = firstPeriod(expression, context);
      if (period === null) return;
      expect(Date.parse(period.start)).toBeLessThanOrEqual(Date.parse(period.end));
      expect(Date.parse(period.end)).toBeLessThanOrEqual(context.now);
      expect(period.partial && Date.parse(period.end) !== context.now).toBe(false);
    }),
    { numRuns: 1500 },
  );
});

/** From a Friday evening to a Monday morning: the one before is the weekend before. */
const isWeekend = (period: { start: string; end: string; unit?: unknown }): boolean =>
  period.unit === undefined && Date.parse(period.end) - Date.parse(period.start) < 7 * 864e5;

it('gives a period before that touches the period, and does not reach into it', () => {
  fc.assert(
    fc.property(expressions, contexts, (expression, context) => {
      const period = firstPeriod(expression, context);
      if (period === null) return;
      const before = previousPeriod(period, context);
      expect(Date.parse(before.start)).toBeLessThanOrEqual(Date.parse(before.end));
      if (period.partial || isWeekend(period)) expect(before.end <= period.start).toBe(true);
      else expect(before.end).toBe(period.start);
    }),
    { numRuns: 1000 },
  );
});

it('cuts a period into buckets that follow each other without a gap and hold it', () => {
  const grains = fc.constantFrom<Grain>('day', 'week', 'month', 'quarter', 'half', 'year');
  fc.assert(
    fc.property(expressions, contexts, grains, (expression, context, grain) => {
      const period = firstPeriod(expression, context);
      if (period === null || Date.parse(period.end) - Date.parse(period.start) > 2e11) return;
      const edges = unitEdges(period, grain, context.settings.weekStart);
      expect((edges[0] ?? '') <= period.start).toBe(true);
      expect((edges.at(-1) ?? '') >= period.end).toBe(true);
      expect([...edges].sort()).toEqual(edges);
      expect(new Set(edges).size).toBe(edges.length);
    }),
    { numRuns: 300 },
  );
});

it('reads any text without failing, and its matches never overlap', () => {
  const vocabulary =
    'last this 3 35 days week March may 2025 from to between and vs by on the first of early 5 pm 10th weekend since - , 31 June 12/5 Q3 FY26 ago before year over same period'.split(
      ' ',
    );
  const texts = fc
    .array(fc.constantFrom(...vocabulary), { maxLength: 12 })
    .map((all) => all.join(' '));
  fc.assert(
    fc.property(fc.oneof(texts, fc.string()), contexts, (text, context) => {
      let behind = 0;
      for (const match of findTimes(text, context)) {
        expect(match.from).toBeGreaterThanOrEqual(behind);
        expect(match.to).toBeGreaterThan(match.from);
        expect(match.text).toBe(text.slice(match.from, match.to));
        behind = match.to;
      }
    }),
    { numRuns: 1500 },
  );
});
