import type { Dimension } from '../../analytics/catalogue.ts';
import { findDimension, type ReadContext, truthsOf, valueLike } from './context.ts';
import { type ConditionUse, conditionUse, type Refusal } from './facets.ts';
import type { Mark, MarkOf } from './marks.ts';
import { fieldBefore, takeDenial } from './neighbours.ts';
import type { Sentence } from './sentence.ts';

type RawValues = { readonly uses: readonly ConditionUse[]; readonly refusals: readonly Refusal[] };

/** "group 70", "priority 1", `category "Data loss"`: a value no word of ours, behind its field. */
export function findRawValues(sentence: Sentence, context: ReadContext): RawValues {
  const uses: ConditionUse[] = [];
  const refusals: Refusal[] = [];
  for (const mark of rawMarks(sentence)) {
    const field = fieldOf(mark, sentence);
    const dimension = field && findDimension(context, field.field);
    if (!field || !dimension || !hasNames(dimension) || truthsOf(context, field.field)) continue;
    const typed = mark.kind === 'quoted' ? mark.text.slice(1, -1) : mark.text;
    const value = valueLike(context, field.field, typed);
    sentence.use(mark, field);
    if (value === null) {
      refusals.push(noSuchValue(context, dimension, typed));
      continue;
    }
    const op = takeDenial(field, sentence) ? 'is-not' : 'is';
    uses.push(conditionUse({ field: field.field, op, values: [value] }, mark.index));
  }
  return { uses, refusals };
}

function rawMarks(sentence: Sentence): readonly Mark[] {
  return [
    ...sentence.unused('number'),
    ...sentence.unused('quoted'),
    ...sentence.unused('unknown'),
    ...sentence.unused('id'),
  ];
}

/** "by pipeline 5 …" breaks down; it names no pipeline 5. */
function fieldOf(mark: Mark, sentence: Sentence): MarkOf<'field'> | null {
  const field = fieldBefore(mark, sentence);
  if (!field || sentence.isUsed(field)) return null;
  return sentence.isWord(sentence.before(field), 'by') ? null : field;
}

const hasNames = ({ kind }: Dimension): boolean =>
  kind === 'name' || kind === 'ordered' || kind === 'list';

function noSuchValue({ facts }: ReadContext, { id, plural }: Dimension, typed: string): Refusal {
  const known = (facts.values[id] ?? []).slice(0, 5).map(({ value }) => value);
  const frequent = known.length > 0 ? ` The most frequent are ${known.join(', ')}.` : '';
  return {
    text: `I know no “${typed}” among the ${plural}.${frequent}`,
    instead: known.slice(0, 3).map((value) => `tickets for ${value}`),
    unknown: typed,
  };
}
