import type { Of } from '../../analytics/query-plan.ts';
import { formatCount } from '../../core/format.ts';

/** "Nova", "Nova and Girly", "Nova, Girly and Francis". */
export function joinWords(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** The first letter made a capital, but of addresses and ids, which are written one way only. */
export function capitalise(words: string): string {
  if (/^\S*[@_\d]/.test(words)) return words;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "ticket", "chats", … */
export function noun(of: Of, count = 2): string {
  return count === 1 ? of.slice(0, -1) : of;
}

/** "1 284 tickets", "1 chat". */
export function countOf(count: number, of: Of, adjective = ''): string {
  return `${formatCount(count)} ${adjective ? `${adjective} ` : ''}${noun(of, count)}`;
}

/** "(n = 431)" */
export function sampleWords(n: number): string {
  return `(n = ${formatCount(n)})`;
}

/** A sentence that may begin with marked words, capitalised. */
export function capitaliseStrong(words: string): string {
  const [mark = '', rest = words] = words.startsWith('**') ? ['**', words.slice(2)] : ['', words];
  return mark + capitalise(rest);
}

export function strong(words: string): string {
  return `**${words}**`;
}

const SMALL_NUMBERS = 'no one two three four five six seven eight nine ten eleven twelve'.split(
  ' ',
);

/** Small numbers in words: "three", "14". */
export function numberWord(count: number): string {
  return SMALL_NUMBERS[count] ?? formatCount(count);
}

export function isOne(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}
