import type { Writer } from './database.ts';

/**
 * Joins messages to the conversation they name: the one of their own source, else, where a file brought them, the only one of that id anywhere.
 * What stays ambiguous or unknown stays unlinked, and counts as orphaned.
 * Leaves the ids linked now in the temporary table `linked`.
 */
export async function linkMessages(writer: Writer): Promise<void> {
  await writer.run(`
    CREATE OR REPLACE TEMP TABLE linked AS
      WITH unlinked AS (
        -- a support system names its own conversations; one it hasn't told of yet is not another system's of that number
        SELECT source, conversation_kind AS given_kind, conversation_ref AS ref, bool_and(version IS NULL) AS may_be_elsewhere
        FROM messages WHERE conversation_id IS NULL AND conversation_ref IS NOT NULL GROUP BY ALL
      ),
      conversations AS (
        SELECT id, 'ticket' AS kind, source, source_id FROM tickets
        UNION ALL SELECT id, 'chat', source, source_id FROM chats
      ),
      candidates AS (
        SELECT u.source, u.given_kind, u.ref, c.id, c.kind, c.source IS NOT DISTINCT FROM u.source AS same_source
        FROM unlinked u JOIN conversations c
          ON c.source_id = u.ref AND (u.given_kind IS NULL OR u.given_kind = c.kind)
            AND (u.may_be_elsewhere OR c.source IS NOT DISTINCT FROM u.source)
      )
      SELECT source, given_kind, ref,
        CASE count(*) FILTER (same_source)
          WHEN 1 THEN any_value(id) FILTER (same_source)
          WHEN 0 THEN CASE count(*) WHEN 1 THEN any_value(id) END
        END AS id,
        any_value(kind) FILTER (same_source) AS own_kind,
        any_value(kind) AS any_kind
      FROM candidates GROUP BY ALL HAVING id IS NOT NULL;
    UPDATE messages SET conversation_id = l.id, conversation_kind = coalesce(l.own_kind, l.any_kind)
      FROM linked l
      WHERE messages.conversation_id IS NULL AND messages.conversation_ref = l.ref
        AND messages.source IS NOT DISTINCT FROM l.source
        AND messages.conversation_kind IS NOT DISTINCT FROM l.given_kind;`);
}
