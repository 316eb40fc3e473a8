import { DateTime } from 'luxon';
import { findTimes } from '../time/find-times.ts';
import type { TimeContext } from '../time/time-context.ts';
import type { TimeMatch } from '../time/time-match.ts';
import type { SaidPeriod } from './facets.ts';

const SPEAKS_OF_CHANGE =
  /\b(?:chang(?:e[sd]?|ing)|gr(?:e|o)wn?|growth|drop(?:s|ped)?|f[ae]ll(?:en)?|r[io]sen?|(?:in|de)creased?|improved?|improvement|worsen(?:ed)?|declined?|climb(?:ed)?|jump(?:ed)?|(?:go|goes|gone|went) (?:up|down)|(?:get|gets|got|gotten|become|became) (?:better|worse|faster|slower|quicker|busier|quieter|more|less))\b/i;
const FROM_TO = /^(?:(?:up |down )?from|between) (.+?) (?:to|until|till|through|and|–|-) (.+)$/i;

/** "did it change from Q2 to Q3?": not the stretch from the one to the other, but the one set against the other. */
export function splitChanges(
  times: readonly TimeMatch[],
  text: string,
  context: TimeContext,
): readonly TimeMatch[] {
  if (!SPEAKS_OF_CHANGE.test(text)) return times;
  return times.flatMap((match) => bothEnds(match, context) ?? [match]);
}

/** The first stretch as what the last is set against; null: there are no two. */
function bothEnds(match: TimeMatch, context: TimeContext): readonly TimeMatch[] | null {
  const whole = stretchOf(match);
  const [, first = '', last = ''] = FROM_TO.exec(match.text) ?? [];
  if (!whole || !first || !last) return null;
  const { start, end, zone } = whole.period;
  const from = dated(first, DateTime.fromISO(start, { zone }).year, context);
  const to = dated(last, DateTime.fromISO(end, { zone }).minus({ seconds: 1 }).year, context);
  const spans = from?.period.start === start && to?.period.end === end;
  if (!from || !to || !spans || from.unit !== to.unit) return null;
  const cut = match.to - last.length;
  const { from: begins, to: ends } = match;
  return [
    {
      kind: 'compare',
      with: { kind: 'period', ...from },
      from: begins,
      to: begins + match.text.indexOf(first) + first.length,
      text: match.text.slice(0, match.text.indexOf(first) + first.length),
    },
    { kind: 'period', ...to, from: cut, to: ends, text: last },
  ];
}

function stretchOf(match: TimeMatch): SaidPeriod | null {
  if (match.kind === 'period') return match;
  return match.kind === 'compare' && match.with.kind === 'period' ? match.with : null;
}

const SAYS_YEAR = /\d{4}|'\d\d|\b(?:this|last|past|previous|ago|year|today|yesterday)\b/i;
const RECURS = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|^q[1-4]$/i;

/** One end as a stretch of its own, in the year it has in the whole. */
function dated(said: string, year: number, context: TimeContext): SaidPeriod | null {
  const needsYear = RECURS.test(said) && !SAYS_YEAR.test(said);
  const [found, ...more] = findTimes(needsYear ? `${said} ${year}` : said, context);
  if (found?.kind !== 'period' || more.length > 0) return null;
  return { period: found.period, unit: found.unit };
}
