import { stat } from 'node:fs/promises';
import type { DataStatus } from '../core/data-status.ts';
import type { Person } from '../core/settings.ts';
import type { Database } from './database.ts';
import { proposeFolds } from './propose-folds.ts';

/** Tables people know of, with the times by which their range is told: begins and latest word. */
const TABLES = {
  tickets: { from: 'created_at', to: 'greatest(created_at, resolved_at, closed_at, updated_at)' },
  chats: { from: 'started_at', to: 'greatest(started_at, ended_at, updated_at)' },
  messages: { from: 'sent_at', to: 'sent_at' },
  agents: null,
  customers: null,
  ticket_history: { from: 'changed_at', to: 'changed_at' },
  documents: null,
} as const;

/** Tables whose rows are marked rather than removed when their source deletes them. */
const MARKED: readonly string[] = ['tickets', 'chats', 'messages'];

/** What the store holds, as of `now` (ISO, UTC). Deleted rows are not counted; rows that begin after `now` are, and are listed apart. */
export async function readDataStatus(
  db: Database,
  { now, people }: { readonly now: string; readonly people: readonly Person[] },
): Promise<DataStatus> {
  const [dataVersion, bytes, ranges, sources, imports, unusable, orphanMessages, proposals] =
    await Promise.all([
      db.version(),
      fileBytes(db.path),
      readRanges(db, now),
      readSources(db),
      readImports(db),
      readUnusable(db),
      readOrphans(db),
      readProposals(db, people),
    ]);
  return {
    path: db.path,
    bytes,
    dataVersion,
    tables: ranges.map(({ table, rows, from, to }) => ({ table, rows, from, to })),
    sources,
    imports,
    unusable,
    future: ranges.flatMap(({ table, future }) => (future > 0 ? [{ table, rows: future }] : [])),
    orphanMessages,
    proposals,
  };
}

/** Size on disk; 0 in memory. NOTE: looks, and never opens: closing the file again would drop DuckDB's lock on it. */
async function fileBytes(path: string): Promise<number> {
  const sizes = await Promise.all(
    [path, `${path}.wal`].map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0, // no such file: in memory, or nothing in the log
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function readRanges(db: Database, now: string) {
  const selects = Object.entries(TABLES).map(([table, times]) => {
    const live = MARKED.includes(table) ? 'WHERE deleted_at IS NULL' : '';
    if (!times) return `SELECT '${table}', count(*), NULL, NULL, 0 FROM ${table} ${live}`;
    const past = `FILTER (${times.from} <= $now::TIMESTAMP)`;
    return `SELECT '${table}', count(*), min(${times.from}) ${past}, max(${times.to}) ${past},
      count(*) FILTER (${times.from} > $now::TIMESTAMP) FROM ${table} ${live}`;
  });
  const { rows } = await db.read(selects.join(' UNION ALL '), { now });
  return rows.map(([table, count, from, to, future]) => ({
    table: String(table),
    rows: Number(count),
    from: textOrNull(from),
    to: textOrNull(to),
    future: Number(future),
  }));
}

async function readSources(db: Database): Promise<DataStatus['sources']> {
  const { rows } = await db.read(`
    WITH held AS (
      SELECT source, count(*) AS held FROM (
        SELECT source FROM tickets WHERE deleted_at IS NULL
        UNION ALL SELECT source FROM chats WHERE deleted_at IS NULL
        UNION ALL SELECT source FROM messages WHERE deleted_at IS NULL
      ) GROUP BY source
    )
    SELECT i.source, max(newest_at), max(finished_at), coalesce(any_value(held), 0)
    FROM (
      SELECT source, newest_at, finished_at FROM imports
      UNION ALL SELECT source, newest_at, finished_at FROM sync_runs WHERE outcome = 'done'
    ) i LEFT JOIN held ON held.source = i.source
    WHERE finished_at IS NOT NULL GROUP BY i.source ORDER BY i.source`);
  return rows.map(([source, newestAt, loadedAt, held]) => ({
    source: String(source),
    newestAt: textOrNull(newestAt),
    loadedAt: String(loadedAt),
    rows: Number(held),
  }));
}

async function readImports(db: Database): Promise<DataStatus['imports']> {
  const { rows } = await db.read(`
    SELECT id, file_name, entity, source, rows, inserted, updated, unchanged, history, finished_at
    FROM imports WHERE finished_at IS NOT NULL ORDER BY finished_at DESC, id`);
  return rows.map(
    ([id, fileName, entity, source, count, inserted, updated, unchanged, history, finishedAt]) => ({
      id: String(id),
      fileName: String(fileName),
      entity: String(entity),
      source: String(source),
      rows: Number(count),
      inserted: Number(inserted),
      updated: Number(updated),
      unchanged: Number(unchanged),
      history: Number(history),
      finishedAt: String(finishedAt),
    }),
  );
}

async function readUnusable(db: Database): Promise<DataStatus['unusable']> {
  const { rows } = await db.read(`
    SELECT table_name, column_name, value, sum(rows) AS n FROM unusable_values
    GROUP BY ALL ORDER BY table_name, column_name, n DESC, value`);
  return rows.map(([table, column, value, count]) => ({
    table: String(table),
    column: String(column),
    value: String(value ?? ''),
    rows: Number(count),
  }));
}

async function readOrphans(db: Database): Promise<number> {
  const { rows } = await db.read(
    'SELECT count(*) FROM messages WHERE conversation_id IS NULL AND deleted_at IS NULL',
  );
  return Number(rows[0]?.[0] ?? 0);
}

async function readProposals(
  db: Database,
  people: readonly Person[],
): Promise<DataStatus['proposals']> {
  const { rows } = await db.read(`
    WITH led AS (
      SELECT agent, count(*) AS conversations FROM (
        SELECT agent FROM tickets WHERE deleted_at IS NULL
        UNION ALL SELECT agent FROM chats WHERE deleted_at IS NULL
      ) GROUP BY agent
    )
    SELECT name, flatten(list(coalesce(emails, []))),
      CASE WHEN bool_or(role = 'manager') THEN 'manager' ELSE max(role) END,
      coalesce(any_value(conversations), 0)
    FROM agents LEFT JOIN led ON led.agent = name WHERE name IS NOT NULL GROUP BY name ORDER BY name`);
  const agents = rows.map(([name, emails, role, conversations]) => ({
    name: String(name),
    emails: emails as string[], // the column's type in 001-canonical.sql
    role: textOrNull(role),
    conversations: Number(conversations),
  }));
  return proposeFolds(agents, people);
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
