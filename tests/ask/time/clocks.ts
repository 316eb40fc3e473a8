import { DateTime } from 'luxon';
import type { TimeContext } from '../../../src/ask/time/time-context.ts';
import type { TeamSettings } from '../../../src/core/settings.ts';
import { PLAIN_TEAM } from '../../fakes/team-settings.ts';

export const settings: TeamSettings = {
  ...PLAIN_TEAM,
  zone: 'America/Halifax',
  fiscalYearStart: 4,
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
