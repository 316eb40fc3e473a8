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
  const comparative = comparativeOf(
    side.map(({ mark }) => mark),
    sentence,
  );
  const more = moreFromWhich(
    side.map(({ mark }) => mark),
    sentence,
  );
  if (side.length < 2 || !(asksToChoose(sentence) || comparative || more)) return null;
  sentence.use(more);
  sentence.useWords('respectively', 'more.', ...AGAINST);
  sentence.use(comparative);
  return { field, team: null };
}

const MORE = /^(?:more|fewer|less)$/i;

/** "more tickets from email or phone?" */
function moreFromWhich(
  [first, second]: readonly (Mark | undefined)[],
  sentence: Sentence,
): Mark | undefined {
  const joins = first && second ? sentence.marks.slice(first.index + 1, second.index) : [];
  const more = sentence.marks.find(({ text }) => MORE.test(text));
  const isLead = more !== undefined && more.text === sentence.opening;
  return isLead && joins.some(({ text }) => /^or$/i.test(text)) ? more : undefined;
}

/** "is Nova faster than Girly", "more tickets in Billing than in Returns". */
function comparativeOf(
  [first, second]: readonly (Mark | undefined)[],
  { marks }: Sentence,
): Mark | undefined {
  return first && second
    ? marks
        .slice(first.index, second.index)
        .find((mark) => mark.kind === 'word' && mark.tag.startsWith('cmp.') && THAN.test(mark.text))
    : undefined;
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

/** Both sides of "weekend vs weekday", or the one list of "compare Mondays and Fridays"; null: no two recurring times are set against each other. */
function opposedTimes(sentence: Sentence): readonly FilterMark[] | null {
  const [first, second] = sentence.marks.filter(isFilter);
  if (!first || !(sentence.says(...AGAINST) || comparativeOf([first, second], sentence)))
    return null;
  if (second) return first.match.field === second.match.field ? [first, second] : null;
  return first.match.op === 'is' && first.match.values.length > 1 ? [first] : null;
}

/** Two sides of a flag are all there is; days set against each other are those and no others. */
export function setsTimesAgainst(sentence: Sentence): boolean {
  const [first] = opposedTimes(sentence) ?? [];
  return first !== undefined && first.match.field !== 'weekday';
}

function contrastOfTimes(sentence: Sentence): Contrast | null {
  const sides = timesInOne(sentence);
  if (sides) return sides;
  const [first, ...more] = opposedTimes(sentence) ?? [];
  if (!first) return null;
  sentence.use(first, ...more, comparativeOf([first, ...more], sentence));
  sentence.useWords('more.', ...AGAINST);
  return { field: first.match.field, team: null };
}

/** "faster on weekdays than on weekends", where both sides were read as one. */
function timesInOne(sentence: Sentence): Contrast | null {
  const [both] = sentence.of('time').filter(({ text }) => / than /i.test(text));
  if (both?.match.kind !== 'calendar' || !sentence.says('more.')) return null;
  sentence.use(both);
  sentence.useWords('more.');
  return { field: both.match.field, team: null };
}
