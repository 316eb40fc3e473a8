import type { By, FiguresPlan, MetricUse } from '../../analytics/query-plan.ts';
import { sameBreakdown } from '../read/by.ts';
import { findMetric, type ReadContext } from '../read/context.ts';
import { havingOf, orderBy } from '../read/figure-shape.ts';
import { comparisonSaid, shareOrNumber } from '../read/find-thresholds.ts';
import type { MarkOf } from '../read/marks.ts';
import type { Sentence } from '../read/sentence.ts';
import type { Turn } from './turn.ts';

type Having = FiguresPlan['having'];

/** "show all again", "drop the threshold": what cut the groups down is lifted, as long as nothing else is meant to be. */
export function liftsCut({ having, limit }: FiguresPlan, turn: Turn): boolean {
  const { sentence, facets } = turn;
  const isCut = having.length > 0 || limit !== null;
  if (!isCut || facets.thresholds.length > 0 || facets.limit !== null) return false;
  if (saysAll(sentence) || saysAgain(sentence)) return true;
  return sentence.says('edit.remove') && sentence.says('edit.cut', 'edit.filter');
}

const SHOWS_ALL =
  /^(?:show|list|display|give|get|fetch|pull up)(?: me)? (?:all|everything|everyone)$/i;

/** "show all", "the rest": nothing left out any more. */
export const saysAll = (sentence: Sentence): boolean =>
  sentence.says('edit.rest') || sentence.of('word').some(({ text }) => SHOWS_ALL.test(text));

const AGAIN = /again|back|filter/i;

const saysAgain = (sentence: Sentence): boolean =>
  [...sentence.words('edit.all'), ...sentence.words('edit.remove')].some(({ text }) =>
    AGAIN.test(text),
  ) ||
  (sentence.says('edit.all') && sentence.marks.some(({ text }) => AGAIN.test(text)));

/**
 * Thresholds on groups: those said, a bare amount for the one there was, else as before while the figures stay the same.
 * null: an amount is said of a figure that isn't shown.
 */
export function editHaving(
  before: FiguresPlan,
  metrics: readonly MetricUse[],
  changed: { readonly metrics: boolean; readonly by: boolean },
  turn: Turn,
): Having | null {
  const said = turn.facets.thresholds.filter(({ target }) => target.kind !== 'field');
  const held = havingOf({ ...turn.facets, thresholds: said }, metrics, turn.context);
  if (held.length < said.length) return null;
  if (held.length > 0) return held;
  const bare = bareAmount(before, turn);
  if (bare) return [bare];
  if (before.by.length === 0 || changed.by || liftsCut(before, turn)) return [];
  return changed.metrics ? stillShown(before, metrics) : before.having;
}

/** Beside a metric that changed, those groups stay left out that another one left out. */
function stillShown(before: FiguresPlan, metrics: readonly MetricUse[]): Having {
  if (metrics.length < 2) return [];
  return before.having.flatMap((held) => {
    const use = JSON.stringify(before.metrics[held.metric]);
    const metric = metrics.findIndex((one) => JSON.stringify(one) === use);
    return metric === -1 ? [] : [{ ...held, metric }];
  });
}

/** "above 5 %", "lower it to 3": an amount for the first metric, by the comparison said or the one there was. */
function bareAmount(
  { having: [held], metrics: [metric] }: FiguresPlan,
  { sentence, context }: Turn,
): Having[number] | null {
  if (!metric) return null;
  const mark = sentence
    .of('number')
    .find(
      (one) => sentence.isWord(sentence.before(one), 'cmp.') || (held && !sentence.isUsed(one)),
    );
  if (!mark) return null;
  const word = sentence.before(mark);
  const said = comparisonSaid(word);
  const op = said && said !== 'is' ? said : held?.op;
  if (!op) return null;
  sentence.use(mark, word);
  return { metric: 0, op, value: shareOrNumber(mark, isShare(metric, context)) };
}

const isShare = ({ metric, as }: MetricUse, context: ReadContext): boolean =>
  findMetric(context, metric)?.unit === 'share' || as !== undefined;

export function editOrder(
  before: FiguresPlan,
  isSwapped: boolean,
  by: readonly By[],
  [first]: readonly MetricUse[],
  { facets, context }: Turn,
): FiguresPlan['order'] {
  // "top 10" of a list of the slowest shows more of the slowest.
  const isCut = facets.order?.tag === 'order.first' && before.order !== null && !isSwapped;
  if (facets.order && first && by.length > 0 && !isCut) {
    return orderBy(facets.order, first, context);
  }
  const staysRanked = by.length > 0 && by.length === before.by.length;
  if (!isSwapped || !before.order) return before.order;
  const isSameFigure = first?.metric === before.metrics[0]?.metric;
  if (!staysRanked || !first) return null;
  // Another figure is ranked best first again: the slowest by time are not the fewest by count.
  return isSameFigure ? before.order : orderBy({ tag: 'order.first', index: 0 }, first, context);
}

export function editLimit(before: FiguresPlan, by: readonly By[], turn: Turn): number | null {
  const said = turn.facets.limit ?? loneNumber(turn.sentence);
  if (said !== null) return said;
  return sameBreakdown(by, before.by) && !liftsCut(before, turn) ? before.limit : null;
}

/** "10 please": how many rows, when a list is what was shown. */
export function loneNumber(sentence: Sentence): number | null {
  const only = loneNumberMark(sentence);
  sentence.use(only ?? undefined);
  return only?.value ?? null;
}

export function loneNumberMark(sentence: Sentence): MarkOf<'number'> | null {
  const [only, ...more] = sentence.leftovers().filter(({ kind }) => kind !== 'word');
  if (only?.kind !== 'number' || more.length > 0) return null;
  return only.percent || !Number.isInteger(only.value) || only.value < 1 ? null : only;
}
