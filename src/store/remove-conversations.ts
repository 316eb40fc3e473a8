import type { Writer } from './database.ts';

/** Rows by table. Tables none were taken from are left out. */
export type RowCounts = Readonly<Record<string, number>>;

/**
 * What goes with a conversation, by table. Ids of tickets and chats may be the same, so that the kind has to match as well.
 * `l` is the row of `leaving`.
 */
const HANGING: readonly (readonly [table: string, isOf: string])[] = [
  ['messages', 't.conversation_id = l.id AND t.conversation_kind = l.kind'],
  [
    'messages',
    `t.source = l.source AND t.conversation_ref = l.source_id AND t.conversation_id IS NULL
     AND coalesce(t.conversation_kind, l.kind) = l.kind`,
  ],
  ['ticket_history', `l.kind = 'ticket' AND t.ticket_id = l.id`],
  ['ratings', `l.kind = 'ticket' AND t.source = l.source AND t.conversation_ref = l.source_id`],
  ['analyses', 't.conversation_id = l.id AND coalesce(t.kind, l.kind) = l.kind'],
  ['analysis_corrections', 't.conversation_id = l.id AND t.kind = l.kind'],
  ['rejects', `t.source = l.source AND t.entity = l.kind || 's' AND t.source_id = l.source_id`],
  ...[
    ...['escalation_steps', 'escalation_causes', 'escalations'],
    ...['assignment_slots', 'assignments', 'assignment_decisions', 'assignment_events'],
  ].map((table) => [table, `l.kind = 'ticket' AND t.ticket_id = l.id`] as const),
  // What a draft shows of other tickets goes with them: the whole draft does.
  [
    'drafts',
    `l.kind = 'ticket' AND (t.ticket_id = l.id OR t.id IN (SELECT s.draft_id FROM draft_sources s WHERE s.source_id = l.id))`,
  ],
  ['draft_sources', `l.kind = 'ticket' AND t.draft_id NOT IN (SELECT id FROM drafts)`],
  // The index of words and the vectors follow: assist/knowledge/passage-rows.ts, settlePassages.
  ['passages', `l.kind = 'ticket' AND t.kind = 'resolution' AND t.document_id = l.id`],
  ['tickets', `l.kind = 'ticket' AND t.id = l.id`],
  ['chats', `l.kind = 'chat' AND t.id = l.id`],
];

/**
 * Removes the conversations that the temporary table `leaving` (kind, id, source, source_id, customer) names, with their messages,
 * history, ratings, analyses and rejects, and customers of theirs who have no conversation left.
 */
export async function removeLeaving(writer: Writer): Promise<RowCounts> {
  const counts: Record<string, number> = {};
  for (const [table, isOf] of HANGING) {
    const removed = await removeRows(
      writer,
      `DELETE FROM ${table} t WHERE EXISTS (SELECT 1 FROM leaving l WHERE ${isOf})`,
    );
    counts[table] = (counts[table] ?? 0) + removed;
  }
  counts.customers = await removeRows(
    writer,
    `DELETE FROM customers WHERE id IN (SELECT customer FROM leaving WHERE customer IS NOT NULL)
     AND id NOT IN (SELECT customer FROM tickets WHERE customer IS NOT NULL UNION ALL SELECT customer FROM chats WHERE customer IS NOT NULL)`,
  );
  return withoutZeros(counts);
}

/** Runs one statement that changes rows, and says how many. */
export async function removeRows(
  writer: Writer,
  sql: string,
  params?: Parameters<Writer['rows']>[1],
): Promise<number> {
  const { rows } = await writer.rows(sql, params);
  return Number(rows[0]?.[0] ?? 0);
}

export function withoutZeros(counts: RowCounts): RowCounts {
  return Object.fromEntries(Object.entries(counts).filter(([, rows]) => rows > 0));
}
