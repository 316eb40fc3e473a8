import { findTimes } from '../time/find-times.ts';
import { samePeriodLastYear } from '../time/periods.ts';
import type { TimeContext } from '../time/time-context.ts';
import type { Doubt, Facets, SaidPeriod, TimeFacets } from './facets.ts';
import type { MarkOf } from './marks.ts';
import { joinTexts } from './neighbours.ts';
import type { Sentence } from './sentence.ts';

type Rest = { -readonly [Key in Exclude<keyof TimeFacets, 'periods' | 'doubt'>]: TimeFacets[Key] };

/** The periods a question names: the one it is about, and the one it is set against. */
export function findPeriod(sentence: Sentence, context: TimeContext): Facets['time'] {
  const marks = sentence.unused('time').filter(isAboutTime);
  sentence.use(...marks);
  const rest: Rest = Object.assign(
    { all: false, compare: null, shift: null, problem: null },
    ...marks.map(meant),
  );
  rest.problem ??= comparedTwice(marks, context);
  const turned = turnedAround(marks);
  const named = turned ? [turned] : marks.flatMap(periodOf);
  const silent = named.length === 0 && !rest.all && !rest.compare;
  const periods = silent ? bareYear(sentence, context) : named;
  rest.compare = beforeNamed(marks, periods) ?? rest.compare;
  if (turned) rest.compare = { kind: 'last-year' };
  const [first, second, ...more] = periods;
  if (!first || !second || rest.compare) {
    const changed = changeBetween(first, rest.compare, sentence);
    if (rest.compare) sentence.useWords('versus', 'ask.compare');
    return { ...rest, periods, ...changed };
  }
  const within = narrowest(first, second);
  if (within) return { ...rest, periods: [within, ...more] };
  if (!areJoined(first, second, sentence))
    return datesTwoThings(sentence)
      ? { ...rest, periods, problem: oneAtATime(first, second) }
      : { ...rest, periods, doubt: whichOfThem(first, second, sentence) };
  const [third] = more;
  if (third) return { ...rest, periods, problem: oneAtATime(first, third) };
  const [about, against] = inOrder(first, second, sentence);
  sentence.useWords('versus', 'ask.compare');
  return { ...rest, periods: [about], compare: { kind: 'period', ...against } };
}

/** "same period last year vs this month": the period named is the one it is about, whichever side it stands on. */
function turnedAround(marks: readonly MarkOf<'time'>[]): SaidPeriod | null {
  if (marks.some(({ match }) => match.kind === 'period')) return null;
  const compared = marks.flatMap(({ match }) => (match.kind === 'compare' ? [match.with] : []));
  const period = compared.find((one) => one.kind === 'period');
  const isYearBack = compared.some(({ kind }) => kind === 'last-year');
  return isYearBack && period?.kind === 'period'
    ? { period: period.period, unit: period.unit }
    : null;
}

const BEFORE_IT = /\b(?:previous|prior|preceding) (?:day|week|month|quarter|half|year)$/i;

/** "September vs the previous month": the one before September, not the one before this. */
function beforeNamed(
  marks: readonly MarkOf<'time'>[],
  [named]: readonly SaidPeriod[],
): TimeFacets['compare'] {
  const [compared, ...more] = marks.filter(({ match }) => match.kind === 'compare');
  if (!named || named.period.partial || !compared || more.length > 0) return null;
  if (compared.match.kind !== 'compare' || compared.match.with.kind !== 'period') return null;
  const isOneUnit = named.unit !== null && compared.match.with.unit === named.unit;
  return isOneUnit && BEFORE_IT.test(compared.text) ? { kind: 'previous' } : null;
}

/** "in 2026 (June to August)": the stretch inside the other is the one that is meant. */
function narrowest(first: SaidPeriod, second: SaidPeriod): SaidPeriod | null {
  const holds = ({ period: outer }: SaidPeriod, { period: inner }: SaidPeriod): boolean =>
    outer.start <= inner.start && inner.end <= outer.end;
  if (holds(first, second)) return second;
  return holds(second, first) ? first : null;
}

/** "between March and April": the later of the two is what is told, where it is told what changed. */
function changeBetween(
  named: SaidPeriod | undefined,
  compare: TimeFacets['compare'],
  sentence: Sentence,
): Pick<TimeFacets, 'periods' | 'compare'> | null {
  if (!named || compare?.kind !== 'period') return null;
  const [about, against] = inOrder(named, compare, sentence);
  return about === named ? null : { periods: [about], compare: { kind: 'period', ...against } };
}

/** What changed between two stretches is told of the later one; else the one named first is what it is about. */
function inOrder(
  first: SaidPeriod,
  second: SaidPeriod,
  sentence: Sentence,
): readonly [about: SaidPeriod, against: SaidPeriod] {
  const isChange = sentence.says('ask.trend') && !sentence.says('versus', 'ask.compare', 'more.');
  return isChange && first.period.start < second.period.start ? [second, first] : [first, second];
}

