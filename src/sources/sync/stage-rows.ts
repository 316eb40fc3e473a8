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
    const cast = column.endsWith('_at') ? '::TIMESTAMPTZ::TIMESTAMP' : '';
    return `row."${column}"${cast} AS "${column}"`;
  });
  return {
    columns,
    sql: `(SELECT ${selected.join(', ')} FROM (SELECT unnest(from_json($rows, '${JSON.stringify([shape])}')) AS row))`,
    params: { rows: JSON.stringify(rows) },
    count: rows.length,
  };
}

function jsonType(column: string): string | readonly string[] {
  const type = NOT_TEXT[column] ?? 'VARCHAR';
  return type === 'VARCHAR[]' ? ['VARCHAR'] : type;
}
