import { DateTime } from 'luxon';
import type { Period } from '../../core/period.ts';
import { findTimes } from '../time/find-times.ts';
import type { TimeContext } from '../time/time-context.ts';
import type { TimeMatch } from '../time/time-match.ts';

const NAMED =
  /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\bq[1-4]\b|\bh[12]\b|\b(?:first|second|third|fourth|1st|2nd|3rd|4th) (?:quarter|half)\b/i;
const SETTLED =
  /\d{4}|'\d\d|\b(?:this|last|past|previous|next|current|ago|today|yesterday|year)\b/i;

/** Time expressions of a question in a thread about an earlier year: after "April 2016", "and May?" is May 2016. */
export function findTimesAbout(
  text: string,
  context: TimeContext,
  about: Period | null,
): readonly TimeMatch[] {
  const found = findTimes(text, context);
  if (!about || (about.basis !== 'asked' && about.basis !== 'kept')) return found;
  const yearEnd = DateTime.fromISO(about.start, { zone: about.zone }).endOf('year').toMillis();
  if (yearEnd >= context.now) return found;
  const then = findTimes(text, { ...context, now: yearEnd });
  return found.map((match) => {
    if (!NAMED.test(match.text) || SETTLED.test(match.text)) return match;
    return (
      then.find(
        ({ from, to, kind }) => from === match.from && to === match.to && kind === match.kind,
      ) ?? match
    );
  });
}
