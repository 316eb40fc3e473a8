import { formatCounted } from './format.ts';

const DAY_MS = 86_400_000;
const STEPS: readonly (readonly [least: number, days: number, one: string])[] = [
  [730, 365, 'year'],
  [60, 30.44, 'month'],
  [14, 7, 'week'],
  [1, 1, 'day'],
];

/** How old something is, in words: "today", "3 days old", "5 months old". `instant` ISO UTC, `now` ms. */
export function howOld(instant: string, now: number): string {
  const days = Math.floor((now - Date.parse(instant)) / DAY_MS);
  const step = STEPS.find(([least]) => days >= least);
  return step ? `${formatCounted(Math.floor(days / step[1]), step[2])} old` : 'today';
}
