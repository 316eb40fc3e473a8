import { createHash, randomBytes } from 'node:crypto';
import type { Writer } from './database.ts';

type Kind = 'ticket' | 'chat';

/** What names somebody, or something of theirs, that was erased. Only its salted hash is kept. */
export const erasedKey = {
  email: (address: string): string => `email:${address.trim().toLowerCase()}`,
  customer: (source: string, ref: string): string => `customer:${source}:${ref}`,
  conversation: (kind: Kind, source: string, ref: string): string => `${kind}:${source}:${ref}`,
};

const ADDRESS = /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/gu;
export const BLANK = '[erased]';

/** Anything in a text that looks like an address. */
export function addressesIn(text: string): readonly string[] {
  return text.includes('@') ? (text.match(ADDRESS) ?? []) : [];
}

/** The text with a blank in the place of each address `isErased` holds for. */
export function blankIn(text: string, isErased: (address: string) => boolean): string {
  if (!text.includes('@')) return text;
  return text.replaceAll(ADDRESS, (address) => (isErased(address) ? BLANK : address));
}

/** Whether anybody ever was. */
export async function isAnybodyErased(writer: Writer): Promise<boolean> {
  const { rows } = await writer.rows('SELECT 1 FROM erased LIMIT 1');
  return rows.length > 0;
}

/** Those of the keys that were erased. */
export async function findErased(
  writer: Writer,
  keys: Iterable<string>,
): Promise<ReadonlySet<string>> {
  const salt = await readSalt(writer);
  const byHash = new Map([...keys].map((key) => [hashOf(key, salt), key]));
  const known = await writer.rows(
    'SELECT DISTINCT hash FROM erased WHERE hash IN (SELECT unnest($hashes))',
    { hashes: [...byHash.keys()] },
  );
  return new Set(known.rows.map(([hash]) => byHash.get(String(hash)) ?? ''));
}

/** Sees to it that nothing under these keys is brought in again. `now` ISO UTC. */
export async function markErased(
  writer: Writer,
  keys: readonly string[],
  now: string,
): Promise<void> {
  const salt = await readSalt(writer);
  await writer.run(
    `INSERT INTO erased SELECT DISTINCT hash, $now::TIMESTAMP FROM (SELECT unnest($hashes) AS hash)
     WHERE hash NOT IN (SELECT hash FROM erased)`,
    { hashes: keys.map((key) => hashOf(key, salt)), now },
  );
}

function hashOf(key: string, salt: string): string {
  return createHash('sha256').update(`${salt}\n${key}`).digest('hex');
}

/** Random, and made once for a store: without it the hash of an address could be looked up. */
async function readSalt(writer: Writer): Promise<string> {
  const { rows } = await writer.rows(`SELECT value FROM meta WHERE key = 'erased_salt'`);
  const known = rows[0]?.[0];
  if (typeof known === 'string') return known;
  const salt = randomBytes(32).toString('hex');
  await writer.run(`INSERT INTO meta VALUES ('erased_salt', $salt)`, { salt });
  return salt;
}
