import type { By, Condition, FiguresPlan } from '../../analytics/query-plan.ts';
import { distinctBy, isField, isGrain, sameBy } from '../read/by.ts';
import type { Mark } from '../read/marks.ts';
import type { Sentence } from '../read/sentence.ts';
import type { Turn } from './turn.ts';

const MOST_BREAKDOWNS = 2;
const ADDS = /^(?:and|then|also)$/i;

/** The breakdown after a follow-up: another grain replaces the grain, "and by …" adds, any other replaces the whole. */
export function editBy(
  before: FiguresPlan,
  where: readonly Condition[],
  turn: Turn,
): readonly By[] {
  const { sentence } = turn;
  if (asksTotal(turn)) return [];
  const kept = withoutLifted(before.by, turn);
  const said = swapped(kept, breakdownSaid(turn), turn);
  if (said.length === 0) return kept.filter((by) => !isSettled(by, where, before.where));
  if (said.every(isGrain) && kept.some(isGrain)) {
    return [...before.by.filter(isField), ...said];
  }
  const adds = sentence.says('edit.add') || ADDS.test(sentence.opening);
  const isNew =
    before.by.length > 0 && !said.some((by) => before.by.some((one) => sameBy(one, by)));
  return (adds && isNew ? [...before.by, ...said] : said).slice(0, MOST_BREAKDOWNS);
}

const OVERALL = /\b(?:overall|altogether|all together)\b/i;
const TOTAL = /\btotal\b/i;

/** "and in total?", "back to overall", "no breakdown": the figure as a whole. The words are then put to use. */
export function asksTotal({ sentence, facets }: Turn): boolean {
  const { by, subject, nouns, metrics } = facets;
  if (subject || by.length + nouns.length > 0 || sentence.says('ask.share')) return false;
  const [split] = sentence.words('ask.split');
  const lead = split && sentence.before(split);
  if (!sentence.isWord(lead, 'not', 'edit.remove'))
    return sentence.marks.some(
      (mark) =>
        mayTotal(mark, sentence) &&
        // "total resolution time" names a figure.
        (OVERALL.test(mark.text) || (metrics.length === 0 && TOTAL.test(mark.text))),
    );
  sentence.use(split, lead);
  return true;
}

const mayTotal = (mark: Mark, sentence: Sentence): boolean =>
  mark.kind === 'filler' || sentence.isWord(mark, 'ask.count', 'edit.');

/** "without the month", "drop the week". */
function withoutLifted(by: readonly By[], { sentence }: Turn): readonly By[] {
  const lifted = sentence.words('unit.').filter((unit) => {
    const lead = sentence.before(unit);
    if (!sentence.isWord(lead, 'not', 'edit.remove')) return false;
    sentence.use(lead, unit);
    return true;
  });
  return by.filter(
    (one) => !isGrain(one) || !lifted.some(({ tag }) => tag === `unit.${one.grain}`),
  );
}

/** "swap priority for channel": the second in place of the first. */
function swapped(before: readonly By[], said: readonly By[], { sentence }: Turn): readonly By[] {
  const [out, put, ...more] = said;
  if (!sentence.says('edit.swap') || !out || !put || more.length > 0) return said;
  const isShown = (by: By): boolean => before.some((one) => sameBy(one, by));
  if (!isShown(out) && !isShown(put)) return said;
  const [old, fresh] = isShown(out) ? [out, put] : [put, out];
  return before.map((by) => (sameBy(by, old) ? fresh : by));
}

/** A field named only to lift a condition on it is no breakdown. */
function breakdownSaid({ sentence, facets }: Turn): readonly By[] {
  const { subject, by } = facets;
  const asked = facets.order !== null || sentence.says('ask.which', 'ask.who', 'by');
  const isMeant = asked || !sentence.says('edit.all', 'edit.remove');
  return distinctBy(subject && isMeant ? [...by, subject] : by);
}

/** Once one value is singled out, a breakdown by its field says nothing more. */
function isSettled(by: By, where: readonly Condition[], past: readonly Condition[]): boolean {
  if (!isField(by)) return false;
  const single = where.find(({ field, op }) => field === by.field && op === 'is');
  return single !== undefined && single.values.length === 1 && !past.includes(single);
}
