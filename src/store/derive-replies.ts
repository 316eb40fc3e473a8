import type { Writer } from './database.ts';

/** Marks what agents' systems sent by themselves, by the patterns of settings. A mark a source brought stays. */
export async function markAutoresponses(
  writer: Writer,
  patterns: readonly string[],
  within: string,
): Promise<void> {
  if (patterns.length === 0) return;
  await writer.run(
    `UPDATE messages SET autoresponse = true
     WHERE author_kind IN ('agent', 'bot') AND autoresponse IS NOT TRUE ${within}
       AND regexp_matches(text, $pattern, 'i')`,
    { pattern: patterns.map((pattern) => `(?:${pattern})`).join('|') },
  );
}

/**
 * What messages say about their conversation.
 * A reply is a public message of a human agent that no machine sent. It waited since the latest customer message before it;
 * `reply_seconds` is the mean wait, over the replies that have one. What an agent says in a chat before the customer has written greets them, and is no first reply;
 * a ticket's own text need not be among its messages, so there the first one counts. `message_count` counts public messages of customers, agents and bots,
 * automatic ones left out. Conversations without messages keep what they have: unknown is not 0.
 */
export async function deriveReplies(writer: Writer, within: string): Promise<void> {
  await writer.run(`
    CREATE OR REPLACE TEMP TABLE reply_facts AS
      WITH conversations AS (
        SELECT id, created_at, false AS is_chat FROM tickets UNION ALL SELECT id, started_at, true FROM chats
      ),
      said AS (
        SELECT conversation_id, sent_at, deleted_at IS NULL AS live,
          live AND author_kind = 'customer' AS by_customer,
          live AND public IS NOT FALSE AND autoresponse IS NOT TRUE AND author_kind IS DISTINCT FROM 'system' AS counted,
          counted AND author_kind = 'agent' AS is_reply
        FROM messages WHERE conversation_id IS NOT NULL ${within}
      ),
      waited AS (
        SELECT *, sent_at - max(CASE WHEN by_customer THEN sent_at END) OVER (
            -- at one instant replies stand first, so that only earlier customer messages count
            PARTITION BY conversation_id ORDER BY sent_at, by_customer ROWS UNBOUNDED PRECEDING
          ) AS wait,
          min(CASE WHEN by_customer THEN sent_at END) OVER (PARTITION BY conversation_id) AS written_at
        FROM said
      )
      SELECT conversation_id AS id,
        CASE WHEN bool_or(live) THEN count(*) FILTER (is_reply) END AS reply_count,
        CASE WHEN bool_or(live) THEN count(*) FILTER (counted) END AS message_count,
        avg(epoch(wait)) FILTER (is_reply) AS reply_seconds,
        min(sent_at) FILTER (is_reply AND (c.created_at IS NULL OR sent_at >= c.created_at)
          AND (NOT c.is_chat OR written_at IS NULL OR sent_at >= written_at)) AS first_reply_at
      FROM waited JOIN conversations c ON c.id = waited.conversation_id GROUP BY conversation_id;
    ${updateReplies('tickets')};
    ${updateReplies('chats')};
    DROP TABLE reply_facts;`);
}

function updateReplies(table: 'tickets' | 'chats'): string {
  return `UPDATE ${table} SET
      reply_count = f.reply_count, message_count = f.message_count, reply_seconds = f.reply_seconds,
      first_response_at = CASE
        WHEN ${table}.first_response_at IS NULL OR ${table}.first_response_at = ${table}.first_reply_at THEN f.first_reply_at
        ELSE ${table}.first_response_at END,
      first_reply_at = f.first_reply_at
    FROM reply_facts f
    WHERE ${table}.id = f.id AND (
      ${table}.reply_count IS DISTINCT FROM f.reply_count OR ${table}.message_count IS DISTINCT FROM f.message_count
      OR ${table}.reply_seconds IS DISTINCT FROM f.reply_seconds OR ${table}.first_reply_at IS DISTINCT FROM f.first_reply_at
      OR (${table}.first_response_at IS NULL AND f.first_reply_at IS NOT NULL))`;
}
