import type { TimeMatch } from '../time/time-match.ts';
import type { Mark } from './marks.ts';

const TURNS_DOWN =
  /^(?:not|and not|but not|instead of(?: the)?|rather than|in place of|in lieu of|as opposed to)$/i;
/** Words that may stand between a denial and what it turns down, and go with it. */
const LEADS = /^(?:by|per|in|for|on|the|a|an|as)$/i;

/**
 * Without the choices a question turns down: of two things of a kind, the one behind "not" goes and the other stays:
 * "median not average", "chats, not tickets", "not by agent, by pipeline". Names are left, since "not Nova" shuts her out, but for "not Nova, Girly".
 */
export function withoutRejected(marks: readonly Mark[]): readonly Mark[] {
  const rejected = new Set(marks.flatMap((mark) => turnedDown(mark, marks)));
  return marks.map((mark) =>
    rejected.has(mark.index) ? { index: mark.index, text: mark.text, kind: 'filler' } : mark,
  );
}

/** The denial, what leads on from it and what it turns down, where something else of the kind is asked for. */
function turnedDown(denial: Mark, marks: readonly Mark[]): readonly number[] {
  if (denial.kind !== 'word' || !TURNS_DOWN.test(denial.text)) return [];
  const behind = marks.slice(denial.index + 1);
  const target = behind.find(({ text }) => !LEADS.test(text));
  const kind = target && choiceOf(target);
  if (!target || !kind) return [];
  const next = marks[target.index + 1];
  const isOpening =
    marks[denial.index - 1]?.text === ',' ||
    marks.slice(0, denial.index).every(({ kind: one }) => one === 'filler');
  const other = marks.find(
    (mark) => mark.index !== target.index && choiceOf(mark) === kind && !isSame(mark, target),
  );
  if (!other || isDenied(other, marks)) return [];
  // What is turned down stands behind what is asked for, or is put right at once: "not average, median".
  const isPutRight = isOpening && next !== undefined && /^(?:[,;–—]|but)$/i.test(next.text);
  if (!isPutRight && (other.index > denial.index || target.kind === 'value')) return [];
  return marks.slice(denial.index, target.index + 1).map(({ index }) => index);
}

/** What a mark is one of; null: nothing to choose from. */
function choiceOf(mark: Mark): string | null {
  switch (mark.kind) {
    case 'noun':
    case 'metric':
      return mark.kind;
    case 'field':
      return 'breakdown';
    case 'value':
      return `a ${mark.candidates[0]?.field}`;
    case 'time':
      if (mark.match.kind === 'period') return 'period';
      return mark.match.kind === 'grain' ? 'breakdown' : null;
    case 'word':
      return wordChoice(mark.tag);
    default:
      return null;
  }
}

function wordChoice(tag: string): string | null {
  if (tag.startsWith('stat.')) return 'statistic';
  if (tag === 'show.table' || tag === 'show.chart') return 'show';
  return tag.startsWith('unit.') ? 'breakdown' : null;
}

function isSame(a: Mark, b: Mark): boolean {
  if (a.kind === 'word') return b.kind === 'word' && a.tag === b.tag;
  if (a.kind === 'noun') return b.kind === 'noun' && a.of === b.of;
  if (a.kind === 'metric') return b.kind === 'metric' && a.metric === b.metric;
  if (a.kind === 'time') return b.kind === 'time' && overlap(a.match, b.match);
  return a.kind === 'field' && b.kind === 'field' && a.field === b.field;
}

/** "this year, not October" leaves a gap in the year; it chooses nothing. */
function overlap(a: TimeMatch, b: TimeMatch): boolean {
  if (a.kind !== 'period' || b.kind !== 'period') return false;
  return a.period.start < b.period.end && b.period.start < a.period.end;
}

function isDenied(mark: Mark, marks: readonly Mark[]): boolean {
  const before = marks.slice(0, mark.index).findLast(({ text }) => !LEADS.test(text));
  return before?.kind === 'word' && before.tag === 'not';
}
