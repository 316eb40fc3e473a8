import { findTimes } from '../time/find-times.ts';
import type { TimeContext } from '../time/time-context.ts';
import type { Facets, TimeFacets } from './facets.ts';
import type { MarkOf } from './marks.ts';
import type { Sentence } from './sentence.ts';

type SaidPeriod = TimeFacets['periods'][number];
type Rest = Omit<TimeFacets, 'periods'>;

/** The periods a question names: the one it is about, and the one it is set against. */
export function findPeriod(sentence: Sentence, context: TimeContext): Facets['time'] {
  const marks = sentence.unused('time').filter(isAboutTime);
  sentence.use(...marks);
  const rest: Rest = Object.assign(
    { all: false, compare: null, shift: null, problem: null },
    ...marks.map(meant),
  );
  const named = marks.flatMap(periodOf);
  const silent = named.length === 0 && !rest.all && !rest.compare;
  const periods = silent ? bareYear(sentence, context) : named;
  const [first, second, ...more] = periods;
  const isPair = first !== undefined && second !== undefined && !rest.compare;
  if (isPair || rest.compare) sentence.useWords('versus', 'ask.compare');
  return isPair
    ? { ...rest, periods: [first, ...more], compare: { kind: 'period', ...second } }
    : { ...rest, periods };
}

/** Grains, calendar fields and recurring times break down or limit: others look for them. */
const isAboutTime = ({ match }: MarkOf<'time'>): boolean =>
  match.kind !== 'grain' && match.kind !== 'calendar' && match.kind !== 'filter';

function periodOf({ match }: MarkOf<'time'>): readonly SaidPeriod[] {
  return match.kind === 'period' ? [{ period: match.period, unit: match.unit }] : [];
}

function meant({ match }: MarkOf<'time'>): Partial<Rest> {
  switch (match.kind) {
    case 'all':
      return { all: true };
    case 'compare':
      return { compare: match.with };
    case 'shift':
      return { shift: { steps: match.steps, unit: match.unit } };
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
