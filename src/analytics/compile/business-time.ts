import type { TeamSettings, Weekday } from '../../core/settings.ts';

const MINUTE_US = 60_000_000;
const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/**
 * SQL for the working seconds between two local times, negative when they are the wrong way round.
 * Each end is turned into the working microseconds since Monday 1 January 1900, so nothing is expanded day by day;
 * whole numbers, for seconds that far from their origin lose their last digits.
 */
export function businessSecondsSql(from: string, to: string, settings: TeamSettings): string {
  return `(${workedSql(to, settings)} - ${workedSql(from, settings)}) / 1e6`;
}

/** Working microseconds from Monday 1 January 1900 up to a local time. */
function workedSql(local: string, settings: TeamSettings): string {
  const hours = WEEKDAYS.map((weekday) => settings.businessHours[weekday]);
  const lengths = hours.map((day) => (day ? (day.to - day.from) * MINUTE_US : 0));
  const week = lengths.reduce((sum, length) => sum + length, 0);
  const day = `date_diff('day', DATE '1900-01-01', ${local}::DATE)`;
  const passedToday = `(epoch_us(${local}) - epoch_us(${local}::DATE))`;
  const today = hours.flatMap((open, index) =>
    open
      ? [
          `WHEN ${index} THEN least(greatest(${passedToday} - ${open.from * MINUTE_US}, 0), ${lengths[index] ?? 0})`,
        ]
      : [],
  );
  const before = lengths.map((_, index) => {
    const earlier = lengths.slice(0, index).reduce((sum, length) => sum + length, 0);
    return `WHEN ${index} THEN ${earlier}`;
  });
  const inDay = today.length === 0 ? '0' : `CASE ${day} % 7 ${today.join(' ')} ELSE 0 END`;
  const terms = [`${day} // 7 * ${week}`, `CASE ${day} % 7 ${before.join(' ')} END`];
  const { passed, isHoliday } = holidaySql(local, lengths, settings.holidays);
  terms.push(isHoliday ? `CASE WHEN ${isHoliday} THEN 0 ELSE ${inDay} END` : inDay);
  return `(${terms.join(' + ')}${passed ? ` - ${passed}` : ''})`;
}

/** Working microseconds that earlier holidays took away, and whether a local time is on one. */
function holidaySql(
  local: string,
  lengths: readonly number[],
  holidays: readonly string[],
): { passed: string; isHoliday: string } {
  if (holidays.length === 0) return { passed: '', isHoliday: '' };
  const days = [...new Set(holidays)].sort();
  let lost = 0;
  const steps = days.map((day) => {
    lost += lengths[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 0;
    return `WHEN ${local}::DATE > DATE '${day}' THEN ${lost}`;
  });
  return {
    passed: `CASE ${steps.toReversed().join(' ')} ELSE 0 END`,
    isHoliday: `${local}::DATE IN (${days.map((day) => `DATE '${day}'`).join(', ')})`,
  };
}
