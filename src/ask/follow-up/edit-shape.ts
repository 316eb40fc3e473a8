import type { By, FiguresPlan, MetricUse } from '../../analytics/query-plan.ts';
import { findMetric, type ReadContext } from '../read/context.ts';
import { directionFor } from '../read/decide-figures.ts';
import type { Facets } from '../read/facets.ts';
import type { Sentence } from '../read/sentence.ts';
import { sameBy } from './edit-figures.ts';

/** Thresholds on groups: those said, a bare amount for the one there was, else as before while the figures stay the same. */
export function editHaving(
  before: FiguresPlan,
  swapped: boolean,
  sentence: Sentence,
  facets: Facets,
  context: ReadContext,
): FiguresPlan['having'] {
  const [metric] = before.metrics;
  const held = facets.thresholds.filter(({ target, op }) => target.kind !== 'field' && op !== 'is');
  if (held.length > 0) return held.map(({ op, value }) => ({ metric: 0, op: op as 'lt', value }));
  const bare = metric && bareAmount(before, sentence, isShare(metric, context));
  if (bare) return [bare];
  return swapped ? [] : before.having;
}

export function editOrder(
  before: FiguresPlan,
  swapped: boolean,
  by: readonly By[],
  metrics: readonly MetricUse[],
  facets: Facets,
  context: ReadContext,
): FiguresPlan['order'] {
  const [first] = metrics;
  if (facets.order && first && by.length > 0)
    return {
      on: 'metric',
      index: 0,
      direction: directionFor(facets.order.tag, first.metric, context),
    };
  return swapped && !(before.order && by.length > 0 && before.by.length === by.length)
    ? null
    : before.order;
}

export function editLimit(
  before: FiguresPlan,
  by: readonly By[],
  sentence: Sentence,
  facets: Facets,
): number | null {
  const said = facets.limit ?? loneNumber(sentence);
  if (said !== null) return said;
  if (sentence.says('edit.rest')) return null;
  return by.length === before.by.length &&
    by.every((one, index) => before.by[index] && sameBy(one, before.by[index]))
    ? before.limit
    : null;
}

const isShare = ({ metric, as }: MetricUse, context: ReadContext): boolean =>
  findMetric(context, metric)?.unit === 'share' || as !== undefined;

/** "above 5 %", "lower it to 3": an amount for the first metric, by the comparison said or the one there was. */
function bareAmount(
  before: FiguresPlan,
  sentence: Sentence,
  share: boolean,
): FiguresPlan['having'][number] | null {
  const held = before.having[0];
  const mark = sentence
    .of('number')
    .find(
      (one) => sentence.isWord(sentence.before(one), 'cmp.') || (held && !sentence.isUsed(one)),
    );
  if (!mark) return null;
  const word = sentence.before(mark);
  const said =
    sentence.isWord(word, 'cmp.') && word.tag !== 'cmp.eq'
      ? word.tag.slice('cmp.'.length)
      : held?.op;
  if (!said) return null;
  sentence.use(mark, word);
  const value = mark.percent || (share && mark.value > 1) ? mark.value / 100 : mark.value;
  return { metric: 0, op: said as FiguresPlan['having'][number]['op'], value };
}

/** "10 please": how many rows, when a list is what was shown. */
export function loneNumber(sentence: Sentence): number | null {
  const [only, ...more] = sentence.leftovers().filter((mark) => mark.kind !== 'word');
  if (
    only?.kind !== 'number' ||
    more.length > 0 ||
    only.percent ||
    !Number.isInteger(only.value) ||
    only.value < 1
  )
    return null;
  sentence.use(only);
  return only.value;
}
