const UNITS = /\(([^()]*)\)/g;

/** `Time to close (HH:mm:ss)` → `time_to_close_hh_mm_ss`; `createdDate` → `created_date`; accents go. */
export function normaliseHeader(header: string): string {
  return header
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2')
    .toLowerCase()
    .replace(/#/g, ' number ')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}

/** The names a header may be known by, the closest first: as it stands, without what stands in brackets, its last part, without a system's prefix. */
export function headerNames(header: string): readonly string[] {
  const whole = normaliseHeader(header);
  const bare = normaliseHeader(header.replace(UNITS, ' '));
  const last = normaliseHeader(header.split(/[./]/).at(-1) ?? header);
  const plain = bare.replace(/^(?:hs|u|ticket|chat|custom_field|cf|properties|fields)_/, '');
  return [...new Set([whole, bare, withoutZone(bare), last, plain])].filter((name) => name !== '');
}

/** "Created at (UTC)" and "created_at_utc" say the zone in the name. */
function withoutZone(name: string): string {
  return name.replace(/_(?:utc|gmt)$/, '');
}

/** A column name a database takes without quotes; empty when nothing of the header can be kept. */
export function slugOf(text: string): string {
  return normaliseHeader(text)
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 48);
}
