import type { Entity } from '../file-import.ts';
import { withoutZone } from './header-zone.ts';

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

/** The names a header may be known by, the closest first: as it stands, without what stands in brackets or names a zone, its last parts, without a system's prefix. */
export function headerNames(header: string): readonly string[] {
  const whole = normaliseHeader(header);
  const bare = normaliseHeader(withoutZone(header).replace(UNITS, ' '));
  const plain = bare.replace(/^(?:hs|u|ticket|chat|custom_field|cf|properties|fields)_/, '');
  const names = [whole, bare, bare.replace(/_(?:utc|gmt)$/, ''), ...lastParts(header), plain];
  return [...new Set(names)].filter((name) => name !== '');
}

/** What a nested record calls itself; other parts ("requester.name") name something else's. */
const RECORD =
  /^(?:ticket|issue|incident|case|conversation|chat|thread|message|record|item|data|properties|fields|attributes|node)$/;
const ANYBODYS = /^(?:id|name|type|url|text|body|title|state|status)$/;

function lastParts(header: string): readonly string[] {
  const [last = '', parent = ''] = header.split(/[./]/).map(normaliseHeader).toReversed();
  const isItsOwn = parent === '' || RECORD.test(parent) || !ANYBODYS.test(last);
  return [...(parent ? [`${parent}_${last}`] : []), ...(isItsOwn ? [last] : [])];
}

const OWN_PREFIX: Readonly<Record<Entity, RegExp>> = {
  tickets: /^(?:ticket|case|issue|incident|conversation|request)_/,
  chats: /^(?:chat|conversation|session|thread)_/,
  messages: /^(?:message|comment|part)_/,
  agents: /^(?:agent|user|operator|teammate)_/,
  customers: /^(?:customer|contact|client)_/,
};

/** Further names of a column of such rows: `message_created_at` of a message is `created_at`. */
export function ownNames(header: string, entity: Entity): readonly string[] {
  return headerNames(header).flatMap((name) => {
    const own = name.replace(OWN_PREFIX[entity], '');
    return own === name ? [] : [own];
  });
}

/** `first_reply_time_ms`, `resolution_hours`: the name without its unit; null when it names none. */
export function nameWithoutUnit(header: string): string | null {
  const name = normaliseHeader(header);
  const bare = name.replace(
    /_(?:in_)?(?:ms|millis|milliseconds|s|secs?|seconds|m|mins?|minutes|h|hrs?|hours|d|days)$/,
    '',
  );
  return bare === name ? null : bare;
}

/** `labels_2` and `tag 1` → `labels`, `tag`: columns of one list have one such name. */
export function numberlessName(header: string): string {
  return normaliseHeader(header).replace(/_\d+(?=_|$)/g, '');
}

/** A column name a database takes without quotes; empty when nothing of the header can be kept. */
export function slugOf(text: string): string {
  return normaliseHeader(text)
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 48);
}
