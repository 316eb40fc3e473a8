import type { Catalogue } from '../../analytics/catalogue.ts';
import type { Facts } from '../../analytics/facts.ts';
import type { TeamSettings } from '../../core/settings.ts';
import type { Reader } from '../../store/database.ts';

const SPLIT = /[^\p{L}\p{N}]+/u;
const HUMP = /(\p{Ll})(\p{Lu})/gu;

const NAMES_SQL = `
  SELECT DISTINCT word FROM (
    SELECT unnest(string_split_regex(lower(nfc_normalize(name)), '[^\\p{L}\\p{N}]+')) AS word FROM (
      SELECT customer_name AS name FROM tickets UNION SELECT customer_email FROM tickets UNION SELECT company FROM tickets
      UNION SELECT customer_name FROM chats UNION SELECT customer_email FROM chats UNION SELECT company FROM chats
      UNION SELECT name FROM customers UNION SELECT company FROM customers UNION SELECT unnest(emails) FROM customers
      UNION SELECT name FROM agents UNION SELECT unnest(aliases) FROM agents UNION SELECT unnest(emails) FROM agents
      UNION SELECT author FROM messages
    ) WHERE name IS NOT NULL
  ) WHERE length(word) > 1`;

/**
 * Every word, in lower case, of any name known here: of people, companies and addresses, of the values of all fields but
 * for those the catalogue lists itself, and of the columns of files.
 */
export async function loadNameWords(
  db: Reader,
  facts: Facts,
  { catalogue, settings }: { readonly catalogue: Catalogue; readonly settings: TeamSettings },
): Promise<ReadonlySet<string>> {
  const { rows } = await db.read(NAMES_SQL);
  const people = settings.people.flatMap(({ name, aliases, emails }) => [
    name,
    ...aliases,
    ...emails,
  ]);
  const columns = facts.extras.map(({ label }) => label);
  const words = [...valuesOf(facts, catalogue), ...people, ...columns].flatMap(wordsOf);
  return new Set([...rows.map(([word]) => String(word)), ...words]);
}

function valuesOf({ values }: Facts, { dimensions }: Catalogue): readonly string[] {
  return Object.entries(values).flatMap(([field, known]) => {
    const ours = new Set(
      dimensions.find(({ id }) => id === field)?.values.map(({ value }) => value),
    );
    return known
      .filter(({ value }) => !ours.has(value))
      .flatMap(({ value, aliases }) => [value, ...aliases]);
  });
}

function wordsOf(name: string): readonly string[] {
  const apart = name.normalize('NFC').replaceAll(HUMP, '$1 $2');
  return [name.normalize('NFC'), apart]
    .flatMap((text) => text.toLowerCase().split(SPLIT))
    .filter((word) => word.length > 1);
}
