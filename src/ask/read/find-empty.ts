import { findDimension, type ReadContext } from './context.ts';
import { type ConditionUse, conditionUse } from './facets.ts';
import type { MarkOf } from './marks.ts';
import { isBrokenDown, isRankedMark, takeDenial } from './neighbours.ts';
import type { Sentence } from './sentence.ts';

/** "unassigned", "without a category", "category missing". */
export function findEmptyFields(sentence: Sentence, context: ReadContext): readonly ConditionUse[] {
  return [
    ...sentence.words('verb.unassigned').map((mark) => unassigned(mark, sentence)),
    ...sentence.unused('field').flatMap((mark) => missing(mark, sentence, context)),
  ];
}

function unassigned(mark: MarkOf<'word'>, sentence: Sentence): ConditionUse {
  sentence.use(mark);
  const op = takeDenial(mark, sentence) ? 'not-empty' : 'empty';
  return conditionUse({ field: 'agent', op, values: [] }, mark.index, { state: true });
}

function missing(
  mark: MarkOf<'field'>,
  sentence: Sentence,
  context: ReadContext,
): readonly ConditionUse[] {
  const next = sentence.after(mark);
  const said = sentence.isWord(next, 'empty') ? next : null;
  const mayBeDenied = !isBrokenDown(mark, sentence) && !isRankedMark(mark, sentence);
  const denied = mayBeDenied && takeDenial(mark, sentence);
  if ((!said && !denied) || !findDimension(context, mark.field)) return [];
  sentence.use(mark, said ?? undefined);
  const op = said && denied ? 'not-empty' : 'empty';
  return [conditionUse({ field: mark.field, op, values: [] }, mark.index)];
}
