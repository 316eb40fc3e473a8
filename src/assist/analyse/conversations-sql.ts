/** Tickets and chats as an outlook sees them: what the source says, and where it is silent, what was analysed. */
export const CONVERSATIONS_SQL = `
  conversations AS (
    SELECT 'ticket' AS kind, id, customer, created_at AS began_at, resolved_at, rating, reopen_count, reply_count, first_response_at,
      coalesce(priority, predicted_priority) AS priority, sentiment, emotion,
      coalesce(category, predicted_category) AS category, coalesce(if(category IS NULL, predicted_subcategory, subcategory), '') AS subcategory,
      resolved_at IS NULL AND coalesce(status, 'open') NOT IN ('solved', 'closed') AS is_open
    FROM tickets WHERE deleted_at IS NULL
    UNION ALL
    SELECT 'chat', id, customer, started_at, CASE WHEN missed IS NOT TRUE THEN ended_at END, rating, 0, reply_count, first_response_at,
      coalesce(priority, predicted_priority), sentiment, emotion,
      coalesce(category, predicted_category), coalesce(if(category IS NULL, predicted_subcategory, subcategory), ''),
      ended_at IS NULL
    FROM chats WHERE deleted_at IS NULL
  )`;
