/**
 * Messages of staged rows as the store has them: id, source_id, conversation_ref, author_kind, author, sent_at, text, customer_name, customer_id.
 * `$page`: the page's name in lower case, `''` where directions tell; `$pageName`: as it is written.
 * Downloads have no ids: there a message is told apart by conversation, time, sender and text, and by its place among equal ones.
 */
export function messagesSelect(rows: string): string {
  return `
    WITH chats AS (
      SELECT chat, any_value(chat_ref) AS chat_ref, any_value(customer) AS customer, any_value(sender_id) AS customer_id,
        any_value(from_json(participants, '[{"name": "VARCHAR", "id": "VARCHAR"}]')) AS participants
      FROM ${rows} WHERE kind = 'chat' GROUP BY chat
    ),
    told AS (
      SELECT m.*, coalesce(c.chat_ref, m.chat_ref) AS ref,
        list_filter(c.participants, lambda p: lower(p.name) <> $page)[1] AS other,
        coalesce(m.customer, c.customer) AS named_customer, c.customer_id AS named_customer_id,
        CASE m.direction WHEN 'in' THEN 'customer' WHEN 'out' THEN 'agent'
          ELSE CASE WHEN lower(m.sender) = $page THEN 'agent' ELSE 'customer' END END AS author_kind
      FROM ${rows} m LEFT JOIN chats c USING (chat) WHERE m.kind = 'message'
    ),
    keyed AS (
      SELECT *, coalesce(message_id, sha256(concat_ws(chr(31), ref, sent_at, coalesce(sender, direction, ''), coalesce(body, ''),
        row_number() OVER (PARTITION BY ref, sent_at, sender, direction, body ORDER BY place::BIGINT)))) AS source_id
      FROM told WHERE ref IS NOT NULL
      QUALIFY row_number() OVER (PARTITION BY coalesce(message_id, place) ORDER BY place::BIGINT) = 1
    )
    SELECT 'facebook:' || source_id AS id, source_id, ref AS conversation_ref, author_kind,
      CASE author_kind WHEN 'agent' THEN coalesce(agent, sender, nullif($pageName, '')) ELSE coalesce(sender, named_customer) END AS author,
      sent_at::TIMESTAMP AS sent_at, body AS text,
      any_value(coalesce(named_customer, other.name, CASE author_kind WHEN 'customer' THEN sender END)) OVER of_chat AS customer_name,
      any_value(coalesce(named_customer_id, nullif(other.id, ''), CASE author_kind WHEN 'customer' THEN sender_id END)) OVER of_chat AS customer_id
    FROM keyed
    WINDOW of_chat AS (PARTITION BY ref ORDER BY place::BIGINT ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)`;
}

/** Per conversation of `messages`, whether the store has all of it already, word for word: conversation_ref, is_known. */
export function chatsKnown(messages: string): string {
  return `
    SELECT n.conversation_ref, bool_and(t.id IS NOT NULL AND t.text IS NOT DISTINCT FROM n.text AND t.sent_at = n.sent_at
        AND (t.author_kind = 'customer') = (n.author_kind = 'customer')) AND bool_and(c.id IS NOT NULL) AS is_known
    FROM (${messages.includes(' ') ? messages : `SELECT * FROM ${messages}`}) n
      LEFT JOIN messages t ON t.id = n.id AND t.deleted_at IS NULL
      LEFT JOIN chats c ON c.id = 'facebook:' || n.conversation_ref AND c.deleted_at IS NULL
    GROUP BY n.conversation_ref`;
}

/** Who takes part in how many of the conversations, most first: name, chats, all. Only where some message has no direction. */
export function participantsSelect(rows: string): string {
  return `
    WITH told AS (
      SELECT coalesce(c.chat_ref, m.chat_ref) AS ref, m.sender AS name, m.direction FROM (${rows}) m
        LEFT JOIN (${rows}) c ON c.kind = 'chat' AND c.chat = m.chat
      WHERE m.kind = 'message'
    ),
    people AS (
      SELECT ref, name FROM told WHERE name IS NOT NULL
      UNION
      SELECT chat_ref, unnest(from_json(participants, '[{"name": "VARCHAR"}]')).name FROM (${rows}) WHERE kind = 'chat'
    )
    SELECT any_value(name), count(DISTINCT ref) AS chats,
      (SELECT count(DISTINCT ref) FROM told) AS all_chats, (SELECT count(*) FROM told WHERE direction IS NULL) AS undirected
    FROM people WHERE name IS NOT NULL AND ref IS NOT NULL GROUP BY lower(name) ORDER BY chats DESC, lower(any_value(name)) LIMIT 8`;
}
