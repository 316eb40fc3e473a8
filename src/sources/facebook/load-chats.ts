import type { TeamSettings } from '../../core/settings.ts';
import type { Writer } from '../../store/database.ts';
import { deriveConversationFacts } from '../../store/derive.ts';
import { makeWay } from '../files/load/make-way.ts';
import { chatsKnown, messagesSelect } from './chats-sql.ts';
import { dropErased } from './drop-erased.ts';
import type { StagedChats } from './stage-chats.ts';

/** Names the way messages are read; a reject carries it. */
const MAPPING = 'facebook-1';

export type LoadChats = {
  readonly staged: StagedChats;
  /** Whose messages count as ours, where the file doesn't say; null: it always does. */
  readonly page: string | null;
  /** Conversations that are there with the same content are worked through again. */
  readonly isForced: boolean;
  readonly importId: string;
  readonly fileName: string;
  readonly zone: string;
  readonly startedAt: string;
  readonly settings: TeamSettings;
};

export type LoadedChats = {
  readonly chats: number;
  readonly messages: number;
  readonly invalid: readonly { readonly reason: string; readonly messages: number }[];
  readonly inserted: number;
  readonly updated: number;
  readonly skipped: number;
  readonly newMessages: number;
  readonly changedMessages: number;
  readonly newRejects: number;
  readonly demoRemoved: boolean;
  readonly from: string | null;
  readonly to: string | null;
};

/** Turns staged page messages into messages and chats. Run in the one transaction of the import. */
export async function loadChats(writer: Writer, input: LoadChats): Promise<LoadedChats> {
  const { staged, page, importId, settings } = input;
  const params = { page: page?.toLowerCase() ?? '', pageName: page ?? '' };
  const demoRemoved = await makeWay(writer);
  await writer.run(`CREATE TEMP TABLE page_rows AS ${staged.rows}`);
  await writer.run(`CREATE TEMP TABLE page_messages AS ${messagesSelect('page_rows')}`, params);
  await dropErased(writer);
  await writer.run(`CREATE TEMP TABLE page_known AS ${chatsKnown('page_messages')}`);
  const written = await writeMessages(writer, input);
  const chats = await writeChats(writer, input);
  const rejects = await keepRejects(writer, input);
  const counted = await countRows(writer);
  if (input.isForced) await forgetAnalyses(writer);
  await recordImport(writer, input, { ...counted, ...chats, invalid: rejects.invalid });
  await deriveConversationFacts(writer, settings, { importIds: [importId] });
  for (const table of SCRATCH) await writer.run(`DROP TABLE IF EXISTS ${table}`);
  return { ...counted, ...chats, ...written, ...rejects, demoRemoved };
}

const SCRATCH = ['page_rows', 'page_messages', 'page_known', 'page_chats', 'page_rejects'];

async function countsOf(writer: Writer, sql: string): Promise<readonly number[]> {
  return ((await writer.rows(sql)).rows[0] ?? []).map(Number);
}

const NEWS = `t.text IS DISTINCT FROM n.text OR t.sent_at IS DISTINCT FROM n.sent_at
  OR (t.author_kind = 'customer') IS DISTINCT FROM (n.author_kind = 'customer')`;

async function writeMessages(
  writer: Writer,
  { importId }: LoadChats,
): Promise<Pick<LoadedChats, 'newMessages' | 'changedMessages'>> {
  const [newMessages = 0, changedMessages = 0] = await countsOf(
    writer,
    `SELECT count(*) FILTER (t.id IS NULL), count(*) FILTER (t.id IS NOT NULL AND (${NEWS}))
     FROM page_messages n LEFT JOIN messages t ON t.id = n.id`,
  );
  if (newMessages + changedMessages > 0) {
    await writer.run(
      `MERGE INTO messages t USING page_messages n ON t.id = n.id
       WHEN MATCHED AND (${NEWS}) THEN UPDATE SET
         text = n.text, sent_at = n.sent_at, author_kind = n.author_kind, author = n.author, autoresponse = NULL, import_id = $importId
       WHEN NOT MATCHED THEN INSERT
         (id, source, source_id, conversation_kind, conversation_id, conversation_ref, author_kind, author, sent_at, text, public, import_id)
         VALUES (n.id, 'facebook', n.source_id, 'chat', 'facebook:' || n.conversation_ref, n.conversation_ref, n.author_kind, n.author, n.sent_at, n.text, true, $importId)`,
      { importId },
    );
  }
  return { newMessages, changedMessages };
}

