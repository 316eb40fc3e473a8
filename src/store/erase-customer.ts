import { AskerError } from '../core/errors.ts';
import { blankAddresses } from './blank-addresses.ts';
import type { Writer } from './database.ts';
import { erasedKey, markErased } from './erased.ts';
import { type RowCounts, removeLeaving, removeRows, withoutZeros } from './remove-conversations.ts';
import { makeRewriteDue } from './rewrite.ts';

/** What erasing a person took out of the store, and what copies of it elsewhere are known by. */
export type Erasure = {
  readonly removed: RowCounts;
  /** Other people's rows in which the address was blanked. */
  readonly blanked: RowCounts;
  readonly traces: Traces;
};

export type Traces = {
  readonly emails: readonly string[];
  readonly names: readonly string[];
  /** Ids of the conversations, as people ask for them. */
  readonly conversations: readonly string[];
  /** Subjects, descriptions, comments and messages. */
  readonly texts: readonly string[];
};

const EVERY_CONVERSATION = `SELECT 'ticket' AS kind, id, source, source_id, customer, customer_ref, lower(trim(customer_email)) AS email,
    customer_name AS name FROM tickets
  UNION ALL SELECT 'chat', id, source, source_id, customer, customer_ref, lower(trim(customer_email)), customer_name FROM chats`;

/**
 * Removes a customer by address: every conversation of theirs with all that hangs on it, and the address wherever else it stands.
 * What is left is a salted hash, so that no sync brings them back. `now` ISO UTC.
 * The bytes leave the file when it is rewritten (`Database.rewrite`), which this makes due. Throws AskerError for an agent's address.
 */
export async function eraseCustomer(
  writer: Writer,
  { email, now }: { readonly email: string; readonly now: string },
): Promise<Erasure> {
  const address = readAddress(email);
  await refuseAgents(writer, address);
  const emails = await findPerson(writer, address);
  const traces = await collectTraces(writer, emails);
  const keys = await keysOf(writer, emails);
  const outbox = await removeRows(
    writer,
    `DELETE FROM outbox o WHERE EXISTS (SELECT 1 FROM leaving l WHERE l.kind = 'ticket' AND l.source = o.source AND l.source_id = o.ticket_ref)`,
  );
  const rejects = await removeRejects(writer, emails);
  const removed = await removeLeaving(writer);
  const customers = await removeRows(
    writer,
    'DELETE FROM customers WHERE id IN (SELECT id FROM person_customers)',
  );
  const blanked = await blankAddresses(writer, emails);
  await markErased(writer, keys, now);
  await makeRewriteDue(writer, now);
  for (const table of ['leaving', 'person_customers', 'person_refs'])
    await writer.run(`DROP TABLE ${table}`);
  return {
    removed: withoutZeros({
      ...removed,
      customers: (removed.customers ?? 0) + customers,
      rejects: (removed.rejects ?? 0) + rejects,
      outbox,
    }),
    blanked,
    traces,
  };
}

/** The address as it is compared. Throws AskerError for what is none. */
export function readAddress(email: string): string {
  const address = email.trim().toLowerCase();
  if (/^[^\s@]+@[^\s@]+$/.test(address)) return address;
  throw new AskerError(
    `“${email}” is no e-mail address. Name the customer’s, such as ann@example.com.`,
  );
}

async function refuseAgents(writer: Writer, address: string): Promise<void> {
  const { rows } = await writer.rows(
    'SELECT name FROM agents WHERE list_contains(list_transform(emails, lambda e: lower(trim(e))), $address)',
    { address },
  );
  const name = rows[0]?.[0];
  if (typeof name === 'string')
    throw new AskerError(
      `${address} belongs to ${name}, an agent. Only customers can be erased; agents are as the support system has them.`,
    );
}

