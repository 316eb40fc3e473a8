import type { Cell } from './reply.ts';

const RELATIVE_TOLERANCE = 1e-6;
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const NOTHING = new Set(['', '(none)', 'none', 'null', '—', '-']);

/** Equal within a millionth of the larger one; null only equals null. */
export function isSameNumber(got: Cell | undefined, wanted: Cell): boolean {
  if (got === null || got === undefined || wanted === null)
    return (got ?? null) === (wanted ?? null);
  const [a, b] = [Number(got), Number(wanted)];
  if (Number.isNaN(a) || Number.isNaN(b)) return false;
  return Math.abs(a - b) <= RELATIVE_TOLERANCE * Math.max(Math.abs(a), Math.abs(b), 1e-3);
}

/** Whether two names mean the same group; a wanted `a|b` is either of them. */
export function isSameKey(got: Cell, wanted: Cell): boolean {
  const mine = new Set(keyForms(got));
  const options = typeof wanted === 'string' ? wanted.split('|') : [wanted];
  return options.some((option) => keyForms(option).some((form) => mine.has(form)));
}

/** The name of the group of rows with no value. */
export function isNothing(value: Cell | undefined): boolean {
  return value === null || value === undefined || NOTHING.has(String(value).trim().toLowerCase());
}

/** The ways a group's name may be written: weekday 1 is "Monday" and "Mon", hour 9 is "09:00", 2026-10-01 is "2026-10". */
function keyForms(value: Cell): readonly string[] {
  if (isNothing(value)) return ['∅'];
  const text = String(value).trim().toLowerCase();
  return [text, ...timeForms(text), ...weekdayForms(text), ...hourForms(text)];
}

function timeForms(text: string): readonly string[] {
  const at = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[t ](\d\d):(\d\d).*)?)?)?$/.exec(text);
  if (!at) return [];
  const [, year, month = '01', day = '01', hour = '00', minute = '00'] = at;
  return [`@${year}-${month}-${day} ${hour}:${minute}`];
}

function weekdayForms(text: string): readonly string[] {
  const nth = WEEKDAYS.findIndex((day) => day === text || day.slice(0, 3) === text);
  return nth >= 0 ? [String(nth + 1)] : [];
}

function hourForms(text: string): readonly string[] {
  const hour = /^(\d{1,2}):00(?:\s?[–-]\s?\d{1,2}:00)?$/.exec(text);
  return hour ? [String(Number(hour[1]))] : [];
}
