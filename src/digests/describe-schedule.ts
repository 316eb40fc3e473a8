import { MONTH_NAMES, WEEKDAY_NAMES } from '../core/calendar-names.ts';
import { type Cron, readCron } from './cron.ts';

const NTH = ['first', 'second', 'third', 'fourth', 'fifth'];
const WORKDAYS = '1,2,3,4,5';
const WEEKEND = '0,6';

/** A cron line as people say it: "every weekday at 09:00"; the line itself where there are no words for it. */
export function describeSchedule(line: string): string {
  const cron = readCron(line);
  const words = 'problem' in cron ? null : describe(cron);
  return words ?? `by the cron line ${line.trim()}`;
}

function describe(cron: Cron): string | null {
  const times = timeWords(cron);
  const days = dayWords(cron);
  const months = monthWords(cron);
  if (times === null || days === null || months === null) return null;
  if (times.kind === 'clock') return `${days}${months} at ${times.words}`;
  if (days === 'every day') return `${times.words}${months}`;
  return `${times.words}, ${days.replace(/^on /, '')}${months}`;
}

type Times = { readonly kind: 'clock' | 'hourly'; readonly words: string };

function timeWords({ hours, minutes }: Cron): Times | null {
  const [minute = 0] = minutes;
  if (minutes.length === 1 && hours.length <= 4) {
    return { kind: 'clock', words: joined(hours.map((hour) => clock(hour, minute))) };
  }
  if (minutes.length > 1) return null;
  const past = minute === 0 ? '' : ` at ${minute} past`;
  const [first = 0] = hours;
  const last = hours.at(-1) ?? 0;
  const step = (hours[1] ?? 0) - first;
  if (!hours.every((hour, index) => hour === first + index * step)) return null;
  const every = step === 1 ? 'every hour' : `every ${step} hours`;
  const isAllDay = first === 0 && last + step > 23;
  const range = isAllDay ? '' : ` from ${clock(first, minute)} to ${clock(last, minute)}`;
  return { kind: 'hourly', words: `${every}${past}${range}` };
}

function dayWords({ days, weekdays }: Cron): string | null {
  const isAnyDay = days.length === 31;
  const isAnyWeekday = weekdays.length === 7;
  if (isAnyDay && isAnyWeekday) return 'every day';
  if (isAnyDay) return weekdayWords(weekdays);
  return isAnyWeekday ? dateWords(days) : null;
}

function weekdayWords(weekdays: Cron['weekdays']): string | null {
  const numbers = weekdays.filter((day) => typeof day === 'number').toSorted((a, b) => a - b);
  if (numbers.length === weekdays.length) {
    if (numbers.join() === WORKDAYS) return 'every weekday';
    if (numbers.join() === WEEKEND) return 'every Saturday and Sunday';
    const fromMonday = numbers.toSorted((a, b) => ((a + 6) % 7) - ((b + 6) % 7));
    return `every ${joined(fromMonday.map((day) => WEEKDAY_NAMES.at(day - 1) ?? ''))}`;
  }
  const [only] = weekdays;
  const [, day, nth] = /^(\d)(?:L|#(\d))$/i.exec(weekdays.length === 1 ? String(only) : '') ?? [];
  if (day === undefined) return null;
  const which = nth === undefined ? 'last' : NTH[Number(nth) - 1];
  return `on the ${which} ${WEEKDAY_NAMES.at((Number(day) % 7) - 1)} of the month`;
}

function dateWords(days: Cron['days']): string | null {
  const words = days.map((day) => {
    if (typeof day === 'number') return ordinal(day);
    return { L: 'last day', LW: 'last working day', '1W': 'first working day' }[day] ?? null;
  });
  return words.includes(null) ? null : `on the ${joined(words)} of the month`;
}

function monthWords({ months }: Cron): string | null {
  if (months.length === 12) return '';
  if (months.join() === '1,4,7,10') return ' of every quarter';
  return ` in ${joined(months.map((month) => MONTH_NAMES[month - 1] ?? ''))}`;
}

function ordinal(day: number): string {
  const tail = { 1: 'st', 2: 'nd', 3: 'rd' }[day % 10];
  return `${day}${tail && Math.floor(day / 10) !== 1 ? tail : 'th'}`;
}

/** "09:00" */
export function clock(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function joined(words: readonly (string | null)[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
