import type { TeamSettings } from '../../src/core/settings.ts';

type Hours = TeamSettings['businessHours'][1];

/** Monday to Friday the same, and no weekends. */
export function weekdays(hours: Hours): TeamSettings['businessHours'] {
  return { 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: null, 7: null };
}

const NO_TARGET = { firstResponseSeconds: null, resolutionSeconds: null };

/** A team in UTC that works nine to five, and sets itself no targets. */
export const PLAIN_TEAM: TeamSettings = {
  zone: 'UTC',
  weekStart: 1,
  fiscalYearStart: 1,
  dateOrder: 'day-first',
  weekend: { from: { weekday: 5, minute: 19 * 60 }, to: { weekday: 1, minute: 6 * 60 } },
  businessHours: weekdays({ from: 9 * 60, to: 17 * 60 }),
  holidays: [],
  defaultDays: 30,
  excludeManagers: true,
  repeatContacts: 3,
  fcrWindowHours: 72,
  sla: { low: NO_TARGET, medium: NO_TARGET, high: NO_TARGET, urgent: NO_TARGET },
  autoresponses: [],
  people: [],
};
