import type { Writer } from '../../../store/database.ts';
import { quotedName } from '../../../store/sql-text.ts';
import { rawStatus, rowsWithWords, typedColumns } from '../plan/rows-sql.ts';
import { collapseEvents, writeChanges } from './collapse-events.ts';
import type { LoadInput } from './load-file.ts';
import type { ReadRows } from './unusable.ts';

/** What `import_latest` holds: one row an id. */
export type OneRowEach = {
  readonly columns: ReadonlySet<string>;
  /** Every row of the file is in it, as it comes. */
  readonly isFileOrder: boolean;
  readonly withoutId: number;
  /** Of a log: all its rows, typed. */
  readonly eventRows: ReadRows | null;
};

/** Defines `import_latest`: the file's rows typed and put together by id, and of a log also `import_changes`. */
export async function oneRowEach(writer: Writer, input: LoadInput): Promise<OneRowEach> {
  return input.log ? collapseLog(writer, input) : lastOfEach(writer, input);
}

async function lastOfEach(writer: Writer, input: LoadInput): Promise<OneRowEach> {
  const { profile, plan } = input;
  const key = plan.columns.find(({ name }) => name === 'source_id');
  const filled = key ? (profile.columns[key.match.at]?.filled ?? 0) : profile.rows;
  const isFileOrder = key !== undefined && profile.ids === profile.rows;
  const { sql, columns } = typedSelect(input, !isFileOrder);
  const order = columns.has('updated_at')
    ? 'updated_at DESC NULLS LAST, file_row DESC'
    : 'file_row DESC';
  const once = `WHERE source_id IS NOT NULL QUALIFY row_number() OVER (PARTITION BY source_id ORDER BY ${order}) = 1`;
  await writer.run(
    `CREATE TEMP VIEW import_latest AS ${isFileOrder ? sql : `SELECT * FROM (${sql}) ${once}`}`,
  );
  return { columns, isFileOrder, withoutId: profile.rows - filled, eventRows: null };
}

/** One row a ticket out of its events, and what changed on the way. */
async function collapseLog(writer: Writer, input: LoadInput): Promise<OneRowEach> {
  const { plan, profile, importId } = input;
  const { sql, columns } = typedSelect(input, true);
  const order = ['event_order', 'event_at', 'updated_at'].filter((name) => columns.has(name));
  await writer.run(`
    CREATE TEMP TABLE import_events AS
      SELECT *, row_number() OVER (PARTITION BY source_id ORDER BY ${[...order, 'file_row'].join(', ')}) AS step
      FROM (${sql}) WHERE source_id IS NOT NULL`);
  await writeChanges(writer, columns, { source: plan.source, importId });
  const filled = profile.columns[input.log?.key.at ?? 0]?.filled ?? 0;
  return {
    columns: await collapseEvents(writer, columns),
    isFileOrder: false,
    withoutId: profile.rows - filled,
    eventRows: { from: 'import_events', names: filled === profile.rows ? columns : new Set() },
  };
}

function typedSelect(
  { plan, profile, width }: LoadInput,
  numbered: boolean,
): { readonly sql: string; readonly columns: ReadonlySet<string> } {
  const values = new Map(typedColumns(plan, width));
  const status = rawStatus(plan.columns);
  if (status && plan.entity === 'tickets') values.set('raw_status', status);
  const list = [...values].map(([name, sql]) => `${sql} AS ${quotedName(name)}`);
  const relation = numbered
    ? `(SELECT *, row_number() OVER () AS file_row FROM ${profile.relation})`
    : profile.relation;
  return {
    sql: `SELECT ${list.join(', ')}${numbered ? ', r.file_row' : ''} FROM ${rowsWithWords(plan, relation)}`,
    columns: new Set(values.keys()),
  };
}
