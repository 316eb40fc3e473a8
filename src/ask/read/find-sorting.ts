import { findDimension, type ReadContext } from './context.ts';
import type { Sentence } from './sentence.ts';

const SORTS = /^(?:sort|order)/i;

/** "open tickets sorted by priority": the field a list of conversations is to be in the order of. Groups are ranked instead. */
export function findSorting(sentence: Sentence, context: ReadContext): string | null {
  const word = sentence.words('ask.rank').find(({ text }) => SORTS.test(text));
  if (!word) return null;
  const next = sentence.after(word);
  const field = sentence.isWord(next, 'by') ? sentence.after(next) : next;
  const before = sentence.marks.slice(0, word.index);
  const isList = before.some(({ kind }) => kind === 'noun');
  const isGroups = before.some(({ kind }) => kind === 'field' || kind === 'metric');
  if (field?.kind !== 'field' || !isList || isGroups) return null;
  if (!findDimension(context, field.field)) return null;
  sentence.use(word, next, field);
  return field.field;
}
