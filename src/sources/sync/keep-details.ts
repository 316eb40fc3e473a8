import type { Writer } from '../../store/database.ts';
import type { GoneRow, HistoryRow, PageRows, RatingRow } from './page.ts';
import { newestOfEach, stageRows } from './stage-rows.ts';

type Place = { readonly source: string; readonly segment: string };

const GOING = ['tickets', 'chats', 'messages'] as const;

/**
 * Marks what is gone, by version like any other change. One the store never had is remembered as gone, so that an older version
 * of it that arrives later stays out. Gives how many went.
 */
export async function markGone(
  writer: Writer,
  place: Place,
  rows: readonly GoneRow[],
): Promise<number> {
  let gone = 0;
  for (const table of GOING) {
    const own = newestOfEach(rows.filter(({ entity }) => entity === table)).map(
      ({ entity: _, ...row }) => ({ merged_into: null, ...row }),
    );
    if (own.length === 0) continue;
    const staged = stageRows(own);
    const [name, value, set] =
      table === 'tickets'
        ? [', merged_into', ', n.merged_into', ', merged_into = n.merged_into']
        : ['', '', ''];
    const { rows: marked } = await writer.rows(
      `MERGE INTO ${table} t USING (SELECT *, $source || ':' || source_id AS id FROM ${staged.sql}) n ON t.id = n.id
       WHEN MATCHED AND t.deleted_at IS NULL AND n.version >= coalesce(t.version, 0)
         THEN UPDATE SET deleted_at = n.deleted_at, version = n.version, import_id = $segment${set}
       WHEN MATCHED AND t.deleted_at IS NOT NULL AND n.version > coalesce(t.version, 0)
         THEN UPDATE SET deleted_at = n.deleted_at, version = n.version${set}
       WHEN NOT MATCHED THEN INSERT (id, source, source_id, version, deleted_at, import_id${name})
         VALUES (n.id, $source, n.source_id, n.version, n.deleted_at, $segment${value})
       RETURNING merge_action, import_id`,
      { ...place, ...staged.params },
    );
    gone += marked.filter(([action, by]) => action === 'UPDATE' && by === place.segment).length;
  }
  return gone;
}

/** Keeps ratings that come apart from their conversation. */
export async function keepRatings(
  writer: Writer,
  source: string,
  ratings: readonly RatingRow[],
): Promise<void> {
  if (ratings.length === 0) return;
  const staged = stageRows(newestOfEach(ratings).map((row) => ({ deleted_at: null, ...row })));
  await writer.run(
    `MERGE INTO ratings t USING (SELECT *, $source || ':' || source_id AS id FROM ${staged.sql}) n ON t.id = n.id
     WHEN MATCHED AND n.version >= t.version THEN UPDATE SET conversation_ref = n.conversation_ref, raw = n.raw, scale = n.scale,
       score = n.score, rating = n.rating, comment = n.comment, rated_at = n.rated_at, version = n.version, deleted_at = n.deleted_at
     WHEN NOT MATCHED THEN INSERT (id, source, source_id, conversation_ref, raw, scale, score, rating, comment, rated_at, version, deleted_at)
       VALUES (n.id, $source, n.source_id, n.conversation_ref, n.raw, n.scale, n.score, n.rating, n.comment, n.rated_at, n.version, n.deleted_at)`,
    { source, ...staged.params },
  );
}

/** Puts the newest rating of each of these tickets on it, whichever of the two came first. */
export async function putRatingsOnTickets(
  writer: Writer,
  place: Place,
  ticketRefs: readonly string[],
): Promise<void> {
  if (ticketRefs.length === 0) return;
  await writer.run(
    `UPDATE tickets SET rating = r.rating, rating_comment = r.comment, rated_at = r.rated_at, import_id = $segment
     FROM (
       SELECT $source || ':' || conversation_ref AS id, ${newest('rating')}, ${newest('comment')}, ${newest('rated_at')}
       FROM ratings WHERE source = $source AND list_contains($refs, conversation_ref) GROUP BY conversation_ref
     ) r
     WHERE tickets.id = r.id
       AND (tickets.rating, tickets.rating_comment, tickets.rated_at) IS DISTINCT FROM (r.rating, r.comment, r.rated_at)`,
    { ...place, refs: ticketRefs },
  );
}

