import { DateTime } from 'luxon';
import type { TeamSettings } from '../../core/settings.ts';

/** What time words depend on besides themselves. */
export type TimeContext = {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly settings: TeamSettings;
  /** IANA zone in which the words are meant, when it isn't the team's. */
  readonly zone?: string | undefined;
};

export function zoneOf(context: TimeContext): string {
  return context.zone ?? context.settings.zone;
}

export function localNow(context: TimeContext): DateTime {
  return DateTime.fromMillis(context.now, { zone: zoneOf(context) });
}
