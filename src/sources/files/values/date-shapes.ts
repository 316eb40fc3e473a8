import { respell } from './date-spelling.ts';

export type DateOrder = 'day-first' | 'month-first';

/** How a written date is to be read. Digits stand for any digits. */
export type DateShape = {
  /** What `strptime` wants for the date and time; `%d` and `%m` in day-first order where the order is open. */
  readonly format: string;
  readonly isOrderOpen: boolean;
  /** Its own offset: written out, `Z`, or none. */
  readonly zone: 'none' | 'utc' | 'offset';
  /** Plain numbers: what they count. */
  readonly number: 'none' | 'unix-seconds' | 'unix-ms' | 'unix-us' | 'excel';
  /** Reads like ISO 8601, for which there is a faster way than a format. */
  readonly isIso: boolean;
  readonly hasTime: boolean;
  readonly separator: string;
  /** Spellings that have to be undone first, see `respell`. */
  readonly undone: readonly number[];
};

const LONGEST_DATE = 100;
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)';
const LONG_MONTH =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december)';
const WEEKDAY = /^(?<weekday>(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)(?<gap>,? )/i;
const LONG_WEEKDAY = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/i;

type DatePattern = {
  readonly pattern: RegExp;
  format(match: RegExpExecArray): string;
  readonly open?: true;
};

const DATES: readonly DatePattern[] = [
  {
    pattern: /^(\d{4})([-/.])\d{1,2}\2\d{1,2}/,
    format: ([, , separator]) => `%Y${separator}%m${separator}%d`,
  },
  {
    pattern: /^\d{1,2}([-/.])\d{1,2}\1(\d{4}|\d{2})(?!\d)/,
    format: ([, separator, year]) =>
      `%d${separator}%m${separator}${year?.length === 4 ? '%Y' : '%y'}`,
    open: true,
  },
  {
    pattern: new RegExp(
      `^\\d{1,2}([-/ .]|\\. )(${LONG_MONTH}|${MONTH})(\\.?)([-/ ]|, )(\\d{4}|\\d{2})(?!\\d)`,
      'i',
    ),
    format: ([, gap, month, dot, gap2, year]) =>
      `%d${gap}${monthFormat(month)}${dot}${gap2}${year?.length === 4 ? '%Y' : '%y'}`,
  },
  {
    pattern: new RegExp(`^(${LONG_MONTH}|${MONTH})(\\.?) \\d{1,2}(,? )\\d{4}(?!\\d)`, 'i'),
    format: ([, month, dot, gap]) => `${monthFormat(month)}${dot} %d${gap}%Y`,
  },
];

const TIME =
  /^(?<gap>T|t| at |, | +)(?<clock>\d{1,2}:\d{2}(?<seconds>:\d{2})?)(?<fraction>[.,]\d{1,9})?(?<half> ?[ap]m)?(?<zone> ?(?:Z|UTC|GMT)| ?[+-]\d{2}(?::?\d{2})?)?$/i;

const COMPACT_TIME = /^\d{8}T\d{6}(Z?)$/;
const NUMBERS: readonly (readonly [RegExp, DateShape['number']])[] = [
  [/^\d{10}(?:\.\d+)?$/, 'unix-seconds'],
  [/^\d{13}$/, 'unix-ms'],
  [/^\d{16}$/, 'unix-us'],
  [/^\d{5}(?:\.\d+)?$/, 'excel'],
];
const PLAIN: Omit<DateShape, 'format'> = {
  isOrderOpen: false,
  zone: 'none',
  number: 'none',
  isIso: false,
  hasTime: false,
  separator: '',
  undone: [],
};

/** Reads how one date is written; null when it isn't a date. Whether it exists in the calendar isn't looked at. */
export function readDateShape(text: string): DateShape | null {
  if (/^\d[\d.]*$/.test(text)) {
    const shape = numberShape(text);
    if (shape) return shape;
  }
  return compactShape(text) ?? calendarShape(text) ?? respelledShape(text);
}

/** Tried last: hardly any date is written in more words than it needs. */
function respelledShape(text: string): DateShape | null {
  if (text.length > LONGEST_DATE) return null;
  const { plain, undone } = respell(text);
  const shape = undone.length === 0 ? null : calendarShape(plain);
  return shape && { ...shape, undone };
}

function compactShape(text: string): DateShape | null {
  const match = COMPACT_TIME.exec(text);
  if (!match) return null;
  const [, zulu = ''] = match;
  return { ...PLAIN, format: `%Y%m%dT%H%M%S${zulu}`, zone: zulu ? 'utc' : 'none', hasTime: true };
}

function calendarShape(text: string): DateShape | null {
  const weekday = WEEKDAY.exec(text);
  const bare = text.slice(weekday?.[0].length ?? 0);
  for (const { pattern, format, open } of DATES) {
    const match = pattern.exec(bare);
    if (!match) continue;
    const date = weekdayFormat(weekday) + format(match);
    const shape = withTime(date, bare.slice(match[0].length));
    if (!shape) return null;
    const separator = /[-/.]/.exec(date)?.[0] ?? ' ';
    const isIso = date === '%Y-%m-%d' && shape.isIso;
    return { ...shape, isIso, isOrderOpen: open === true, separator };
  }
  return null;
}

function weekdayFormat(match: RegExpExecArray | null): string {
  if (!match?.groups) return '';
  const { weekday = '', gap = '' } = match.groups;
  return (LONG_WEEKDAY.test(weekday) ? '%A' : '%a') + gap;
}

function withTime(date: string, rest: string): DateShape | null {
  if (rest === '') return { ...PLAIN, format: date, isIso: true };
  const groups = TIME.exec(rest)?.groups;
  if (!groups) return null;
  const hours = groups.half ? '%I' : '%H';
  const half = groups.half ? groups.half.replace(/[ap]m/i, '%p') : '';
  const fraction = groups.fraction
    ? `${groups.fraction.charAt(0)}%${fractionCode(groups.fraction)}`
    : '';
  const clock = `${hours}:%M${groups.seconds ? ':%S' : ''}`;
  return {
    ...PLAIN,
    format: `${date}${groups.gap}${clock}${fraction}${half}`,
    zone: zoneOf(groups.zone),
    hasTime: true,
    isIso: /^[T ]$/.test(groups.gap ?? '') && !groups.half && !groups.fraction?.startsWith(','),
  };
}

function zoneOf(written: string | undefined): DateShape['zone'] {
  if (!written) return 'none';
  return /\d/.test(written) ? 'offset' : 'utc';
}

function fractionCode(fraction: string): 'g' | 'f' | 'n' {
  const digits = fraction.length - 1;
  if (digits <= 3) return 'g';
  return digits <= 6 ? 'f' : 'n';
}

function numberShape(text: string): DateShape | null {
  const number = NUMBERS.find(([pattern]) => pattern.test(text))?.[1];
  if (number) return { ...PLAIN, format: '', number, hasTime: true };
  if (!/^\d{8}$/.test(text)) return null;
  const isYearFirst = /^(?:19[5-9]|20)\d/.test(text) && Number(text.slice(4, 6)) <= 12;
  return isYearFirst
    ? { ...PLAIN, format: '%Y%m%d' }
    : { ...PLAIN, format: '%d%m%Y', isOrderOpen: true, separator: '8' };
}

function monthFormat(month: string | undefined): string {
  return (month?.length ?? 0) > 3 ? '%B' : '%b';
}

/** The format with month before day. */
export function monthFirst(format: string): string {
  return format.replace('%d', '%\u0000').replace('%m', '%d').replace('%\u0000', '%m');
}
