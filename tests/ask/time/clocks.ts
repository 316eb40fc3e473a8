import { DateTime } from 'luxon';
import type { TimeContext } from '../../../src/ask/time/time-context.ts';
import type { TeamSettings } from '../../../src/core/settings.ts';

export const settings: TeamSettings = {
  zone: 'America/Halifax',
  weekStart: 1,
  fiscalYearStart: 4,
  dateOrder: 'day-first',
  weekend: { from: { weekday: 5, minute: 19 * 60 }, to: { weekday: 1, minute: 6 * 60 } },
  businessHours: {
    1: { from: 540, to: 1020 },
    2: { from: 540, to: 1020 },
    3: { from: 540, to: 1020 },
    4: { from: 540, to: 1020 },
    5: { from: 540, to: 1020 },
    6: null,
    7: null,
  },
  holidays: [],
  defaultDays: 30,
  excludeManagers: true,
  repeatContacts: 3,
  fcrWindowHours: 72,
  sla: {
    low: { firstResponseSeconds: null, resolutionSeconds: null },
    medium: { firstResponseSeconds: null, resolutionSeconds: null },
    high: { firstResponseSeconds: null, resolutionSeconds: null },
    urgent: { firstResponseSeconds: null, resolutionSeconds: null },
  },
  autoresponses: [],
  people: [],
};

/** A clock that shows a local time of a zone, and the team's settings with some changed. */
export function clockAt(
  local: string,
  zone = 'America/Halifax',
  changed: Partial<TeamSettings> = {},
): TimeContext {
  const now = DateTime.fromISO(local, { zone }).toMillis();
  return { now, settings: { ...settings, zone, ...changed } };
}

/** An instant as the wall clock of a zone shows it: `2026-03-01`, or `2026-03-01T14:30` when it isn't midnight. */
export function wall(instant: string, zone: string): string {
  const at = DateTime.fromISO(instant, { zone });
  return at.toFormat('HH:mm:ss.SSS') === '00:00:00.000'
    ? at.toFormat('yyyy-MM-dd')
    : at.toFormat("yyyy-MM-dd'T'HH:mm");
}
