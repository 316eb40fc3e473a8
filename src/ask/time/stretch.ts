import type { DateTime } from 'luxon';
import { MONTH_NAMES } from '../../core/calendar-names.ts';
import type { Grain, Period } from '../../core/period.ts';
import { startOfUnit, stepUnits } from './calendar-units.ts';
import { iso } from './periods.ts';
import { type TimeContext, zoneOf } from './time-context.ts';

/** A stretch of local time as named, [start, end), not yet cut at now. */
export type Span = {
  readonly start: DateTime;
  readonly end: DateTime;
  /** What the words counted in, and how many. */
  readonly unit: Grain | null;
  readonly count: number;
  readonly words: string;
  /** A clock time: as the end of a range it ends there, not an hour later. */
  readonly isInstant?: true;
};

/** What a time expression names before it is known which one is meant. */
export type Stretch =
  | { readonly kind: 'fixed'; readonly span: Span }
  /** Comes round: `during` gives the one of the week, month or year that starts at `anchor`, null when that one has none. */
  | {
      readonly kind: 'recurring';
      readonly every: 'week' | 'month' | 'year';
      readonly during: (anchor: DateTime) => Span | null;
      /** Alone it is more likely to be something else ("may", "the 10th"): only with a preposition or a neighbour. */
      readonly isWeak?: boolean;
    }
  | Problem;

export type Problem = { readonly kind: 'problem'; readonly message: string };

export const fixed = (span: Span): Stretch => ({ kind: 'fixed', span });
export const problem = (message: string): Problem => ({ kind: 'problem', message });

/** One calendar unit, named in full. */
export function unitSpan(start: DateTime, unit: Grain, name?: string): Span {
  return {
    start,
    end: stepUnits(start, unit, 1),
    unit,
    count: 1,
    words: name ?? unitWords(start, unit),
  };
}

export function longDay(at: DateTime): string {
  return `${at.day} ${MONTH_NAMES[at.month - 1]} ${at.year}`;
}

function unitWords(start: DateTime, unit: Grain): string {
  switch (unit) {
    case 'hour':
      return `${longDay(start)} ${start.toFormat('HH:mm')}`;
    case 'day':
      return longDay(start);
    case 'week':
      return `week of ${longDay(start)}`;
    case 'month':
      return `${MONTH_NAMES[start.month - 1]} ${start.year}`;
    case 'quarter':
      return `Q${start.quarter} ${start.year}`;
    case 'half':
      return `H${start.month < 7 ? 1 : 2} ${start.year}`;
    case 'year':
      return String(start.year);
  }
}

type Recurring = Extract<Stretch, { kind: 'recurring' }>;

/** Long enough for a 29 February over a century that isn't a leap year. */
const FARTHEST = 9;

function anchorAt(stretch: Recurring, at: DateTime, steps: number): DateTime {
  return stepUnits(startOfUnit(at, stretch.every, 1), stretch.every, steps);
}

/** The latest occurrence, going back from `at`, that passes; null when there is none in years. */
function latest(stretch: Recurring, at: DateTime, passes: (span: Span) => boolean): Span | null {
  for (let back = -1; back < FARTHEST; back += 1) {
    const span = stretch.during(anchorAt(stretch, at, -back));
    if (span !== null && passes(span)) return span;
  }
  return null;
}

/** A bare name means the latest one that has begun. */
export function latestBegun(stretch: Recurring, now: DateTime): Span | null {
  return latest(stretch, now, (span) => span.start <= now);
}

/** "last March": the latest that is over. */
export function latestOver(stretch: Recurring, now: DateTime): Span | null {
  return latest(stretch, now, (span) => span.end <= now);
}

/** The first occurrence that begins at `at` or later. */
export function firstFrom(stretch: Recurring, at: DateTime): Span | null {
  for (let ahead = -1; ahead < FARTHEST; ahead += 1) {
    const span = stretch.during(anchorAt(stretch, at, ahead));
    if (span !== null && span.start >= at) return span;
  }
  return null;
}

/** The occurrences that begin within a span, in order. */
export function occurrencesIn(stretch: Recurring, outer: Span): readonly Span[] {
  const found: Span[] = [];
  let anchor = anchorAt(stretch, outer.start, -1);
  while (anchor < outer.end) {
    const span = stretch.during(anchor);
    if (span !== null && span.start >= outer.start && span.start < outer.end) found.push(span);
    anchor = stepUnits(anchor, stretch.every, 1);
  }
  return found;
}

/** The one of a longer stretch: "March" of 2025, "Tuesday" of last week. Null where it can't be. */
export function within(inner: Recurring, outer: Stretch): Stretch | null {
  return mapStretch(outer, (span) => {
    const isCalendarYear = span.unit === 'year' && span.start.month === 1;
    if (inner.every === 'year' && isCalendarYear) return inner.during(span.start);
    return occurrencesIn(inner, span)[0] ?? null;
  });
}

/** The same part of whichever stretch is meant; null when a fixed one has no such part. */
export function mapStretch(stretch: Stretch, part: (span: Span) => Span | null): Stretch | null {
  switch (stretch.kind) {
    case 'problem':
      return stretch;
    case 'fixed': {
      const span = part(stretch.span);
      return span === null ? null : fixed(span);
    }
    case 'recurring':
      return {
        kind: 'recurring',
        every: stretch.every,
        during: (anchor) => {
          const span = stretch.during(anchor);
          return span === null ? null : part(span);
        },
      };
  }
}

/** The stretch that is meant when nothing more is said. */
export function settle(stretch: Stretch, now: DateTime): Span | Problem {
  if (stretch.kind === 'problem') return stretch;
  if (stretch.kind === 'fixed') return stretch.span;
  return latestBegun(stretch, now) ?? problem('There is no such date.');
}

export function isProblem(value: Span | Stretch | Period | Problem): value is Problem {
  return 'kind' in value && value.kind === 'problem';
}

/** The span as a period up to now, or why it can't be asked about. */
export function toPeriod(span: Span, context: TimeContext, now: DateTime): Period | Problem {
  if (span.start > now) {
    return problem(
      `${capitalized(span.words)} hasn't begun yet: ask about a time up to today, ${longDay(now)}.`,
    );
  }
  const isOver = span.end <= now;
  const period: Period = {
    start: iso(span.start),
    end: iso(isOver ? span.end : now),
    zone: zoneOf(context),
    words: span.words,
    partial: !isOver,
    basis: 'asked',
  };
  return span.unit === null ? period : { ...period, unit: span.unit, count: span.count };
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
