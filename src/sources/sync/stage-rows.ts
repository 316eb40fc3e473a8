import type { Cell } from '../../core/answer.ts';
import type { SourcedRow } from './page.ts';

const NOT_TEXT: Readonly<Record<string, string>> = {
  ...typed('BIGINT', 'version'),
  ...typed('INTEGER', 'reopen_count'),
  ...typed('DOUBLE', 'rating', 'score', 'duration_seconds'),
  ...typed('BOOLEAN', 'bot_involved', 'transferred', 'missed', 'active', 'public'),
  ...typed('VARCHAR[]', 'tags', 'agents', 'agent_refs', 'emails'),
};

function typed(type: string, ...columns: readonly string[]): Record<string, string> {
  return Object.fromEntries(columns.map((column) => [column, type]));
}

/** The newest of each `source_id`, the last among equals, in the order they first came. */
export function newestOfEach<Row extends SourcedRow>(rows: readonly Row[]): readonly Row[] {
  const newest = new Map<string, Row>();
  for (const row of rows) {
    const known = newest.get(row.source_id);
    if (!known || row.version >= known.version) newest.set(row.source_id, row);
  }
  return [...newest.values()];
}

/** The last of each `source_id`: what a directory lists twice stands in it once. */
export function lastOfEach<Row extends { readonly source_id: string }>(
  rows: readonly Row[],
  key: (row: Row) => string = ({ source_id }) => source_id,
): readonly Row[] {
  return [...new Map(rows.map((row) => [key(row), row])).values()];
}

/** Rows as a relation: `sql` selects them from the parameter `$rows`, typed as the store has their columns. */
export type Staged = {
  readonly columns: readonly string[];
  readonly sql: string;
  readonly params: Readonly<Record<string, Cell>>;
  readonly count: number;
};

/** A column that some rows bring and others don't is null in those. Times come as ISO 8601 text with Z or an offset. */
export function stageRows(rows: readonly object[]): Staged {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const shape = Object.fromEntries(columns.map((column) => [column, jsonType(column)]));
  const selected = columns.map((column) => {
    const cell = `row."${column}"`;
    // A time no calendar of the store's reaches is none.
    const given = column.endsWith('_at') ? `TRY_CAST(${cell} AS TIMESTAMPTZ)::TIMESTAMP` : cell;
    return `${given} AS "${column}"`;
  });
  return {
    columns,
    sql: `(SELECT ${selected.join(', ')} FROM (SELECT unnest(from_json($rows, '${JSON.stringify([shape])}')) AS row))`,
    params: { rows: wellFormed(JSON.stringify(rows)) },
    count: rows.length,
  };
}

/** An emoji cut in half, as systems do that shorten texts, is no character; DuckDB refuses the whole text for it. */
function wellFormed(json: string): string {
  if (!json.includes('\\ud')) return json;
  return json.replace(/\\(?:u(d[89a-f][0-9a-f]{2})|.)/g, (whole, half?: string) =>
    half === undefined ? whole : '\ufffd',
  );
}

function jsonType(column: string): string | readonly string[] {
  const type = NOT_TEXT[column] ?? 'VARCHAR';
  return type === 'VARCHAR[]' ? ['VARCHAR'] : type;
}
