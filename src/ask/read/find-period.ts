import type { Facets, TimeFacets } from './facets.ts';
import type { Mark } from './marks.ts';
import type { Sentence } from './sentence.ts';

type TimeMark = Extract<Mark, { kind: 'time' }>;

/** The periods a question names: the one it is about, and the one it is set against. */
export function findPeriod(sentence: Sentence): Facets['time'] {
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

function other({ match }: TimeMark): Partial<TimeFacets> {
  if (match.kind === 'all') return { all: true };
  if (match.kind === 'compare') return { compare: match.with };
  if (match.kind === 'shift') return { shift: { steps: match.steps, unit: match.unit } };
  return match.kind === 'problem' ? { problem: match.message } : {};
}
