import type { Mark } from './marks.ts';
import type { Sentence } from './sentence.ts';

/** Words that say how a thing is asked or shown: without use they change nothing. */
const HARMLESS: readonly string[] = [
  'ask.',
  'verb.',
  'show.',
  'stat.',
  'ref',
  'team',
  'list.and',
  'respectively',
  'bot.alone',
  'at.end',
  'empty',
];
/** Words for changing an answer that on their own change nothing about a question. */
const HARMLESS_EDITS: readonly string[] = [
  'edit.only',
  'edit.add',
  'edit.all',
  'edit.instead',
  'edit.rest',
  'edit.both',
  'edit.drill',
  'edit.new',
  'edit.managers',
  'edit.no-managers',
];

/**
 * What was said and put to no use: words nobody knows, denials and amounts that govern nothing. Then the question was not understood.
 * `inThread`: there is an answer to change, so words for changing it are at home.
 */
export function notUnderstood(sentence: Sentence, inThread = false): readonly Mark[] {
  const harmless = [...HARMLESS, ...(inThread ? ['edit.'] : HARMLESS_EDITS)];
  return sentence
    .leftovers()
    .filter((mark) => !sentence.isWord(mark, ...harmless) || comparesNothing(mark, sentence))
    .filter((mark) => !isNegativeQuestion(mark) && !leadsToUsed(mark, sentence))
    .filter((mark) => !isOrNot(mark, sentence))
    .filter((mark) => !isPlace(mark, sentence));
}

/** "difference in percent": between what, nobody said. Groups are compared by being broken down. */
function comparesNothing(mark: Mark, sentence: Sentence): boolean {
  if (!sentence.isWord(mark, 'ask.compare') || sentence.isUsed(mark)) return false;
  const names = sentence.marks.filter(({ kind }) =>
    ['field', 'metric', 'value', 'noun'].includes(kind),
  );
  return !sentence.says('by', 'ask.which', 'ask.who', 'versus') && names.length < 2;
}

const NEGATIVE_QUESTION = /^(?:did|do|does|is|are|was|were|have|has)n'?t$/i;

/** "didn't we have more …?" asks; it denies nothing. */
function isNegativeQuestion(mark: Mark): boolean {
  return mark.kind === 'word' && mark.index === 0 && NEGATIVE_QUESTION.test(mark.text);
}

const ENDS = /^[?.!]$/;

/** "is it better or not?": the other answer, where there is no state that it could deny. */
function isOrNot(mark: Mark, sentence: Sentence): boolean {
  const isLast = sentence.marks.slice(mark.index + 1).every(({ text }) => ENDS.test(text));
  const isTag = sentence.isWord(mark, 'not') && sentence.left(mark)?.text.toLowerCase() === 'or';
  return isLast && isTag && sentence.of('flag').length === 0;
}

/** "within Billing" is a place, where "within 2 hours" is an amount. */
function isPlace(mark: Mark, sentence: Sentence): boolean {
  const next = sentence.after(mark);
  return sentence.isWord(mark, 'cmp.le') && next?.kind === 'value' && sentence.isUsed(next);
}

/** A "by" before something another rule took. */
function leadsToUsed(mark: Mark, sentence: Sentence): boolean {
  if (!sentence.isWord(mark, 'by')) return false;
  const next = sentence.after(mark);
  return next !== undefined && (sentence.isUsed(next) || sentence.isWord(next, 'ask.count'));
}
