import type { TeamSettings } from '../core/settings.ts';
import type { Writer } from './database.ts';
import { deriveAgents } from './derive-agents.ts';
import { deriveCustomers, deriveNextContacts } from './derive-contacts.ts';
import { deriveReplies, markAutoresponses } from './derive-replies.ts';
import { linkMessages } from './link-messages.ts';

const SCRATCH = [
  'linked',
  'touched_imports',
  'touched_conversations',
  'touched_customers',
  'former_customers',
];

export type DeriveScope = { readonly importIds: readonly string[] };

/**
 * Makes what the rows together say: agents' one names, messages' conversations, replies, customers, next contacts.
 * Without a scope everything is made anew; with one, only what those imports can have changed. Run in the transaction that wrote them.
 * Deriving twice changes nothing. Definitions: fold-agents.ts, derive-replies.ts, derive-contacts.ts.
 */
export async function deriveConversationFacts(
  writer: Writer,
  settings: Pick<TeamSettings, 'autoresponses' | 'people'>,
  scope?: DeriveScope,
): Promise<void> {
  await deriveAgents(writer, settings.people);
  // Without messages, going through all conversations for them would change nothing, and take its time.
  const areWritten = await hasRows(writer, 'messages');
  if (areWritten) await linkMessages(writer);
  else await writer.run('CREATE OR REPLACE TEMP TABLE linked (id VARCHAR)');
  const imports = scope ? await writeTouchedImports(writer, scope) : '';
  if (areWritten) await markAutoresponses(writer, settings.autoresponses, imports);
  if (scope) await noteCustomers(writer, imports);
  await deriveCustomers(writer, imports);
  const touched = scope ? await findTouched(writer, imports) : { conversations: '', customers: '' };
  if (areWritten) await deriveReplies(writer, touched.conversations);
  await deriveNextContacts(writer, touched.customers);
  for (const table of SCRATCH) await writer.run(`DROP TABLE IF EXISTS ${table}`);
}

async function hasRows(writer: Writer, table: 'messages'): Promise<boolean> {
  const { rows } = await writer.rows(`SELECT count(*) FROM (SELECT 1 FROM ${table} LIMIT 1)`);
  return Number(rows[0]?.[0] ?? 0) > 0;
}

async function writeTouchedImports(writer: Writer, scope: DeriveScope): Promise<string> {
  await writer.run('CREATE OR REPLACE TEMP TABLE touched_imports AS SELECT unnest($ids) AS id', {
    ids: scope.importIds,
  });
  return 'AND import_id IN (SELECT id FROM touched_imports)';
}

/** Whose these conversations were so far: where one changes hands, both customers' contacts follow one another differently. */
async function noteCustomers(writer: Writer, imports: string): Promise<void> {
  await writer.run(`
    CREATE OR REPLACE TEMP TABLE former_customers AS
      SELECT customer FROM tickets WHERE customer IS NOT NULL ${imports}
      UNION SELECT customer FROM chats WHERE customer IS NOT NULL ${imports};`);
}

/** Conditions that narrow messages to the conversations, and conversations to the customers, that may have changed. */
async function findTouched(
  writer: Writer,
  imports: string,
): Promise<{ readonly conversations: string; readonly customers: string }> {
  await writer.run(`
    CREATE OR REPLACE TEMP TABLE touched_conversations AS
      SELECT id FROM linked
      UNION SELECT conversation_id FROM messages WHERE conversation_id IS NOT NULL ${imports}
      UNION SELECT id FROM tickets WHERE true ${imports}
      UNION SELECT id FROM chats WHERE true ${imports};
    CREATE OR REPLACE TEMP TABLE touched_customers AS
      FROM former_customers
      UNION SELECT customer FROM tickets WHERE id IN (SELECT id FROM touched_conversations) AND customer IS NOT NULL
      UNION SELECT customer FROM chats WHERE id IN (SELECT id FROM touched_conversations) AND customer IS NOT NULL;`);
  return {
    conversations: 'AND conversation_id IN (SELECT id FROM touched_conversations)',
    customers: 'AND customer IN (SELECT customer FROM touched_customers)',
  };
}
