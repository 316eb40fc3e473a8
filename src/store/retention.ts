import type { Writer } from './database.ts';
import { type RowCounts, removeLeaving, removeRows, withoutZeros } from './remove-conversations.ts';

/** Rows that a sync wrote carry a version; those of files and of the demo, which somebody brought on purpose, don't. */
const KEPT_FRESH = 'version IS NOT NULL AND list_contains($sources, source)';

/**
 * Removes conversations that these sources brought, began before `before` (ISO UTC) and aren't open any more, with all that hangs on them.
 * Gives the rows removed by table; running it again removes nothing. docs/decisions/007-keeping-and-erasing.md
 */
export async function purgeOldConversations(
  writer: Writer,
  { before, sources }: { readonly before: string; readonly sources: readonly string[] },
): Promise<RowCounts> {
  await writer.run(
    `CREATE OR REPLACE TEMP TABLE leaving AS
       SELECT 'ticket' AS kind, id, source, source_id, customer FROM tickets
       WHERE ${KEPT_FRESH} AND coalesce(created_at, updated_at, deleted_at) < $before::TIMESTAMP
         AND (status IN ('solved', 'closed') OR resolved_at IS NOT NULL OR deleted_at IS NOT NULL)
       UNION ALL
       SELECT 'chat', id, source, source_id, customer FROM chats
       WHERE ${KEPT_FRESH} AND coalesce(started_at, updated_at, deleted_at) < $before::TIMESTAMP
         AND (active IS NOT TRUE OR deleted_at IS NOT NULL)`,
    { before, sources },
  );
  const { rows } = await writer.rows('SELECT count(*) FROM leaving');
  const removed = Number(rows[0]?.[0] ?? 0) > 0 ? await removeLeaving(writer) : {};
  await writer.run('DROP TABLE leaving');
  const strays = await removeRows(
    writer,
    `DELETE FROM messages WHERE ${KEPT_FRESH} AND conversation_id IS NULL AND sent_at < $before::TIMESTAMP`,
    { before, sources },
  );
  return withoutZeros({ ...removed, messages: (removed.messages ?? 0) + strays });
}
