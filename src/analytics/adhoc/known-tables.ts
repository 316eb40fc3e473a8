/** Tables a statement may read, and their columns: what is asked about, and nothing of how it is kept. */
export const KNOWN_TABLES: Readonly<Record<string, readonly string[]>> = {
  tickets: [
    ...['id', 'source', 'subject', 'description', 'status', 'stage', 'pipeline', 'priority'],
    ...['channel', 'category', 'subcategory', 'agent', 'group', 'customer', 'company', 'tags'],
    ...['created_at', 'first_response_at', 'resolved_at', 'closed_at', 'updated_at'],
    ...['reopen_count', 'rating', 'rating_comment', 'rated_at', 'escalated', 'reply_count'],
    ...['message_count', 'reply_seconds', 'sentiment', 'emotion', 'topics', 'predicted_rating'],
  ],
  chats: [
    ...['id', 'source', 'agent', 'group', 'pipeline', 'category', 'subcategory', 'priority'],
    ...['channel', 'customer', 'company', 'tags', 'started_at', 'ended_at', 'first_response_at'],
    ...['duration_seconds', 'bot_involved', 'transferred', 'missed', 'rating', 'rating_comment'],
    ...['rated_at', 'reply_count', 'message_count', 'reply_seconds', 'sentiment', 'emotion'],
    ...['topics', 'predicted_rating'],
  ],
  messages: [
    ...['id', 'source', 'conversation_kind', 'conversation_id', 'author_kind', 'author'],
    ...['sent_at', 'text', 'public', 'autoresponse'],
  ],
};

/**
 * The tables under their own names, without what was deleted and what only we need.
 * Put before a statement they hide the real ones from it: it can't name those, having no schema to name.
 */
export const KNOWN_TABLES_SQL = Object.entries(KNOWN_TABLES)
  .map(([table, columns]) => {
    const list = columns.map((column) => `"${column}"`).join(', ');
    return `${table} AS (SELECT ${list} FROM main.${table} WHERE deleted_at IS NULL)`;
  })
  .join(',\n');
