import type { Mark, MarkOf } from './marks.ts';
import type { Sentence } from './sentence.ts';

/** What may stand between a field and its value: "priority is high", "category called Returns". */
const JOINS: ReadonlySet<string> = new Set('is are = : of called named was equals'.split(' '));

function joinedBefore(mark: Mark, sentence: Sentence): Mark | undefined {
  let left = sentence.left(mark);
  while (left?.kind === 'filler' && JOINS.has(left.text.toLowerCase())) left = sentence.left(left);
  return left;
}

/** The field named right before a value, or joined to it: "priority is high", "group 70". */
export function fieldBefore(mark: Mark, sentence: Sentence): MarkOf<'field'> | null {
  const left = joinedBefore(mark, sentence);
  return left?.kind === 'field' ? left : null;
}

/** The field named right beside a value, on either side: "billing pipeline", "priority is high". */
export function fieldBeside(mark: Mark, sentence: Sentence): MarkOf<'field'> | null {
  const right = sentence.right(mark);
  return right?.kind === 'field' ? right : fieldBefore(mark, sentence);
}

/** Whether a word of denial governs the mark, lists included: "excluding spam and Billing". The word is then put to use. */
export function takeDenial(mark: Mark, sentence: Sentence): boolean {
  for (const other of sentence.marks.slice(0, mark.index).toReversed()) {
    if (sentence.isWord(other, 'not')) {
      // "the unrated… no, the 1-star ones" takes something back, which nobody can put to use.
      if (sentence.right(other)?.text === ',' && other.index > 0) return false;
      if (hasNone(other, mark, sentence)) return false;
      sentence.use(other);
      return true;
    }
    if (!carriesDenial(other, mark, sentence)) return false;
  }
  return false;
}

const NONE = /^(?:no|without|with no|without any)$/i;

/** "who has no open tickets?": there are none of those; it says nothing of tickets that are not open. */
function hasNone(denial: Mark, mark: Mark, sentence: Sentence): boolean {
  const isOfGroups = sentence.says('ask.who', 'ask.which') || sentence.of('field').length > 0;
  const isOfTickets = mark.kind === 'flag' && sentence.right(mark)?.kind === 'noun';
  return NONE.test(denial.text) && isOfGroups && isOfTickets;
}

const CARRIES_DENIAL = ['list.and', 'verb.mention', 'verb.handled', 'by'];

function carriesDenial(between: Mark, mark: Mark, sentence: Sentence): boolean {
  return (
    between.kind === 'filler' ||
    between.kind === 'field' ||
    (between.kind === 'value' && mark.kind === 'value') ||
    sentence.isWord(between, ...CARRIES_DENIAL)
  );
}

/** "by open", "which category", "by agent and rated": something to break down by, no condition. */
export function isBrokenDown(mark: Mark, sentence: Sentence): boolean {
  const before = sentence.before(mark);
  if (sentence.isWord(before, 'by', 'ask.which') || joinedByWhether(mark, sentence)) return true;
  if (mark.kind === 'flag' || !sentence.isWord(before, 'list.and')) return false;
  const listed = sentence.before(before);
  return listed?.kind === 'field' && isBrokenDown(listed, sentence);
}

const WHETHER = /^(?:whether|if)$/i;
const PRONOUN = /^(?:they|it|the|was|were|is|are|been|got)$/i;

/** "by month and whether they were missed", "by whether the bot was involved": the word that joins either side of a flag on. */
export function joinedByWhether(flag: Mark, { marks }: Sentence): Mark | undefined {
  if (flag.kind !== 'flag') return undefined;
  const lead = marks.slice(0, flag.index).findLast(({ text }) => !PRONOUN.test(text));
  const join = lead && WHETHER.test(lead.text) ? marks[lead.index - 1] : undefined;
  return join?.kind === 'word' && (join.tag === 'list.and' || join.tag === 'by') ? join : undefined;
}

/** A superlative, or a word that asks to choose, leads to the mark. */
export function isChosenFrom(mark: Mark, sentence: Sentence): boolean {
  return sentence.isWord(sentence.before(mark), 'most.', 'order.', 'ask.which', 'by');
}

export function isRankedMark(mark: Mark, sentence: Sentence): boolean {
  return sentence.isWord(sentence.before(mark), 'most.', 'order.');
}

const DAYS_OF_THE_WEEK = /^week ?days?$/i;

/** "busiest weekday": days of the week to choose from, not working days against the weekend. */
export function isWeekdayNoun(mark: Mark): boolean {
  return mark.kind === 'time' && mark.match.kind === 'filter' && DAYS_OF_THE_WEEK.test(mark.text);
}

/** The question with one mark said differently, on one line as people write it. */
export function rephrase({ marks }: Sentence, index: number, words: string): string {
  return joinTexts(marks.map((mark) => (mark.index === index ? words : mark.text)));
}

/** Words of a question put together again. */
export function joinTexts(texts: readonly string[]): string {
  return texts.join(' ').replaceAll(/ (?=['?,.!%])/g, '');
}
