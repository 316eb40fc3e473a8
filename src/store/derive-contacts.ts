import type { Writer } from './database.ts';

/** Who the customer is, out of a row's own columns. */
export const CUSTOMER_TOLD = 'coalesce(lower(trim(customer_email)), trim(customer_name))';

/** Gives every conversation its customer where an e-mail or a name tells, and every customer a row. */
export async function deriveCustomers(writer: Writer, within: string): Promise<void> {
  // A support system's rows change hands: whoever they tell of now counts. A file may have named the customer by itself.
  const fill = (table: 'tickets' | 'chats') =>
    `UPDATE ${table} SET customer = ${CUSTOMER_TOLD}
     WHERE (customer IS NULL OR version IS NOT NULL) AND customer IS DISTINCT FROM ${CUSTOMER_TOLD} ${within}`;
  await writer.run(`
    ${fill('tickets')};
    ${fill('chats')};
    INSERT INTO customers (id, source, name, emails, company)
      WITH contacts AS (
        SELECT customer, source, customer_name, customer_email, company, created_at AS began_at FROM tickets WHERE customer IS NOT NULL ${within}
        UNION ALL
        SELECT customer, source, customer_name, customer_email, company, started_at FROM chats WHERE customer IS NOT NULL ${within}
      )
      SELECT customer, min(source), arg_max(customer_name, began_at),
        coalesce(list_sort(list(DISTINCT lower(trim(customer_email))) FILTER (customer_email IS NOT NULL)), []),
        arg_max(company, began_at)
      FROM contacts WHERE customer NOT IN (SELECT id FROM customers WHERE id IS NOT NULL)
      GROUP BY customer ORDER BY customer;`);
}

type Table = 'tickets' | 'chats';

/** What a conversation looked at takes of DuckDB's memory; those looked at in one go have to fit in there together. */
const BYTES_EACH = 1024;

/**
 * `next_contact_at`: when the same customer's first other conversation began after this one was resolved
 * (a chat: ended, and not missed). `within` narrows the customers looked at.
 */
export async function deriveNextContacts(writer: Writer, within: string): Promise<void> {
  const theirs = `deleted_at IS NULL AND customer IS NOT NULL ${within}`;
  const { rows } = await writer.rows(
    `SELECT tickets, chats, (tickets + chats) * ${BYTES_EACH} / parse_formatted_bytes(current_setting('memory_limit'))
     FROM (SELECT (SELECT count(*) FROM tickets WHERE ${theirs}) AS tickets, (SELECT count(*) FROM chats WHERE ${theirs}) AS chats)`,
  );
  const [tickets = 0, chats = 0, parts = 0] = (rows[0] ?? []).map(Number);
  const stretches = Math.ceil(parts);
  const tables: Table[] = [
    ...(tickets > 0 ? ['tickets' as const] : []),
    ...(chats > 0 ? ['chats' as const] : []),
  ];
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const share = stretches === 1 ? '' : `AND hash(customer) % ${stretches} = ${stretch}`;
    await deriveStretch(writer, `${theirs} ${share}`, tables);
  }
}

async function deriveStretch(
  writer: Writer,
  theirs: string,
  tables: readonly Table[],
): Promise<void> {
  await writer.run(`
    CREATE OR REPLACE TEMP TABLE next_contacts AS
      WITH contacts AS (
        SELECT id, customer, created_at AS began_at, resolved_at AS over_at FROM tickets WHERE ${theirs}
        UNION ALL
        SELECT id, customer, started_at, CASE WHEN missed IS NOT TRUE THEN ended_at END FROM chats WHERE ${theirs}
      ),
      -- beginnings stand first among equal times, so that only later ones follow an end,
      -- and a conversation resolved before it began (a source's slip) does not find itself
      moments AS (
        SELECT id, customer, if(over_at < began_at, began_at, over_at) AS moment, true AS is_end FROM contacts
        UNION ALL
        SELECT NULL, customer, began_at, false FROM contacts WHERE began_at IS NOT NULL
      ),
      followed AS (
        SELECT id, moment, is_end, min(CASE WHEN NOT is_end THEN moment END) OVER (
            PARTITION BY customer ORDER BY moment NULLS LAST, is_end ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
          ) AS began_at
        FROM moments
      )
      -- NOTE: an ASOF join takes minutes here, for rows not yet committed are unknown to DuckDB's planner
      SELECT id, CASE WHEN moment IS NOT NULL THEN began_at END AS began_at FROM followed WHERE is_end;
    ${tables.map((table) => `${updateNextContact(table)};`).join('\n')}
    DROP TABLE next_contacts;`);
}

function updateNextContact(table: Table): string {
  return `UPDATE ${table} SET next_contact_at = n.began_at FROM next_contacts n
    WHERE ${table}.id = n.id AND ${table}.next_contact_at IS DISTINCT FROM n.began_at`;
}
