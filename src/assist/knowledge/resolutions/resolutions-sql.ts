/** Long enough to be an answer rather than a farewell. */
const SUBSTANTIAL = 120;
/** Says more than how it begins. */
const LONG = 400;
/** What is said once all is well. */
const FAREWELL = String.raw`^\W*(you( a|’|'')?re ((very|most|more than) )?welcome\s*([!.,]|$)|((i|we)( a|’|'')?(m|re) )?(so |very )?(glad|happy to hear)|great to hear|thank(s| you) for (confirming|letting|your patience)|no problem|anytime)`;
const LONGEST = 8000;

const IS_REPLY = `m.author_kind = 'agent' AND m.public IS NOT FALSE AND m.autoresponse IS NOT TRUE`;

/** Tickets that are over, and were ever more than a number. */
export const IS_RESOLVED = `t.deleted_at IS NULL AND t.merged_into IS NULL
  AND (t.status IN ('solved', 'closed') OR t.resolved_at IS NOT NULL)`;

/**
 * Past tickets as passages: what was asked, and the last substantial public reply by a person; where none is substantial, the longest.
 * One row a ticket, columns as passages have them. `chosen`: a condition on ids, `t.id` or `m.conversation_id` in the place of `{id}`.
 */
export const resolutionsSql = (chosen: string): string => `
  WITH said AS (
    SELECT m.conversation_id AS id,
      arg_min(m.text, m.sent_at) FILTER (m.author_kind = 'customer' AND m.public IS NOT FALSE) AS asked,
      coalesce(
        arg_max(m.text, m.sent_at) FILTER (${IS_REPLY} AND length(m.text) >= ${SUBSTANTIAL}
          AND NOT (length(m.text) < ${LONG} AND regexp_matches(m.text, '${FAREWELL}', 'i'))),
        arg_max(m.text, length(m.text)) FILTER (${IS_REPLY})) AS answered
    FROM messages m
    WHERE m.conversation_kind = 'ticket' AND m.deleted_at IS NULL AND trim(m.text) <> ''
      AND ${chosen.replaceAll('{id}', 'm.conversation_id')}
    GROUP BY ALL),
  past AS (
    SELECT t.id, nullif(trim(t.subject), '') AS subject, t.url,
      left(coalesce(nullif(trim(t.description), ''), trim(s.asked), nullif(trim(t.subject), '')), ${LONGEST}) AS asked,
      left(trim(s.answered), ${LONGEST}) AS answered,
      coalesce(t.resolved_at, t.closed_at, t.updated_at, t.created_at) AS answered_at
    FROM tickets t LEFT JOIN said s ON s.id = t.id
    WHERE ${IS_RESOLVED} AND ${chosen.replaceAll('{id}', 't.id')})
  SELECT id AS document_id, 'resolution' AS kind, 'public' AS audience, coalesce(subject, left(asked, 80)) AS title,
    NULL::VARCHAR AS section, NULL::INTEGER AS page, 0 AS position, asked AS text, answered AS answer, url, answered_at AS updated_at
  FROM past WHERE asked IS NOT NULL AND answered_at IS NOT NULL`;
