import { DateTime } from 'luxon';
import type { Period } from '../../core/period.ts';
import { findTimes } from '../time/find-times.ts';
import type { TimeContext } from '../time/time-context.ts';
import type { TimeMatch } from '../time/time-match.ts';
import { WEEKDAYS } from '../time/vocabulary.ts';

/** Months, quarters and halves, which recur every year … */
const RECURS =
  /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\bq[1-4]\b|\bh[12]\b|\b(?:first|second|third|fourth|1st|2nd|3rd|4th) (?:quarter|half)\b/i;
/** … unless something says which year. */
const SAYS_YEAR =
  /\d{4}|'\d\d|\b(?:this|last|past|previous|next|current|ago|today|yesterday|year)\b/i;

/** Time expressions of a question in a thread about an earlier year: after "April 2016", "and May?" is May 2016. */
export function findTimesAbout(
  text: string,
  context: TimeContext,
  about: Period | null,
): readonly TimeMatch[] {
  const found = findTimes(text, context);
  const yearEnd = about && endOfYear(about);
  if (yearEnd === null || yearEnd >= context.now) return found;
  const then = findTimes(text, { ...context, now: yearEnd });
  return found.map((match) => {
    if (!RECURS.test(match.text) || SAYS_YEAR.test(match.text)) return match;
    const isSame = ({ from, to, kind }: TimeMatch): boolean =>
      from === match.from && to === match.to && kind === match.kind;
    return then.find(isSame) ?? match;
  });
}

const SMALL_WORDS: ReadonlySet<string> = new Set(
  'on only just the and or than vs versus for in'.split(' '),
);

/** "Monday", "than Friday": a day of the week, and nothing that says which one. */
export function isLoneWeekday({ kind, text }: TimeMatch): boolean {
  if (kind !== 'period' && kind !== 'compare') return false;
  const said = text.toLowerCase().split(/[\s.]+/);
  return (
    WEEKDAYS.has(said.at(-1) ?? '') && said.slice(0, -1).every((word) => SMALL_WORDS.has(word))
  );
}

/** The end of the year a period began in, if it was asked for. */
function endOfYear({ basis, start, zone }: Period): number | null {
  if (basis !== 'asked' && basis !== 'kept') return null;
  return DateTime.fromISO(start, { zone }).endOf('year').toMillis();
}
