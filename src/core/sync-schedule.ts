import { validateDetailed } from 'node-cron';

/** When sources are read by themselves: every so many hours, or by a cron line in the team's zone. */
export type SyncSchedule =
  | { readonly kind: 'interval'; readonly hours: number }
  | { readonly kind: 'cron'; readonly line: string };

const HOURS = /^(\d+(?:\.\d+)?)\s*(?:h|hrs?|hours?)?$/i;

/** `4 h`, `24 hours`, or a cron line such as `15 7-19 * * 1-5`. Gives words for what is neither. */
export function parseSchedule(text: string): SyncSchedule | { readonly problem: string } {
  const hours = Number(HOURS.exec(text.trim())?.[1] ?? Number.NaN);
  if (hours >= 1 && hours <= 24) return { kind: 'interval', hours };
  if (!Number.isNaN(hours)) return { problem: `“${text}” has to be from 1 h to 24 h` };
  const { valid, errors } = validateDetailed(text);
  if (valid) return { kind: 'cron', line: text.trim() };
  const why = errors[0]?.message;
  return {
    problem: `“${text}” is neither hours, such as 4 h, nor a cron line, such as 15 7-19 * * 1-5${why ? ` (${why})` : ''}`,
  };
}
