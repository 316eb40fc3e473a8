import type { Grain } from '../../core/period.ts';
import type { TeamSettings, Weekday } from '../../core/settings.ts';

/** SQL for the local start of the bucket a local time falls in: a DATE, or a TIMESTAMP for hours. */
export function bucketSql(local: string, grain: Grain, weekStart: Weekday): string {
  switch (grain) {
    case 'hour':
      return `date_trunc('hour', ${local})`;
    case 'week': {
      const shift = `INTERVAL (${weekStart - 1}) DAY`;
      return weekStart === 1
        ? `date_trunc('week', ${local})::DATE`
        : `(date_trunc('week', ${local} - ${shift}) + ${shift})::DATE`;
    }
    case 'half':
      return `(date_trunc('year', ${local}) + CASE WHEN month(${local}) > 6 THEN INTERVAL 6 MONTH ELSE INTERVAL 0 MONTH END)::DATE`;
    default:
      return `date_trunc('${grain}', ${local})::DATE`;
  }
}

/** SQL for one of the calendar's own fields of a local time. */
export function calendarFieldSql(id: string, local: string, settings: TeamSettings): string {
  switch (id) {
    case 'weekday':
      return `isodow(${local})`;
    case 'hour':
      return `hour(${local})`;
    case 'weekend':
      return weekendSql(local, settings);
    case 'business_hours':
      return businessHoursSql(local, settings);
    default:
      throw new TypeError(`no calendar field ${id}`);
  }
}

const minuteOfDay = (local: string): string => `(hour(${local}) * 60 + minute(${local}))`;

function weekendSql(local: string, { weekend }: TeamSettings): string {
  const minute = `((isodow(${local}) - 1) * 1440 + ${minuteOfDay(local)})`;
  const from = (weekend.from.weekday - 1) * 1440 + weekend.from.minute;
  const to = (weekend.to.weekday - 1) * 1440 + weekend.to.minute;
  const joint = from <= to ? 'AND' : 'OR';
  return `(${minute} >= ${from} ${joint} ${minute} < ${to})`;
}

function businessHoursSql(local: string, { businessHours, holidays }: TeamSettings): string {
  const minute = minuteOfDay(local);
  const open = Object.entries(businessHours).flatMap(([weekday, hours]) =>
    hours ? [`WHEN ${weekday} THEN ${minute} >= ${hours.from} AND ${minute} < ${hours.to}`] : [],
  );
  if (open.length === 0) return `(isodow(${local}) IS NULL)`;
  const inHours = `CASE isodow(${local}) ${open.join(' ')} ELSE isodow(${local}) IS NULL END`;
  if (holidays.length === 0) return `(${inHours})`;
  const days = holidays.map((day) => `DATE '${day}'`).join(', ');
  return `(${inHours} AND ${local}::DATE NOT IN (${days}))`;
}
