import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { DateTime } from 'luxon';
import { isZone } from '../../core/is-zone.ts';

/** For commander: an ISO time, kept as typed until the zone it is meant in is known. */
export function readNow(text: string): string {
  if (DateTime.fromISO(text).isValid) return text;
  throw new InvalidArgumentError('It is no ISO 8601 time, such as 2026-11-20T14:00:00Z.');
}

export function readZone(text: string): string {
  if (isZone(text)) return text;
  throw new InvalidArgumentError('It is no IANA time zone, such as America/Halifax.');
}

export function readWholeNumber(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  throw new InvalidArgumentError('It is no whole number.');
}

export function readPath(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It is empty.');
  return resolve(text);
}

/** Collects `--map header=target`, several of them. */
export function readMapping(text: string, earlier: readonly string[] = []): readonly string[] {
  const at = text.lastIndexOf('=');
  if (at > 0 && at < text.length - 1) return [...earlier, text];
  throw new InvalidArgumentError(
    'Name a column of the file and what it is, such as "Opened=created_at".',
  );
}

/** ISO UTC. A time without an offset is meant in `zone`. */
export function instantOf(text: string, zone: string): string {
  return new Date(DateTime.fromISO(text, { zone }).toMillis()).toISOString();
}