const CORRECTS = /^(?:but|only|just|except|then)$/i;

/**
 * Two stretches are set against each other by a word that says so, or by an "and" or a comma between them;
 * one right behind the other only where they are of a size. "In October but only in November" sets nothing against anything.
 */
function areJoined(first: SaidPeriod, second: SaidPeriod, sentence: Sentence): boolean {
  const [before, behind] = sentence.of('time').filter(({ match }) => match.kind === 'period');
  const between = before && behind ? sentence.marks.slice(before.index + 1, behind.index) : [];
  const [lead = ''] = behind?.text.split(' ') ?? [];
  if ([...between.map(({ text }) => text), lead].some((text) => CORRECTS.test(text))) return false;
  if (sentence.says('versus', 'ask.compare', 'ask.trend', 'most.')) return true;
  const isPlain = between.every(
    (mark) => mark.kind === 'filler' || sentence.isWord(mark, 'list.and'),
  );
  const isListed = between.some((mark) => mark.text === ',' || sentence.isWord(mark, 'list.and'));
  return isPlain && (isListed || first.unit === second.unit);
}

function oneAtATime(first: SaidPeriod, second: SaidPeriod): string {
  return `I look at one stretch of time at a time: is it ${first.period.words} or ${second.period.words}?`;
}

/** "created last week, resolved this week": neither can be left out. */
function datesTwoThings(sentence: Sentence): boolean {
  const isResolved = sentence.of('flag').some(({ field, value }) => field === 'open' && !value);
  return sentence.says('verb.created') && (isResolved || sentence.says('verb.resolved'));
}

/** Asks for the one or the other, each the question without the other. */
function whichOfThem(first: SaidPeriod, second: SaidPeriod, sentence: Sentence): Doubt {
  const marks = sentence.of('time').filter(({ match }) => match.kind === 'period');
  const without = (left: MarkOf<'time'>): string => {
    const rest = sentence.marks.filter((mark) => mark !== left && !CORRECTS.test(mark.text));
    return joinTexts(rest.map(({ text }) => text));
  };
  const choices = marks.slice(0, 2).map((mark, at) => ({
    label: mark.match.kind === 'period' ? mark.match.period.words : mark.text,
    question: without(marks[1 - at] ?? mark),
  }));
  return { text: oneAtATime(first, second), choices };
}

/** Grains, calendar fields and recurring times break down or limit: others look for them. */
const isAboutTime = ({ match }: MarkOf<'time'>): boolean =>
  match.kind !== 'grain' && match.kind !== 'calendar' && match.kind !== 'filter';

function periodOf({ match }: MarkOf<'time'>): readonly SaidPeriod[] {
  return match.kind === 'period' ? [{ period: match.period, unit: match.unit }] : [];
}

/** "this month vs last month vs last year": one thing can be set against one other; a year ago may be said twice. */
function comparedTwice(marks: readonly MarkOf<'time'>[], context: TimeContext): string | null {
  const [one, other] = marks.flatMap(comparedPeriod);
  const [main] = marks.flatMap(periodOf);
  if (one && other) return oneAtATime(one, other);
  const isYearBack = marks.some(
    ({ match }) => match.kind === 'compare' && match.with.kind === 'last-year',
  );
  if (!one || !main || !isYearBack) return null;
  const isSame = samePeriodLastYear(main.period, context).start === one.period.start;
  return isSame ? null : oneAtATime(main, one);
}

function comparedPeriod({ match }: MarkOf<'time'>): readonly SaidPeriod[] {
  return match.kind === 'compare' && match.with.kind === 'period' ? [match.with] : [];
}

function meant({ match }: MarkOf<'time'>): Partial<Rest> {
  switch (match.kind) {
    case 'all':
      return { all: true };
    case 'compare':
      return { compare: match.with };
    case 'shift':
      return { shift: match };
    case 'problem':
      return { problem: match.message };
    default:
      return {};
  }
}

const YEAR = /^(?:19[89]|20[0-4])\d$/;

/** "what about 2012": four digits that are no ticket's number. */
function bareYear(sentence: Sentence, context: TimeContext): readonly SaidPeriod[] {
  for (const mark of sentence.unused('number')) {
    const left = sentence.before(mark);
    const isNumber =
      left?.kind === 'noun' || left?.kind === 'field' || sentence.isWord(left, 'cmp.');
    if (!YEAR.test(mark.text) || isNumber) continue;
    const [year] = findTimes(`in ${mark.text}`, context);
    if (year?.kind !== 'period') continue;
    sentence.use(mark);
    return [{ period: year.period, unit: year.unit }];
  }
  return [];
}
