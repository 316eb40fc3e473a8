import type { Cell, ChartSpec, Column, Unit } from './answer.ts';

/** Between thousands. */
const THIN = '\u2009';
/** Before a percent sign: narrow, and no line break. */
const NARROW = '\u202f';
const MINUS = '\u2212';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** A whole number with thin-space thousands: "1 284". */
export function formatCount(value: number): string {
  return signed(value, (size) => group(Math.round(size).toFixed(0)));
}

/** A count with what is counted: "1 row", "1 284 rows", "2 queries". */
export function formatCounted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** As many decimals as matter: "1 284", "6.4", "0.42"; whole numbers have none. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) return formatCount(value);
  return signed(value, (size) => {
    if (size >= 100) return group(size.toFixed(0));
    return size >= 1 ? size.toFixed(1) : size.toFixed(2);
  });
}

/** "4.3"; scores on a 0–1 scale get a second decimal. */
export function formatScore(value: number): string {
  return signed(value, (size) => size.toFixed(size < 1 && size > 0 ? 2 : 1));
}

/** Whole percent, one decimal under 10 %; never rounded up to 100 % or down to 0 %. */
export function formatShare(value: number): string {
  return signed(value, (size) => `${percentDigits(size * 100)}${NARROW}%`);
}

/** A relative change or part in whole percent, for words: "up 30 %". Unsigned. */
export function formatPercent(ratio: number): string {
  const percent = Math.abs(ratio) * 100;
  const digits = percent >= 1 || percent === 0 ? group(percent.toFixed(0)) : percent.toFixed(1);
  return `${digits}${NARROW}%`;
}

/** "45 s", "4 min 30 s", "18 min", "2 h 06 min", "3 d 4 h": two units at most. */
export function formatSeconds(value: number): string {
  return signed(value, (size) => {
    if (size > 0 && size < 1) return '< 1 s';
    if (Math.round(size) < MINUTE) return `${Math.round(size)} s`;
    if (Math.round(size) < 10 * MINUTE) return twoUnits(Math.round(size), MINUTE, 'min', 1, 's', 2);
    const minutes = Math.round(size / MINUTE);
    if (minutes < 60) return `${minutes} min`;
    if (minutes < 24 * 60) return twoUnits(minutes * MINUTE, HOUR, 'h', MINUTE, 'min', 2);
    const hours = Math.round(size / HOUR);
    if (hours < 100 * 24) return twoUnits(hours * HOUR, DAY, 'd', HOUR, 'h', 1);
    return `${group(Math.round(size / DAY).toFixed(0))} d`;
  });
}

/** A limit as people set it: whole hours stay hours up to three days ("48 h"), shares lose a needless decimal ("5 %"). */
export function formatLimit(value: number, unit: Unit): string {
  if (unit === 'seconds' && value % HOUR === 0 && value < 3 * DAY && value >= HOUR) {
    return `${value / HOUR} h`;
  }
  const percent = Math.round(value * 1000) / 10;
  if (unit === 'share' && Number.isInteger(percent)) return `${percent}${NARROW}%`;
  if (unit === 'score' && Number.isInteger(value)) return String(value);
  return formatValue(value, unit);
}

/** A difference of shares, 0–1: "4 points", "0.4 points". */
export function formatPoints(value: number): string {
  return signed(value, (size) => {
    const points = size * 100;
    const digits = points >= 1 || points === 0 ? points.toFixed(0) : points.toFixed(1);
    return `${digits} ${digits === '1' ? 'point' : 'points'}`;
  });
}

/** "no data" for null: an empty denominator is neither 0 nor an error. */
export function formatValue(value: number | null, unit: Unit): string {
  if (value === null) return 'no data';
  switch (unit) {
    case 'count':
      return formatCount(value);
    case 'seconds':
      return formatSeconds(value);
    case 'share':
      return formatShare(value);
    case 'score':
      return formatScore(value);
    case 'points':
      return formatPoints(value);
    case 'number':
      return formatNumber(value);
  }
}

/** The size of a change, without its sign: in points for shares. */
export function formatAmount(change: number, unit: Unit): string {
  return formatValue(Math.abs(change), unit === 'share' ? 'points' : unit);
}

/** A change with its sign, in the unit and in percent: "+18 min (+12 %)", "−4 points". */
export function formatChange(change: number, unit: Unit, ratio: number | null = null): string {
  const sign = signOf(change);
  const amount = `${sign}${formatAmount(change, unit)}`;
  if (ratio === null || unit === 'share' || unit === 'points' || change === 0) return amount;
  return `${amount} (${sign}${formatPercent(ratio)})`;
}

const EXACT_UNITS: Partial<Record<Unit, string>> = {
  seconds: 'seconds',
  share: '0 to 1',
  points: '0 to 1',
};

/** What stands over a column of unrounded numbers: "First response time (seconds)", "CSAT (0 to 1)". */
export function exactHeading({ label, unit }: Column): string {
  const words = unit && EXACT_UNITS[unit];
  return words && !label.endsWith(`(${words})`) ? `${label} (${words})` : label;
}

/** A cell as a person reads it. Columns of the `time` role hold ISO dates or local date-times. */
export function formatCell(cell: Cell, column: Column): string {
  if (cell === null) return column.role === 'dimension' ? '(none)' : '–';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  if (typeof cell === 'number') {
    return column.unit ? formatValue(cell, column.unit) : String(cell).replace('-', MINUS);
  }
  return cell;
}

function signOf(value: number): string {
  if (value === 0) return '';
  return value > 0 ? '+' : MINUS;
}

/** Formats the size and puts a real minus before it, unless it rounds to nothing. */
/** "so far" for a chart's bucket that goes on, "in part" for one that its period cuts; empty for a whole one. */
export function formatPart(
  { partial, isRunning, categories }: Pick<ChartSpec, 'partial' | 'isRunning' | 'categories'>,
  at: number,
): string {
  if (!partial.includes(at)) return '';
  return isRunning && at === categories.length - 1 ? 'so far' : 'in part';
}

function signed(value: number, format: (size: number) => string): string {
  const words = format(Math.abs(value));
  return value < 0 && /[1-9<]/.test(words) ? `${MINUS}${words}` : words;
}

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, THIN);
}

function percentDigits(percent: number): string {
  if (percent === 0) return '0';
  if (percent < 0.05) return '< 0.1';
  if (percent < 9.95) return percent.toFixed(1);
  if (percent > 99.5 && percent < 100) return Math.min(percent, 99.9).toFixed(1);
  return group(percent.toFixed(0));
}

function twoUnits(
  seconds: number,
  large: number,
  largeName: string,
  small: number,
  smallName: string,
  width: number,
): string {
  const whole = Math.floor(seconds / large);
  const rest = Math.round((seconds - whole * large) / small);
  const first = `${group(String(whole))} ${largeName}`;
  return rest === 0 ? first : `${first} ${String(rest).padStart(width, '0')} ${smallName}`;
}

/** With its first letter as a sentence begins; but for the n of statistics. */
export function sentenceCase(label: string): string {
  return label.length < 2 ? label : `${label[0]?.toUpperCase()}${label.slice(1)}`;
}
