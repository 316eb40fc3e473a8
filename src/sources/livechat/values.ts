const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d+))?(?:Z|[+-]\d\d:?\d\d)$/i;

/** Microseconds since the epoch; null for what is no time, or one without its zone. */
export function microsecondsOf(value: string): number | null {
  const fraction = INSTANT.exec(value)?.[1] ?? '';
  const ms = INSTANT.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(ms)) return null;
  return ms * 1000 + Number(fraction.padEnd(6, '0').slice(3, 6));
}

/** ISO 8601 UTC, to the millisecond. */
export function isoOf(microseconds: number): string {
  return new Date(Math.floor(microseconds / 1000)).toISOString();
}

/** As filters want it: with microseconds and an offset. */
export function filterTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000+00:00');
}

export function textOrNull(value: string | null | undefined): string | null {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