/** Of the latest rating that says something; null where none does any more. */
function newest(column: string): string {
  return `first(${column} ORDER BY rated_at DESC NULLS LAST, version DESC, id)
    FILTER (WHERE rating IS NOT NULL AND deleted_at IS NULL) AS ${column}`;
}

/** Adds the changes the store doesn't have yet: of new tickets it has none. */
export async function keepHistory(
  writer: Writer,
  place: Place,
  history: readonly HistoryRow[],
  newTickets: ReadonlySet<string>,
): Promise<void> {
  const isNew = ({ ticket_ref }: HistoryRow): boolean => newTickets.has(ticket_ref);
  await addHistory(writer, place, history.filter(isNew), '');
  await addHistory(
    writer,
    place,
    history.filter((row) => !isNew(row)),
    `WHERE NOT EXISTS (
       SELECT 1 FROM ticket_history h WHERE h.ticket_id = $source || ':' || n.ticket_ref AND h.field = n.field
         AND h.from_value IS NOT DISTINCT FROM n.from_value AND h.to_value IS NOT DISTINCT FROM n.to_value
         AND h.changed_at IS NOT DISTINCT FROM n.changed_at)`,
  );
}

async function addHistory(
  writer: Writer,
  place: Place,
  history: readonly HistoryRow[],
  where: string,
): Promise<void> {
  if (history.length === 0) return;
  const staged = stageRows(history);
  await writer.run(
    `INSERT INTO ticket_history BY NAME
     SELECT DISTINCT $source || ':' || n.ticket_ref AS ticket_id, n.field, n.from_value, n.to_value, n.changed_by, n.changed_at, $segment AS import_id
     FROM ${staged.sql} n ${where}`,
    { ...place, ...staged.params },
  );
}

/** Rows that could not be mapped, each once with its reason; those that arrived well since are forgotten. */
export async function keepRejects(
  writer: Writer,
  {
    source,
    mapping,
    now,
  }: { readonly source: string; readonly mapping: string; readonly now: string },
  page: PageRows,
): Promise<void> {
  const arrived = (['tickets', 'chats', 'messages', 'ratings'] as const).flatMap((entity) =>
    (page[entity] ?? []).map(({ source_id }) => `${entity} ${source_id}`),
  );
  if (arrived.length > 0) {
    await writer.run(
      `DELETE FROM rejects WHERE source = $source AND list_contains($arrived, entity || ' ' || source_id)`,
      { source, arrived },
    );
  }
  for (const { entity, source_id, reason, raw } of page.rejects ?? []) {
    await writer.run(
      `MERGE INTO rejects t
       USING (SELECT $source AS source, $entity AS entity, $sourceId AS source_id, $reason AS reason, $raw AS raw) n
         ON t.source = n.source AND t.entity = n.entity AND t.source_id IS NOT DISTINCT FROM n.source_id AND t.reason = n.reason
           AND (n.source_id IS NOT NULL OR t.raw = n.raw)
       WHEN MATCHED THEN UPDATE SET raw = n.raw, mapping = $mapping, last_at = $now::TIMESTAMP, times = t.times + 1
       WHEN NOT MATCHED THEN INSERT (source, entity, source_id, reason, raw, mapping, first_at, last_at, times)
         VALUES ($source, $entity, $sourceId, $reason, $raw, $mapping, $now::TIMESTAMP, $now::TIMESTAMP, 1)`,
      { source, entity, sourceId: source_id, reason, raw: JSON.stringify(raw), mapping, now },
    );
  }
}
