import type { Writer } from '../../../store/database.ts';
import { quotedName } from '../../../store/sql-text.ts';
import { trackedFields } from '../plan/event-log.ts';

const OVER = `status IN ('solved', 'closed')`;

/**
 * One row a ticket out of its events, in `import_latest`: the last one, with the times the log shows and no column brings.
 * Began at the first event, changed at the last; resolved and closed at the first event that says so after the last that doesn't,
 * so a ticket that was taken up again is open. A first response is not made up.
 * Reads `import_events`, whose `step` counts a ticket's events up. Gives the columns of the result.
 */
export async function collapseEvents(
  writer: Writer,
  columns: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const at = columns.has('event_at') ? 'event_at' : 'updated_at';
  const made = columns.has(at) ? timesOf(columns) : new Map<string, string>();
  const agent = columns.has('agent') ? 'arg_max(agent, step) FILTER (agent IS NOT NULL)' : 'NULL';
  const status = columns.has('status') ? OVER : 'false';
  const time = columns.has(at) ? at : 'NULL::TIMESTAMP';
  const closed = columns.has('status') ? `status = 'closed'` : 'false';
  const replaced =
    made.has('created_at') && columns.has('agent')
      ? 'REPLACE (coalesce(e.agent, t.last_agent) AS agent)'
      : '';
  await writer.run(`
    CREATE TEMP TABLE import_latest AS
      WITH steps AS (
        SELECT *, max(CASE WHEN NOT coalesce(${status}, false) THEN step END) OVER (PARTITION BY source_id) AS last_open
        FROM import_events
      ),
      times AS (
        SELECT source_id, max(step) AS last_step, min(${time}) AS began_at, max(${time}) AS changed_at,
          min(${time}) FILTER (step > coalesce(last_open, 0)) AS over_at,
          min(${time}) FILTER (step > coalesce(last_open, 0) AND ${closed}) AS shut_at,
          ${agent} AS last_agent
        FROM steps GROUP BY source_id
      )
      SELECT e.* EXCLUDE (step) ${replaced}${[...made].map(([name, sql]) => `, t.${sql} AS ${name}`).join('')}
      FROM import_events e JOIN times t ON e.source_id = t.source_id AND e.step = t.last_step
      ORDER BY e.file_row`);
  return new Set([...columns, ...made.keys()]);
}

/** Columns the log's own times fill, by the name of the time. */
function timesOf(columns: ReadonlySet<string>): ReadonlyMap<string, string> {
  const always: readonly (readonly [string, string])[] = [
    ['created_at', 'began_at'],
    ['updated_at', 'changed_at'],
  ];
  const byStatus: readonly (readonly [string, string])[] = [
    ['resolved_at', 'over_at'],
    ['closed_at', 'shut_at'],
  ];
  const times = columns.has('status') ? [...always, ...byStatus] : always;
  return new Map(times.filter(([name]) => !columns.has(name)));
}

/** What changed from one event of a ticket to the next, in `import_changes`: one row a field. */
export async function writeChanges(
  writer: Writer,
  columns: ReadonlySet<string>,
  ids: { readonly source: string; readonly importId: string },
): Promise<void> {
  const fields = trackedFields(columns);
  const sourceOf = (field: string) =>
    field === 'stage' && !columns.has('stage') ? 'raw_status' : field;
  if (fields.length === 0) {
    await writer.run('CREATE TEMP TABLE import_changes AS SELECT * FROM ticket_history LIMIT 0');
    return;
  }
  const at = columns.has('event_at')
    ? 'event_at'
    : columns.has('updated_at')
      ? 'updated_at'
      : 'NULL::TIMESTAMP';
  const by = columns.has('event_actor')
    ? 'event_actor'
    : columns.has('event_at') && columns.has('agent')
      ? 'agent'
      : 'NULL::VARCHAR';
  const text = (field: string) => `${quotedName(sourceOf(field))}::VARCHAR`;
  const pairs = fields.map(
    (field, index) =>
      `lag(${text(field)}) OVER ticket AS from_${index}, ${text(field)} AS to_${index}`,
  );
  const changes = fields.map(
    (
      field,
      index,
    ) => `SELECT source_id, step, '${field}' AS field, from_${index} AS from_value, to_${index} AS to_value, changed_by, changed_at
      FROM steps WHERE step > 1 AND from_${index} IS DISTINCT FROM to_${index}`,
  );
  await writer.run(
    `CREATE TEMP TABLE import_changes AS
      WITH steps AS (
        SELECT source_id, step, ${by} AS changed_by, ${at} AS changed_at, ${pairs.join(', ')}
        FROM import_events WINDOW ticket AS (PARTITION BY source_id ORDER BY step)
      )
      SELECT $source || ':' || source_id AS ticket_id, field, from_value, to_value, changed_by, changed_at, $importId AS import_id
      FROM (${changes.join(' UNION ALL ')}) ORDER BY ticket_id, step, field`,
    ids,
  );
}

/** Adds the changes the store doesn't have yet; says how many. */
export async function keepHistory(writer: Writer): Promise<number> {
  const isNew = `NOT EXISTS (
    SELECT 1 FROM ticket_history h WHERE h.ticket_id = c.ticket_id AND h.field = c.field
      AND h.from_value IS NOT DISTINCT FROM c.from_value AND h.to_value IS NOT DISTINCT FROM c.to_value
      AND h.changed_at IS NOT DISTINCT FROM c.changed_at)`;
  const { rows } = await writer.rows(`SELECT count(*) FROM import_changes c WHERE ${isNew}`);
  const count = Number(rows[0]?.[0] ?? 0);
  if (count > 0) {
    await writer.run(
      `INSERT INTO ticket_history BY NAME SELECT * FROM import_changes c WHERE ${isNew}`,
    );
  }
  return count;
}
