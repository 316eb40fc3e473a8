import { isZone } from '../core/is-zone.ts';

const UTC = /^(?:utc|gmt|z|zulu)$/;

/** Names of zones people say that are no city's. */
const SPOKEN: Readonly<Record<string, string>> = {
  ...{ et: 'America/New_York', est: 'America/New_York', edt: 'America/New_York' },
  ...{ eastern: 'America/New_York', ct: 'America/Chicago', central: 'America/Chicago' },
  ...{ mountain: 'America/Denver', pt: 'America/Los_Angeles', pst: 'America/Los_Angeles' },
  ...{ pdt: 'America/Los_Angeles', pacific: 'America/Los_Angeles', atlantic: 'America/Halifax' },
  ...{ uk: 'Europe/London', bst: 'Europe/London', cet: 'Europe/Berlin', cest: 'Europe/Berlin' },
  ...{ ist: 'Asia/Kolkata', india: 'Asia/Kolkata', jst: 'Asia/Tokyo' },
};

/** The IANA zone a few words name: "Europe/London", "UTC", "New York", "eastern". Null: none. */
export function readZone(words: string): string | null {
  const name = words.trim().toLowerCase().replaceAll(/\s+/g, '_');
  if (UTC.test(name)) return 'UTC';
  return SPOKEN[name] ?? zoneNamed(name);
}

function zoneNamed(name: string): string | null {
  if (name.includes('/')) return isZone(name) ? properCase(name) : null;
  const zones = Intl.supportedValuesOf('timeZone');
  return zones.find((zone) => zone.toLowerCase().endsWith(`/${name}`)) ?? null;
}

/** Names a zone goes by are kept: not all of them are on the list of zones. */
function properCase(name: string): string {
  return name.replaceAll(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase());
}
