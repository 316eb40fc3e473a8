import { DateTime } from 'luxon';
import { startOfUnit, stepUnits } from '../../../src/ask/time/calendar-units.ts';
import type { TimeContext } from '../../../src/ask/time/time-context.ts';
import type { Grain, Period } from '../../../src/core/period.ts';
import type { TeamSettings, Weekday } from '../../../src/core/settings.ts';
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

/** Where the units begin that a stretch touches, and where the last of them ends; ISO, UTC. */
export function unitEdges(
  { start, end, zone }: Pick<Period, 'start' | 'end' | 'zone'>,
  unit: Grain,
  weekStart: Weekday = 1,
): readonly string[] {
  const last = DateTime.fromISO(end, { zone });
  const edges = [startOfUnit(DateTime.fromISO(start, { zone }), unit, weekStart)];
  for (let edge = edges[0]; edge && edge < last; edges.push(edge)) edge = stepUnits(edge, unit, 1);
  return edges.map((edge) => edge.toUTC().toISO() ?? '');
}
