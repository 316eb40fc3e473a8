import type { Turn } from './desk.ts';

const LONGEST = 60;

/** What files made of a turn are called, without their ending: after its chart, which names the period too, else after its question. */
export function fileStem({ question, reply }: Pick<Turn, 'question' | 'reply'>): string {
  const chart = reply.kind === 'answer' ? reply.chart : null;
  const slug = slugOf(chart?.title ?? question) || slugOf(question) || 'answer';
  if (slug.length <= LONGEST) return slug;
  const cut = slug.slice(0, LONGEST + 1);
  return cut.includes('-') ? cut.slice(0, cut.lastIndexOf('-')) : slug.slice(0, LONGEST);
}

function slugOf(words: string): string {
  return words
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}
