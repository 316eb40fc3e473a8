import { IANAZone } from 'luxon';

const ZONE_NAME = /\(?\b([A-Z][A-Za-z]+(?:\/[A-Z][A-Za-z_-]+)+)\)?/;

/** The zone a header says its times are in: "started at (America/New_York)", `created_at_utc`; null when it names none. */
export function zoneInHeader(header: string): string | null {
  if (/(?:[^A-Za-z]|^)(?:utc|gmt)\)?$/i.test(header.trim())) return 'UTC';
  const name = ZONE_NAME.exec(header)?.[1];
  return name && IANAZone.isValidZone(name) ? name : null;
}

/** A header without the name of a zone in it. */
export function withoutZone(header: string): string {
  return header.replace(ZONE_NAME, (written, name) => (IANAZone.isValidZone(name) ? ' ' : written));
}