/** Chats as all of their messages make them, those of earlier files included. */
async function writeChats(
  writer: Writer,
  { importId, isForced, settings }: LoadChats,
): Promise<Pick<LoadedChats, 'inserted' | 'updated' | 'skipped'>> {
  const { autoresponses } = settings;
  const pattern = autoresponses.map((one) => `(?:${one})`).join('|');
  const isAutomatic =
    pattern === '' ? 'false' : `coalesce(regexp_matches(text, $pattern, 'i'), false)`;
  await writer.run(
    `CREATE TEMP TABLE page_chats AS
      WITH said AS (
        SELECT conversation_ref, author, author_kind, sent_at, author_kind = 'agent' AND NOT ${isAutomatic} AS is_reply
        FROM messages WHERE source = 'facebook' AND deleted_at IS NULL
          AND conversation_ref IN (SELECT conversation_ref FROM page_known WHERE $isForced OR NOT is_known)
      ),
      agents AS (
        SELECT conversation_ref, author FROM said WHERE is_reply AND author IS NOT NULL GROUP BY conversation_ref, author
        QUALIFY row_number() OVER (PARTITION BY conversation_ref ORDER BY count(*) DESC, min(sent_at), author) = 1
      ),
      people AS (
        SELECT conversation_ref, any_value(customer_name) AS customer_name, any_value(customer_id) AS customer_id
        FROM page_messages GROUP BY conversation_ref
      )
      SELECT 'facebook:' || s.conversation_ref AS id, s.conversation_ref AS source_id, any_value(a.author) AS agent,
        any_value(p.customer_name) AS customer_name,
        any_value(nullif(p.customer_id, '')) AS customer_ref, 'facebook:' || customer_ref AS customer,
        min(s.sent_at) AS started_at, max(s.sent_at) AS ended_at, max(s.sent_at) AS updated_at,
        bool_or(s.author_kind = 'customer') AND NOT bool_or(s.is_reply) AS missed
      FROM said s LEFT JOIN agents a USING (conversation_ref) JOIN people p USING (conversation_ref)
      GROUP BY s.conversation_ref`,
    { isForced, ...(pattern !== '' && { pattern }) },
  );
  const changes = `t.agent IS DISTINCT FROM n.agent OR t.customer_name IS DISTINCT FROM coalesce(n.customer_name, t.customer_name)
    OR t.started_at IS DISTINCT FROM n.started_at OR t.ended_at IS DISTINCT FROM n.ended_at OR t.missed IS DISTINCT FROM n.missed`;
  const [inserted = 0, updated = 0] = await countsOf(
    writer,
    `SELECT count(*) FILTER (t.id IS NULL), count(*) FILTER (t.id IS NOT NULL)
     FROM page_chats n LEFT JOIN chats t ON t.id = n.id`,
  );
  await writer.run(
    `MERGE INTO chats t USING page_chats n ON t.id = n.id
     WHEN MATCHED AND ($isForced OR ${changes}) THEN UPDATE SET
       agent = n.agent, customer_name = coalesce(n.customer_name, t.customer_name), customer = coalesce(n.customer, t.customer), customer_ref = coalesce(n.customer_ref, t.customer_ref),
       started_at = n.started_at, ended_at = n.ended_at, updated_at = n.updated_at, missed = n.missed, import_id = $importId
     WHEN NOT MATCHED THEN INSERT
       (id, source, source_id, agent, channel, customer, customer_ref, customer_name, started_at, ended_at, updated_at, missed, tags, import_id)
       VALUES (n.id, 'facebook', n.source_id, n.agent, 'Facebook', n.customer, n.customer_ref, n.customer_name, n.started_at, n.ended_at, n.updated_at, n.missed, [], $importId)`,
    { importId, isForced },
  );
  const [all = 0] = await countsOf(writer, 'SELECT count(*) FROM page_known');
  return { inserted, updated, skipped: all - inserted - updated };
}

