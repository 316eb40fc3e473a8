import type { Writer } from '../../store/database.ts';
import type { SourcedRow } from './page.ts';

/** What each column of a row is in the store; columns named here are all a page can bring. */
const TYPES: Readonly<Record<string, string>> = {
  version: 'BIGINT',
  reopen_count: 'INTEGER',
  ...Object.fromEntries(
    ['rating', 'score', 'duration_seconds'].map((name) => [name, 'DOUBLE'] as const),
  ),
  ...Object.fromEntries(
    ['bot_involved', 'transferred', 'missed', 'active', 'public'].map(
      (name) => [name, 'BOOLEAN'] as const,
    ),
  ),
  ...Object.fromEntries(
    ['tags', 'agent_refs', 'emails'].map((name) => [name, 'VARCHAR[]'] as const),
  ),
};

/** The newest of each `source_id`, the last among equals, in the order they first came. */
export function newestOfEach<Row extends SourcedRow>(rows: readonly Row[]): readonly Row[] {
  const newest = new Map<string, Row>();
  for (const row of rows) {
    const known = newest.get(row.source_id);
    if (!known || row.version >= known.version) newest.set(row.source_id, row);
  }
  return [...newest.values()];
}

/**
 * Puts rows into the temporary table `name`, typed as the store has them. A column that some rows bring and others don't is null in those.
 * Gives the columns; none for no rows.
 */
export async function stageRows(
  writer: Writer,
  name: string,
  rows: readonly object[],
): Promise<ReadonlySet<string>> {
  const columns = new Set(rows.flatMap((row) => Object.keys(row)));
  if (columns.size === 0) return columns;
  const shape = Object.fromEntries([...columns].map((column) => [column, jsonType(column)]));
  const selected = [...columns].map((column) => `row."${column}"${castOf(column)} AS "${column}"`);
  await writer.run(
    `CREATE OR REPLACE TEMP TABLE ${name} AS
     SELECT ${selected.join(', ')} FROM (SELECT unnest(from_json($rows, '${JSON.stringify([shape])}')) AS row)`,
    { rows: JSON.stringify(rows) },
  );
  return columns;
}

function jsonType(column: string): string | readonly string[] {
  const type = TYPES[column] ?? 'VARCHAR';
  return type === 'VARCHAR[]' ? ['VARCHAR'] : type;
}

/** Times come as ISO 8601 text, with an offset or Z. */
function castOf(column: string): string {
  return column.endsWith('_at') ? '::TIMESTAMPTZ::TIMESTAMP' : '';
}
