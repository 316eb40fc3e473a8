import type { TimeMatch } from '../time/time-match.ts';
import type { Facets } from './facets.ts';
import type { Named } from './find-names.ts';
import type { Mark, MarkOf } from './marks.ts';
import type { Sentence } from './sentence.ts';

type Contrast = NonNullable<Facets['contrast']>;

const AGAINST = ['versus', 'ask.compare'];

/** Values of one field side by side: "Nova vs Girly", "Nova vs the team", "weekend vs weekday". */
export function findContrast(sentence: Sentence, named: readonly Named[]): Contrast | null {
  return contrastOfNames(sentence, named) ?? contrastOfTimes(sentence);
}

function contrastOfNames(sentence: Sentence, named: readonly Named[]): Contrast | null {
  const affirmed = named.filter(({ denied }) => !denied);
  const [first] = affirmed;
  if (!first) return null;
  const { field, value } = first.chosen;
  const than = thanTheTeam(sentence);
  if (sentence.says('team') && (than || sentence.says(...AGAINST))) {
    sentence.use(than);
    sentence.useWords('team', ...AGAINST);
    return { field, team: value };
  }
  const side = affirmed.filter(({ chosen }) => chosen.field === field);
  const comparative = comparativeBetween(side, sentence);
  if (side.length < 2 || !(asksToChoose(sentence) || comparative)) return null;
  sentence.useWords('respectively', 'more.', ...AGAINST);
  sentence.use(comparative);
  return { field, team: null };
}

/** "is Nova faster than Girly", "more tickets in Billing than in Returns". */
function comparativeBetween(side: readonly Named[], { marks }: Sentence): Mark | undefined {
  const [first, second] = side.map(({ mark }) => mark.index);
  if (first === undefined || second === undefined) return undefined;
  return marks
    .slice(first, second)
    .find((mark) => mark.kind === 'word' && mark.tag.startsWith('cmp.') && THAN.test(mark.text));
}

const THAN = /than$/i;

/** "faster than the rest of the team". */
function thanTheTeam(sentence: Sentence): Mark | undefined {
  const [team] = sentence.words('team');
  const lead = team && sentence.before(team);
  return lead && THAN.test(lead.text) ? lead : undefined;
}

/** "who was faster, Nova or Girly?" sets them against each other too. */
const asksToChoose = (sentence: Sentence): boolean =>
  sentence.says(...AGAINST, 'ask.who', 'ask.which', 'respectively', 'most.', 'more.');

type FilterMark = MarkOf<'time'> & { readonly match: Extract<TimeMatch, { kind: 'filter' }> };

const isFilter = (mark: Mark): mark is FilterMark =>
  mark.kind === 'time' && mark.match.kind === 'filter';

/** Both sides of "weekend vs weekday", one flag; null: no two recurring times are set against each other. */
function opposedTimes(sentence: Sentence): readonly [FilterMark, FilterMark] | null {
  const [first, second] = sentence.marks.filter(isFilter);
  if (!first || !second || first.match.field !== second.match.field) return null;
  return sentence.says(...AGAINST) ? [first, second] : null;
}

export function setsTimesAgainst(sentence: Sentence): boolean {
  return opposedTimes(sentence) !== null;
}

function contrastOfTimes(sentence: Sentence): Contrast | null {
  const opposed = opposedTimes(sentence);
  if (!opposed) return null;
  sentence.use(...opposed);
  sentence.useWords(...AGAINST);
  return { field: opposed[0].match.field, team: null };
}