/** What can't be used stays to be looked at; read again it is the same reject, not another one. */
async function keepRejects(
  writer: Writer,
  { startedAt }: LoadChats,
): Promise<Pick<LoadedChats, 'invalid' | 'newRejects'>> {
  await writer.run(`CREATE TEMP TABLE page_rejects AS
    SELECT reason, raw, count(*) AS times FROM (
      SELECT reason, coalesce(raw, '') AS raw FROM page_rows WHERE kind = 'invalid'
      UNION ALL
      SELECT 'its conversation has no id', to_json({sender: m.sender, sent_at: m.sent_at, text: m.body}) FROM page_rows m
        LEFT JOIN page_rows c ON c.kind = 'chat' AND c.chat = m.chat
      WHERE m.kind = 'message' AND coalesce(c.chat_ref, m.chat_ref) IS NULL
    ) GROUP BY ALL`);
  const same = `t.source = 'facebook' AND t.reason = n.reason AND t.raw = n.raw`;
  const [newRejects = 0] = await countsOf(
    writer,
    `SELECT count(*) FROM page_rejects n WHERE NOT EXISTS (SELECT 1 FROM rejects t WHERE ${same})`,
  );
  await writer.run(
    `INSERT INTO rejects BY NAME SELECT 'facebook' AS source, 'messages' AS entity, reason, raw, $mapping AS mapping,
       $at::TIMESTAMP AS first_at, $at::TIMESTAMP AS last_at, times
     FROM page_rejects n WHERE NOT EXISTS (SELECT 1 FROM rejects t WHERE ${same})`,
    { mapping: MAPPING, at: startedAt },
  );
  const { rows } = await writer.rows(
    'SELECT reason, sum(times) FROM page_rejects GROUP BY reason ORDER BY 2 DESC, 1',
  );
  const invalid = rows.map(([reason, n]) => ({ reason: String(reason), messages: Number(n) }));
  return { invalid, newRejects };
}

async function countRows(
  writer: Writer,
): Promise<Pick<LoadedChats, 'chats' | 'messages' | 'from' | 'to'>> {
  const { rows } = await writer.rows(
    'SELECT count(DISTINCT conversation_ref), count(*), min(sent_at), max(sent_at) FROM page_messages',
  );
  const [chats, messages, from, to] = rows[0] ?? [];
  return { chats: Number(chats), messages: Number(messages), from: isoOf(from), to: isoOf(to) };
}

const isoOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

async function forgetAnalyses(writer: Writer): Promise<void> {
  await writer.run('DELETE FROM analyses WHERE conversation_id IN (SELECT id FROM page_chats)');
}

async function recordImport(
  writer: Writer,
  { importId, staged, fileName, page, zone, startedAt }: LoadChats,
  loaded: Pick<LoadedChats, 'chats' | 'inserted' | 'updated' | 'skipped' | 'to' | 'invalid'>,
): Promise<void> {
  await writer.run(
    `INSERT INTO imports BY NAME SELECT $importId AS id, 'facebook' AS source, 'chats' AS entity, $fileName AS file_name, $hash AS file_hash,
       $mapping AS mapping, $zone AS zone, $rows AS rows, $inserted AS inserted, $updated AS updated, $unchanged AS unchanged, 0 AS history,
       $to::TIMESTAMP AS newest_at, $startedAt::TIMESTAMP AS started_at, $startedAt::TIMESTAMP AS finished_at`,
    {
      importId,
      fileName,
      zone,
      startedAt,
      hash: staged.hash,
      mapping: JSON.stringify({ mapping: MAPPING, page }),
      rows: loaded.chats,
      inserted: loaded.inserted,
      updated: loaded.updated,
      unchanged: loaded.skipped,
      to: loaded.to,
    },
  );
  for (const { reason, messages } of loaded.invalid) {
    await writer.run(
      `INSERT INTO unusable_values VALUES ($importId, 'messages', 'message', $reason, $messages)`,
      { importId, reason, messages },
    );
  }
}
