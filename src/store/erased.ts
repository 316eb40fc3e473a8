import { createHash, randomBytes } from 'node:crypto';
import type { Writer } from './database.ts';

type Kind = 'ticket' | 'chat';

/** What names somebody, or something of theirs, that was erased. Only its salted hash is kept. */
export const erasedKey = {
  email: (address: string): string => `email:${address.trim().toLowerCase()}`,
  customer: (source: string, ref: string): string => `customer:${source}:${ref}`,
  conversation: (kind: Kind, source: string, ref: string): string => `${kind}:${source}:${ref}`,
};

/** Anything in a text that looks like an address, as it is compared: lower case. */
export function addressesIn(text: string): readonly string[] {
  const found = text.match(/[^\s<>()[\]{}"',;:|=&?]+@[^\s<>()[\]{}"',;:|=&?@]+/g) ?? [];
  return found.map((address) => address.replace(/^\.+|[.!*_]+$/g, '').toLowerCase());
}

/** Those of the keys that were erased. */
export async function findErased(
  writer: Writer,
  keys: Iterable<string>,
): Promise<ReadonlySet<string>> {
  const { rows } = await writer.rows('SELECT count(*) FROM erased');
  if (Number(rows[0]?.[0] ?? 0) === 0) return new Set();
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
