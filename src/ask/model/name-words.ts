import type { Facts } from '../../analytics/facts.ts';
import type { Reader } from '../../store/database.ts';

/** Fields whose words are ours rather than anybody's name. */
const NO_NAMES: ReadonlySet<string> = new Set(['status', 'priority', 'emotion', 'source']);

const SPLIT = /[^\p{L}\p{N}]+/u;

const NAMES_SQL = `
  SELECT DISTINCT word FROM (
    SELECT unnest(string_split_regex(lower(name), '[^\\p{L}\\p{N}]+')) AS word FROM (
      SELECT customer_name AS name FROM tickets UNION SELECT customer_email FROM tickets UNION SELECT company FROM tickets
      UNION SELECT customer_name FROM chats UNION SELECT customer_email FROM chats UNION SELECT company FROM chats
      UNION SELECT name FROM customers UNION SELECT company FROM customers UNION SELECT unnest(emails) FROM customers
      UNION SELECT name FROM agents UNION SELECT unnest(aliases) FROM agents UNION SELECT unnest(emails) FROM agents
    ) WHERE name IS NOT NULL
  ) WHERE length(word) > 1`;

/** Every word, in lower case, of any name the store holds: of people, companies, addresses, and of the values of its fields. */
export async function loadNameWords(db: Reader, facts: Facts): Promise<ReadonlySet<string>> {
  const { rows } = await db.read(NAMES_SQL);
  const fields = Object.entries(facts.values).filter(([field]) => !NO_NAMES.has(field));
  const values = fields.flatMap(([, known]) => known.flatMap((one) => [one.value, ...one.aliases]));
  return new Set([
    ...rows.map(([word]) => String(word)),
    ...values
      .flatMap((value) => value.toLowerCase().split(SPLIT))
      .filter((word) => word.length > 1),
  ]);
}
