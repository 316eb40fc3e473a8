import { validateDetailed } from 'node-cron';

/** The minutes a cron line names, each field expanded; a day has to fit both its fields. */
export type Cron = {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** Days of the month: numbers, `L`, `L-3`, `15W`, `LW`. */
  readonly days: readonly (number | string)[];
  readonly months: readonly number[];
  /** Sunday is 0; also `5L`, the last Friday of a month, and `1#2`, its second Monday. */
  readonly weekdays: readonly (number | string)[];
};

const NICKNAME = /^@\w+$/;

/** Reads a cron line of five fields, or one such as @daily, as node-cron does. Gives words for what is none. */
export function readCron(line: string): Cron | { readonly problem: string } {
  const text = line.trim();
  if (!NICKNAME.test(text) && text.split(/\s+/).length !== 5) {
    return {
      problem: `“${text}” is no cron line of five fields, such as 0 9 * * 1-5 (minute, hour, day, month, weekday)`,
    };
  }
  const { valid, fields, errors } = validateDetailed(text);
  if (!valid || !fields) {
    return { problem: `“${text}” is no cron line${errors[0] ? `: ${errors[0].message}` : ''}` };
  }
  return {
    minutes: ascending(fields.minute),
    hours: ascending(fields.hour),
    days: fields.dayOfMonth,
    months: fields.month,
    weekdays: fields.dayOfWeek,
  };
}

/** Whether the line names any minute of this day of the calendar. `month` 1–12. */
export function isOnDay(cron: Cron, year: number, month: number, day: number): boolean {
  return (
    cron.months.includes(month) &&
    cron.days.some((field) => isDayOfMonth(field, year, month, day)) &&
    cron.weekdays.some((field) => isWeekday(field, year, month, day))
  );
}

function isDayOfMonth(field: number | string, year: number, month: number, day: number): boolean {
  if (typeof field === 'number') return field === day;
  const last = lastDay(year, month);
  const before = /^L-(\d+)$/.exec(field)?.[1];
  if (before !== undefined) return day === last - Number(before);
  const near = /^(\d+|L)W$/.exec(field)?.[1];
  if (near !== undefined) return day === nearestWorkday(year, month, near === 'L' ? last : +near);
  return field === 'L' && day === last;
}

function isWeekday(field: number | string, year: number, month: number, day: number): boolean {
  const weekday = weekdayOf(year, month, day);
  if (typeof field === 'number') return field === weekday;
  const [, name, nth] = /^(\d)(?:L|#(\d))$/i.exec(field) ?? [];
  if (name === undefined || Number(name) % 7 !== weekday) return false;
  return nth === undefined ? day + 7 > lastDay(year, month) : Math.ceil(day / 7) === Number(nth);
}

/** The Monday to Friday nearest to a day, within its month; 0 where the month has no such day. */
function nearestWorkday(year: number, month: number, day: number): number {
  const last = lastDay(year, month);
  if (day < 1 || day > last) return 0;
  const weekday = weekdayOf(year, month, day);
  if (weekday === 6) return day === 1 ? day + 2 : day - 1;
  if (weekday === 0) return day === last ? day - 2 : day + 1;
  return day;
}

function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function weekdayOf(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].toSorted((a, b) => a - b);
}
