import type { DateTime } from 'luxon';
import { stepUnits } from './calendar-units.ts';
import { ARTICLE, type Input, phrases, type Reader, skip, words } from './reading.ts';
import {
  fixed,
  latestBegun,
  latestOver,
  longDay,
  problem,
  type Span,
  type Stretch,
} from './stretch.ts';

type Recurring = Extract<Stretch, { kind: 'recurring' }>;

/** The team's weekend window, once a week. */
export function weekends(input: Input): Recurring {
  const { from, to } = input.context.settings.weekend;
  const length = (to.weekday - from.weekday + 7) % 7;
  return {
    kind: 'recurring',
    every: 'week',
    during: (monday) => {
      const first = stepUnits(monday, 'day', from.weekday - 1);
      const start = atMinute(first, from.minute);
      const end = atMinute(stepUnits(first, 'day', length), to.minute);
      return {
        start,
        end,
        unit: null,
        count: 1,
        words: `weekend of ${longDay(saturdayOf(start))}`,
      };
    },
  };
}

function atMinute(day: DateTime, minute: number): DateTime {
  return day.set({ hour: Math.floor(minute / 60), minute: minute % 60 });
}

/** The Saturday a weekend is called after. */
function saturdayOf(start: DateTime): DateTime {
  return start.plus({ days: (6 - start.weekday + 7) % 7 });
}

/** The weekend a date falls into or, for other weekdays, the one of its week. */
export function weekendOf(input: Input, day: Span): Span | null {
  const monday = day.start.minus({ days: day.start.weekday - 1 }).startOf('day');
  const window = weekends(input);
  const before = window.during(stepUnits(monday, 'week', -1));
  if (before !== null && before.end > day.start && day.start.weekday > 5) return before;
  return window.during(monday);
}

type Which = 'last' | 'before-last' | 'this' | 'next' | 'latest';

const readWhich = phrases<Which>([
  ['last weekend|past weekend|previous weekend|prior weekend|recent weekend', 'last'],
  ['weekend before last|next to last weekend|penultimate weekend', 'before-last'],
  ['this weekend|current weekend', 'this'],
  ['next weekend|coming weekend|upcoming weekend', 'next'],
]);
const readTheWeekend = phrases<Which>([
  ['over the weekend|during the weekend|since the weekend', 'latest'],
]);

/** "last weekend": the latest window that is over; "over the weekend": the latest that has begun. */
export const readWeekend: Reader<Stretch> = (input, at) => {
  const which = readWhich(input, skip(input, at, ARTICLE)) ?? readTheWeekend(input, at);
  if (which === null) return null;
  return { value: weekendCalled(input, which.value), next: which.next };
};

/** "the weekend" behind a preposition that was read already. */
export const readBareWeekend: Reader<Stretch> = (input, at) => {
  const next = skip(input, at, ARTICLE);
  if (next === at || !words('weekend').has(input.tokens[next]?.word ?? '')) return null;
  return { value: weekendCalled(input, 'latest'), next: next + 1 };
};

function weekendCalled(input: Input, which: Which): Stretch {
  const window = weekends(input);
  const over = latestOver(window, input.now);
  const begun = latestBegun(window, input.now);
  if (over === null || begun === null || which === 'next') return notYet();
  switch (which) {
    case 'last':
      return fixed({ ...over, words: 'last weekend' });
    case 'before-last':
      return fixed(latestOver(window, over.start) ?? over);
    case 'latest':
      return fixed(begun);
    case 'this':
      return begun.end > input.now ? fixed({ ...begun, words: 'this weekend' }) : notYet();
  }
}

function notYet(): Stretch {
  return problem("That weekend hasn't begun yet: try “last weekend”.");
}
