import { findTimes } from '../time/find-times.ts';
import type { TimeContext } from '../time/time-context.ts';
import type { Facets, TimeFacets } from './facets.ts';
import type { Mark } from './marks.ts';
import type { Sentence } from './sentence.ts';

type TimeMark = Extract<Mark, { kind: 'time' }>;

/** The periods a question names: the one it is about, and the one it is set against. */
export function findPeriod(sentence: Sentence, context: TimeContext): Facets['time'] {
  const marks = sentence.unused('time');
  const periods: TimeFacets['periods'][number][] = [];
  let rest: Omit<TimeFacets, 'periods'> = { all: false, compare: null, shift: null, problem: null };
  for (const mark of marks) {
    const { match } = mark;
    if (match.kind === 'period') periods.push({ period: match.period, unit: match.unit });
    else rest = { ...rest, ...other(mark) };
    if (match.kind !== 'grain' && match.kind !== 'calendar' && match.kind !== 'filter')
      sentence.use(mark);
  }
  if (periods.length === 0 && !rest.all && !rest.compare)
    periods.push(...bareYear(sentence, context));
  const [first, second] = periods;
  if (first && second && !rest.compare) {
    sentence.use(...sentence.words('versus'), ...sentence.words('ask.compare'));
    return {
      ...rest,
      periods: [first, ...periods.slice(2)],
      compare: { kind: 'period', ...second },
    };
  }
  if (rest.compare) sentence.use(...sentence.words('versus'), ...sentence.words('ask.compare'));
  return { ...rest, periods };
}

const isYear = (text: string): boolean => /^(?:19[89]|20[0-4])\d$/.test(text);

/** "what about 2012": four digits that are no ticket's number. */
function bareYear(sentence: Sentence, context: TimeContext): TimeFacets['periods'][number][] {
  for (const mark of sentence.unused('number')) {
    const left = sentence.before(mark);
    if (
      !isYear(mark.text) ||
      left?.kind === 'noun' ||
      left?.kind === 'field' ||
      sentence.isWord(left, 'cmp.')
    )
      continue;
    const [year] = findTimes(`in ${mark.text}`, context);
    if (year?.kind !== 'period') continue;
    sentence.use(mark);
    return [{ period: year.period, unit: year.unit }];
  }
  return [];
}

function other({ match }: TimeMark): Partial<TimeFacets> {
  if (match.kind === 'all') return { all: true };
  if (match.kind === 'compare') return { compare: match.with };
  if (match.kind === 'shift') return { shift: { steps: match.steps, unit: match.unit } };
  return match.kind === 'problem' ? { problem: match.message } : {};
}