/** Fills `person_customers`, `person_refs` and `leaving`; gives all addresses the person is known by. */
async function findPerson(writer: Writer, address: string): Promise<readonly string[]> {
  await writer.run(
    `CREATE OR REPLACE TEMP TABLE person_customers AS
       SELECT id, source, source_id, emails, name FROM customers
       WHERE lower(trim(id)) = $address OR list_contains(list_transform(emails, lambda e: lower(trim(e))), $address)`,
    { address },
  );
  const { rows } = await writer.rows(
    `SELECT DISTINCT lower(trim(email)) FROM (SELECT unnest(emails) AS email FROM person_customers UNION ALL SELECT $address)
     WHERE contains(email, '@')`,
    { address },
  );
  const emails = rows.map(([email]) => String(email));
  await writer.run(
    `CREATE OR REPLACE TEMP TABLE person_refs AS
       SELECT source, source_id AS ref FROM person_customers WHERE source_id IS NOT NULL
       UNION SELECT source, customer_ref FROM (${EVERY_CONVERSATION}) WHERE customer_ref IS NOT NULL AND list_contains($emails, email)`,
    { emails },
  );
  await writer.run(
    `CREATE OR REPLACE TEMP TABLE leaving AS
       SELECT kind, id, source, source_id, customer, name FROM (${EVERY_CONVERSATION}) c
       WHERE list_contains($emails, email) OR list_contains($emails, lower(trim(customer)))
         OR customer IN (SELECT id FROM person_customers)
         OR EXISTS (SELECT 1 FROM person_refs r WHERE r.source = c.source AND r.ref = c.customer_ref)`,
    { emails },
  );
  return emails;
}

async function collectTraces(writer: Writer, emails: readonly string[]): Promise<Traces> {
  const column = async (sql: string): Promise<readonly string[]> => {
    const { rows } = await writer.rows(
      `SELECT DISTINCT trim(value) AS v FROM (${sql}) WHERE trim(value) <> ''`,
    );
    return rows.map(([value]) => String(value));
  };
  const of = (kind: string) => `id IN (SELECT id FROM leaving WHERE kind = '${kind}')`;
  return {
    emails,
    names: await column(
      'SELECT name AS value FROM leaving UNION ALL SELECT name FROM person_customers',
    ),
    conversations: await column('SELECT source_id AS value FROM leaving'),
    texts: await column(
      `SELECT unnest([subject, description, rating_comment]) AS value FROM tickets WHERE ${of('ticket')}
       UNION ALL SELECT rating_comment FROM chats WHERE ${of('chat')}
       UNION ALL SELECT text FROM messages WHERE (conversation_kind, conversation_id) IN (SELECT kind, id FROM leaving)`,
    ),
  };
}

async function keysOf(writer: Writer, emails: readonly string[]): Promise<readonly string[]> {
  const refs = await writer.rows('SELECT source, ref FROM person_refs WHERE source IS NOT NULL');
  const conversations = await writer.rows(
    'SELECT kind, source, source_id FROM leaving WHERE source IS NOT NULL AND source_id IS NOT NULL',
  );
  return [
    ...emails.map(erasedKey.email),
    ...refs.rows.map(([source, ref]) => erasedKey.customer(String(source), String(ref))),
    ...conversations.rows.map(([kind, source, ref]) =>
      erasedKey.conversation(kind === 'chat' ? 'chat' : 'ticket', String(source), String(ref)),
    ),
  ];
}

/** Rows as their source sent them: those that hold the address, or name one of the conversations. */
async function removeRejects(writer: Writer, emails: readonly string[]): Promise<number> {
  return removeRows(
    writer,
    `DELETE FROM rejects r WHERE EXISTS (SELECT 1 FROM (SELECT unnest($emails) AS email) WHERE contains(lower(r.raw), email))
       OR EXISTS (SELECT 1 FROM leaving l WHERE l.source = r.source AND len(l.source_id) > 2 AND contains(r.raw, l.source_id))
       OR EXISTS (SELECT 1 FROM person_refs p WHERE p.source = r.source AND len(p.ref) > 2 AND contains(r.raw, p.ref))`,
    { emails },
  );
}
