import type { Facets } from './facets.ts';
import type { Sentence } from './sentence.ts';

/** Words for a change that has happened, unlike one that goes on: "rising". */
export const CHANGED =
  /^(?:rise|rose|risen|fall|fell|fallen|drops?|dropped|grow|grew|grown|increased?|decreased?|declined?|climb|climbed|improved?|worsen|worsened|changed?|changes|(?:go|went|gone) (?:up|down)|(?:get|got|gotten|become|became) (?:better|worse|faster|slower|quicker))$/i;

const DAY_MS = 24 * 3600 * 1000;
/** No stretch of the unit is longer, a day of 25 hours included. */
const LONGEST: Readonly<Record<string, number>> = { day: 1.1, week: 7.1, month: 31.1 };

/** "did tickets drop last month?": against the month before; over longer stretches the way they went is the answer. */
export function changesAsked(facets: Facets, sentence: Sentence): Facets {
  const { time } = facets;
  const [named, ...more] = time.periods;
  const words = sentence.words('ask.trend');
  const isChange = words.length > 0 && words.every(({ text }) => CHANGED.test(text));
  const isUnit = named !== undefined && more.length === 0 && isOne(named);
  if (!isChange || !isUnit || time.compare || facets.contrast) return facets;
  return { ...facets, time: { ...time, compare: { kind: 'previous' } } };
}

function isOne({ period, unit }: Facets['time']['periods'][number]): boolean {
  const days = (Date.parse(period.end) - Date.parse(period.start)) / DAY_MS;
  return days <= (LONGEST[unit ?? ''] ?? 0);
}
