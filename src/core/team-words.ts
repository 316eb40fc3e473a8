import { z } from 'zod';

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

export const weekdayName = z.enum(WEEKDAYS);

const SECONDS: Readonly<Record<string, number>> = { m: 60, min: 60, h: 3600, d: 86_400 };
const CLOCK = /^([01]?\d|2[0-4]):([0-5]\d)$/;

/** `09:30` in minutes after midnight, up to 24:00; null for anything else. */
export function minuteOf(time: string): number | null {
  const [, hour, minute] = CLOCK.exec(time) ?? [];
  if (hour === undefined || minute === undefined) return null;
  const minutes = Number(hour) * 60 + Number(minute);
  return minutes <= 1440 ? minutes : null;
}

/** `4 h`, `30 min`, `3 d` in seconds, or `none` */
export const duration = z.string().transform((text, context) => {
  if (text === 'none') return null;
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*(m|min|h|d)$/.exec(text) ?? [];
  const seconds = SECONDS[unit ?? ''];
  if (amount !== undefined && seconds !== undefined) return Number(amount) * seconds;
  context.addIssue({
    code: 'custom',
    message: `"${text}" is not like "4 h", "30 min", "3 d" or none`,
  });
  return z.NEVER;
});
