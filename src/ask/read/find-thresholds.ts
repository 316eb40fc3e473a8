import { findMetric, type ReadContext } from './context.ts';
import type { Threshold } from './facets.ts';
import type { Mark, MarkOf } from './marks.ts';
import { asksWhether, type Sentence } from './sentence.ts';
import { type AmountMark, targetOf } from './threshold-target.ts';

type Op = Threshold['op'];

/** Amounts held against something: "open longer than 48 hours", "CSAT below 80 %", "more than 5 messages", "rated 1". */
export function findThresholds(sentence: Sentence, context: ReadContext): readonly Threshold[] {
  const found: Threshold[] = [];
  const marks = [...sentence.unused('amount'), ...sentence.unused('number')];
  for (const mark of marks.toSorted((a, b) => a.index - b.index)) {
    const threshold =
      nextInList(mark, found.at(-1), sentence) ?? thresholdAt(mark, sentence, context);
    if (!threshold) continue;
    found.push(threshold);
    sentence.use(mark);
  }
  return found;
}

/** "rated 1 or 2": further values of what the one before was held against. */
function nextInList(
  mark: AmountMark,
  last: Threshold | undefined,
  sentence: Sentence,
): Threshold | null {
  if (mark.kind !== 'number' || last?.op !== 'is' || last.target.kind !== 'field') return null;
  const between = sentence.marks.slice(last.index + 1, mark.index);
  const joined = between.every((one) => one.text === ',' || sentence.isWord(one, 'list.and'));
  return joined ? { ...last, value: mark.value, index: mark.index } : null;
}

function thresholdAt(mark: AmountMark, sentence: Sentence, context: ReadContext): Threshold | null {
  const comparison = comparisonOf(mark, sentence);
  const held = targetOf(mark, comparison?.word ?? mark, sentence, context);
  const reached = comparison || !held ? null : reachedOp(mark, held.target, sentence, context);
  if (!held || !(comparison || reached || held.mayBeExact)) return null;
  sentence.use(comparison?.word, comparison?.denial, ...held.marks);
  return {
    target: held.target,
    op: comparison?.op ?? reached ?? (isOpenEnded(mark, sentence) ? 'ge' : 'is'),
    value: amountOf(mark, held.target, context),
    index: mark.index,
    ...(held.isSample && { sample: held.marks.map(({ index }) => index) }),
  };
}

const REACHES =
  /^(?:reach(?:ed|es|ing)?|hit|hits|achieved?|achieves|attain(?:ed|s)?|hitting|achieving|(?:make|made)(?: it)?|(?:did we )?get|got|have we got|manage[ds]?)$/i;

/** "did we reach 85 % CSAT?", "who hit a 2 h first response": at least as good as that. null: nothing is said to be reached. */
function reachedOp(
  { index }: AmountMark,
  target: Threshold['target'],
  sentence: Sentence,
  context: ReadContext,
): Op | null {
  if (!asksWhether(sentence) && !sentence.says('ask.who', 'ask.which')) return null;
  const lead = sentence.marks.slice(0, index).findLast(({ text }) => !BETWEEN.test(text));
  if (!lead || !REACHES.test(lead.text)) return null;
  if (target.kind === 'field') return null;
  const isTime =
    target.kind === 'metric' && findMetric(context, target.metric)?.direction === 'down';
  sentence.use(lead);
  return isTime ? 'le' : 'ge';
}

const BETWEEN = /^(?:a|an|the|our|it|to|on|us|we|of)$/i;

/** "3+ replies". */
function isOpenEnded(mark: AmountMark, sentence: Sentence): boolean {
  return sentence.right(mark)?.text === '+';
}

const OPS: ReadonlyMap<string, Op> = new Map([
  ['cmp.gt', 'gt'],
  ['cmp.ge', 'ge'],
  ['cmp.lt', 'lt'],
  ['cmp.le', 'le'],
  ['cmp.eq', 'is'],
]);

const DENIED: Readonly<Record<Op, Op>> = { gt: 'le', ge: 'lt', lt: 'ge', le: 'gt', is: 'is' };

/** What a comparing word asks for; undefined for any other word. */
export function comparisonSaid(mark: Mark | undefined): Op | undefined {
  return mark?.kind === 'word' ? OPS.get(mark.tag) : undefined;
}

type Comparison = { readonly op: Op; readonly word: Mark; readonly denial: Mark | undefined };

function comparisonOf(mark: AmountMark, sentence: Sentence): Comparison | null {
  for (const word of [sentence.before(mark), sentence.after(mark), trailing(mark, sentence)]) {
    const op = comparisonSaid(word);
    if (!word || !op) continue;
    const lead = sentence.before(word);
    return sentence.isWord(lead, 'not')
      ? { op: DENIED[op], word, denial: lead }
      : { op, word, denial: undefined };
  }
  return null;
}

const TRAILS = /^(?:or|and) /i;

/** "20 tickets or more": behind what is counted. */
function trailing(mark: AmountMark, sentence: Sentence): Mark | undefined {
  const counted = sentence.after(mark);
  const word = counted?.kind === 'noun' ? sentence.after(counted) : undefined;
  return word && TRAILS.test(word.text) ? word : undefined;
}

function amountOf(mark: AmountMark, target: Threshold['target'], context: ReadContext): number {
  if (mark.kind === 'amount') return mark.seconds;
  if (target.kind !== 'metric') return shareOrNumber(mark, false);
  const isScore = target.metric === 'csat' && !mark.percent && mark.value <= HIGHEST_SCORE;
  return shareOrNumber(mark, !isScore && findMetric(context, target.metric)?.unit === 'share');
}

/** "CSAT below 3" speaks of scores, "CSAT below 80" of the share of good ones. */
const HIGHEST_SCORE = 5;

/** A share is said as 80 or 80 %, and meant as 0.8. */
export function shareOrNumber({ value, percent }: MarkOf<'number'>, isShare: boolean): number {
  return percent || (isShare && value > 1) ? value / 100 : value;
}
