import type { Of } from '../../analytics/query-plan.ts';
import type { Period } from '../../core/period.ts';
import { choosePeriod, wholePeriod } from '../read/scope.ts';
import { findTimes } from '../time/find-times.ts';
import type { Drafting } from './drafting.ts';

type Unnamed = {
  /** It is asked of now, not of a stretch of time, unless one is named. */
  readonly isTimeless?: boolean;
  /** What is meant where none is named; absent: what usually is. */
  readonly usual?: Period | undefined;
};

export function periodOf(
  words: string | null,
  of: Of,
  { isTimeless = false, usual }: Unnamed,
  drafting: Drafting,
): Period | null {
  const { stated, context, problems } = drafting;
  const said = stated.map((one) => one.words).join(' or ');
  const named = words?.trim();
  if (!named) {
    if (stated.length > 0) return problems.add(`the question is about ${said}: say so in period`);
    if (isTimeless) return null;
    return keptPeriod(drafting) ?? usual ?? choosePeriod(UNDATED, context, of);
  }
  const period = readPeriod(named, of, drafting);
  if (period && stated.length > 0 && !stated.some((one) => isSame(period, one)))
    return problems.add(`the question is about ${said}, not about ${period.words}`);
  return period;
}

/** Facets that name no time: the usual period then. */
const UNDATED: Parameters<typeof choosePeriod>[0] = {
  time: { periods: [], all: false, compare: null, shift: null, problem: null },
};

/** What follows in a thread that named a time is about the same. */
function keptPeriod({ previous }: Drafting): Period | null {
  const last = previous && 'period' in previous ? previous.period : null;
  const isNamed = last?.basis === 'asked' || last?.basis === 'kept';
  return isNamed ? { ...last, basis: 'kept' } : null;
}

const isSame = (a: Period, b: Period): boolean => a.start === b.start && a.end === b.end;

/** Small words that may stand around a stretch of time. */
const AROUND = /^(?:(?:in|during|over|for|the|of|from|within)\b|[\s,.])*$/i;

/** A stretch of time by our own grammar, whoever wrote its words. */
export function readPeriod(words: string, of: Of, drafting: Drafting): Period | null {
  const { context, problems } = drafting;
  const kept = keptPeriod(drafting);
  if (kept?.words === words) return kept;
  const [time, ...more] = findTimes(words, context.time);
  if (time?.kind === 'problem') return problems.add(time.message);
  const rest = time ? words.slice(0, time.from) + words.slice(time.to) : words;
  const isWhole = more.length === 0 && AROUND.test(rest);
  if (time?.kind === 'all' && isWhole) return wholePeriod(context, of);
  if (time?.kind === 'period' && isWhole) return time.period;
  return problems.add(
    `the period "${words}" can’t be read: write it as in "last 3 weeks" or "1 to 15 March 2026"`,
  );
}
