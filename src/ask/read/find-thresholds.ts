import { findDimension, findMetric, type ReadContext } from './context.ts';
import type { Threshold } from './facets.ts';
import type { Mark } from './marks.ts';
import type { Sentence } from './sentence.ts';

type AmountMark = Extract<Mark, { kind: 'amount' | 'number' }>;
type Op = Threshold['op'];

/** Amounts held against something: "open longer than 48 hours", "CSAT below 80 %", "more than 5 messages", "rated 1". */
export function findThresholds(sentence: Sentence, context: ReadContext): readonly Threshold[] {
  const found: Threshold[] = [];
  for (const mark of [...sentence.unused('amount'), ...sentence.unused('number')].toSorted(
    (a, b) => a.index - b.index,
  )) {
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
  const joined = sentence.marks
    .slice(last.index + 1, mark.index)
    .every((between) => between.text === ',' || sentence.isWord(between, 'list.and'));
  return joined ? { ...last, value: mark.value, index: mark.index } : null;
}

function comparisonOf(mark: AmountMark, sentence: Sentence): { op: Op; word: Mark } | null {
  const sides = [sentence.before(mark), sentence.after(mark)];
  for (const side of sides) {
    if (side?.kind !== 'word' || !side.tag.startsWith('cmp.')) continue;
    const [, op] = side.tag.split('.');
    return { op: op === 'eq' ? 'is' : (op as Op), word: side };
  }
  return null;
}

const FLIPPED: Readonly<Record<Op, Op>> = { gt: 'le', ge: 'lt', lt: 'ge', le: 'gt', is: 'is' };

function thresholdAt(mark: AmountMark, sentence: Sentence, context: ReadContext): Threshold | null {
  const comparison = comparisonOf(mark, sentence);
  const target = targetOf(mark, comparison?.word ?? mark, sentence, context);
  if (!target) return null;
  if (!comparison && !target.mayBeExact) return null;
  const denied = comparison && sentence.isWord(sentence.before(comparison.word), 'not');
  if (comparison) sentence.use(comparison.word);
  if (denied && comparison) sentence.use(sentence.before(comparison.word));
  sentence.use(...target.marks);
  const op = comparison?.op ?? 'is';
  return {
    target: target.target,
    op: denied ? FLIPPED[op] : op,
    value: valueOf(mark, target.target, context),
    index: mark.index,
  };
}

type Target = {
  readonly target: Threshold['target'];
  readonly marks: readonly Mark[];
  readonly mayBeExact: boolean;
};

/** A share is said as 80 or 80 %, and meant as 0.8. */
function valueOf(mark: AmountMark, target: Threshold['target'], context: ReadContext): number {
  if (mark.kind === 'amount') return mark.seconds;
  const unit = target.kind === 'metric' ? findMetric(context, target.metric)?.unit : null;
  return mark.percent || (unit === 'share' && mark.value > 1) ? mark.value / 100 : mark.value;
}

/** Nearest first: what stands before the amount, then what follows it. */
function targetOf(
  mark: AmountMark,
  comparison: Mark,
  sentence: Sentence,
  context: ReadContext,
): Target | null {
  const start = Math.min(mark.index, comparison.index);
  const before = sentence.marks.slice(0, start).toReversed();
  const after = sentence.marks.slice(Math.max(mark.index, comparison.index) + 1);
  if (mark.kind === 'amount') return durationTarget(comparison, before, after, context);
  return numberTarget(mark, before, after, context);
}

const AGE = { kind: 'field', field: 'age' } as const;

function durationTarget(
  comparison: Mark,
  before: readonly Mark[],
  after: readonly Mark[],
  context: ReadContext,
): Target | null {
  if (/^(?:older|younger|newer)/i.test(comparison.text))
    return { target: AGE, marks: [], mayBeExact: false };
  const towards = after.find(
    (mark) => mark.kind === 'word' && mark.tag.startsWith('verb.') && verbTarget(mark.tag),
  );
  const near = [...before, ...after];
  for (const mark of near) {
    if (mark.kind === 'metric' && isSeconds(mark.metric, context))
      return { target: { kind: 'metric', metric: mark.metric }, marks: [], mayBeExact: false };
    if (mark.kind === 'field' && findDimension(context, mark.field)?.kind === 'seconds')
      return { target: { kind: 'field', field: mark.field }, marks: [mark], mayBeExact: false };
    if (mark.kind === 'flag' && mark.field === 'open')
      return mark.value
        ? { target: AGE, marks: [], mayBeExact: false }
        : { target: { kind: 'field', field: 'resolution_time' }, marks: [mark], mayBeExact: false };
    if (mark.kind === 'flag' && mark.field === 'answered')
      return {
        target: mark.value ? { kind: 'field', field: 'first_response_time' } : AGE,
        marks: mark.value ? [mark] : [],
        mayBeExact: false,
      };
    const verb = mark.kind === 'word' ? verbTarget(mark.tag) : null;
    if (verb)
      return {
        target: { kind: 'field', field: verb },
        marks: verb === 'age' ? [] : [mark],
        mayBeExact: false,
      };
  }
  if (towards) return null;
  const chats = near.some((mark) => mark.kind === 'noun' && mark.of === 'chats');
  if (chats)
    return { target: { kind: 'field', field: 'chat_duration' }, marks: [], mayBeExact: false };
  return null;
}

function verbTarget(tag: string): string | null {
  if (tag === 'verb.answered') return 'first_response_time';
  if (tag === 'verb.resolved') return 'resolution_time';
  return tag === 'verb.waiting' ? 'age' : null;
}

function isSeconds(metric: string, context: ReadContext): boolean {
  return findMetric(context, metric)?.unit === 'seconds';
}

const isStar = (mark: Mark | undefined): boolean => /^stars?$/i.test(mark?.text ?? '');

function numberTarget(
  mark: Extract<Mark, { kind: 'number' }>,
  before: readonly Mark[],
  after: readonly Mark[],
  context: ReadContext,
): Target | null {
  const next = after.find((other) => other.kind !== 'filler');
  const last = before.find(
    (other) => other.kind !== 'filler' && !(other.kind === 'word' && other.tag.startsWith('cmp.')),
  );
  if (isStar(next))
    return {
      target: { kind: 'field', field: 'rating' },
      marks: [next as Mark, ...(isRating(last) ? [last as Mark] : [])],
      mayBeExact: true,
    };
  if (next?.kind === 'field' && isNumeric(next.field, context))
    return { target: { kind: 'field', field: next.field }, marks: [next], mayBeExact: true };
  if (last?.kind === 'flag' && last.field === 'reopened')
    return { target: { kind: 'field', field: 'reopens' }, marks: [last], mayBeExact: true };
  if (last && isRating(last))
    return { target: { kind: 'field', field: 'rating' }, marks: [last], mayBeExact: true };
  if (/^times?$/i.test(after[0]?.text ?? '') && !mark.percent)
    return { target: { kind: 'count' }, marks: [], mayBeExact: false };
  if (last?.kind === 'metric' || last?.kind === 'field') {
    const name = last.kind === 'metric' ? last.metric : last.field;
    if (last.kind === 'metric')
      return { target: { kind: 'metric', metric: name }, marks: [], mayBeExact: false };
    if (isNumeric(name, context))
      return { target: { kind: 'field', field: name }, marks: [last], mayBeExact: true };
  }
  if (next?.kind === 'metric')
    return { target: { kind: 'metric', metric: next.metric }, marks: [], mayBeExact: false };
  if (next?.kind === 'noun' && !mark.percent)
    return { target: { kind: 'count' }, marks: [next], mayBeExact: false };
  const metric = before.find((other) => other.kind === 'metric');
  if (metric?.kind === 'metric')
    return { target: { kind: 'metric', metric: metric.metric }, marks: [], mayBeExact: false };
  if (before.some((other) => other.kind === 'noun') && !mark.percent)
    return { target: { kind: 'count' }, marks: [], mayBeExact: false };
  return null;
}

const isRating = (mark: Mark | undefined): boolean =>
  (mark?.kind === 'word' && mark.tag === 'verb.rated') ||
  (mark?.kind === 'metric' && mark.metric === 'rating') ||
  (mark?.kind === 'field' && mark.field === 'rating') ||
  (mark?.kind === 'flag' && mark.field === 'rated') ||
  (mark?.kind === 'adjective' && mark.where.field === 'rating');

function isNumeric(field: string, context: ReadContext): boolean {
  const kind = findDimension(context, field)?.kind;
  return kind === 'number' || kind === 'seconds' || field === 'rating';
}
