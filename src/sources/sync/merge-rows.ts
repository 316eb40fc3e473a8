import type { Writer } from '../../store/database.ts';
import { CUSTOMER_TOLD } from '../../store/derive-contacts.ts';
import type { Staged } from './stage-rows.ts';

export type Merged = {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
};

export const NOTHING_MERGED: Merged = { inserted: 0, updated: 0, unchanged: 0 };

/** Say which row it is and when it was written; alone they are no change. */
const NOT_COMPARED: ReadonlySet<string> = new Set([
  ...['id', 'source', 'source_id', 'import_id', 'version', 'conversation_kind'],
]);
/** What the store made of messages, or knew before, stands where the source says nothing. */
const KEPT_WHEN_MISSING: Readonly<Record<string, readonly string[]>> = {
  // Ratings may come apart from their ticket, but never from their chat.
  tickets: ['first_response_at', 'rating', 'rating_comment', 'rated_at'],
  chats: ['first_response_at'],
};
/** Where something else than the row's own column decides what it becomes. */
const GIVEN: Readonly<Record<string, string>> = {
  // One version that stands in two conversations stays in the first: notes may belong to several.
  conversation_ref: `if(n.version > coalesce(t.version, 0), n.conversation_ref, t.conversation_ref)`,
  // Found when its page is derived from, where its conversation is not on the page.
  conversation_id: `if(n.version > coalesce(t.version, 0) AND n.conversation_ref IS DISTINCT FROM t.conversation_ref,
    n.conversation_id, coalesce(t.conversation_id, n.conversation_id))`,
};
/** Made by the store from these columns: made anew when they change. */
const MADE_FROM: Readonly<Record<string, readonly (readonly [string, readonly string[]])[]>> = {
  messages: [['autoresponse', ['text', 'author_kind']]],
};

/** What tells the customer, who is put into new rows at once: deriving them would write each row twice. */
const TELLING = ['customer_email', 'customer_name'];

/** Adds rows the store can't have. */
export async function insertRows(writer: Writer, table: string, staged: Staged): Promise<Merged> {
  const { list, values } = inserting(staged.columns);
  await writer.run(
    `INSERT INTO ${table} (${list}) SELECT ${values} FROM ${staged.sql} n`,
    staged.params,
  );
  return { ...NOTHING_MERGED, inserted: staged.count };
}

/**
 * Adds and changes rows by id. One that is there changes only by a version that isn't older, and only where something differs;
 * its version moves up either way, so that one between the two that arrives late changes nothing.
 */
export async function mergeRows(
  writer: Writer,
  table: string,
  staged: Staged,
  segment: string,
): Promise<Merged> {
  const { columns, count } = staged;
  const compared = columns.filter((column) => !NOT_COMPARED.has(column));
  const isDifferent = compared.map((column) => differs(table, column)).join(' OR ') || 'false';
  const assigned = [
    ...columns
      .filter((column) => column !== 'id')
      .map((column) => `${quoted(column)} = ${givenOr(table, column)}`),
    ...madeAnew(table, columns),
  ];
  const { list, values } = inserting(columns);
  const { rows } = await writer.rows(
    `MERGE INTO ${table} t USING ${staged.sql} n ON t.id = n.id
     WHEN MATCHED AND n.version >= coalesce(t.version, 0) AND (${isDifferent}) THEN UPDATE SET ${assigned.join(', ')}
     WHEN MATCHED AND n.version > coalesce(t.version, 0) THEN UPDATE SET version = n.version
     WHEN NOT MATCHED THEN INSERT (${list}) VALUES (${values})
     RETURNING merge_action, import_id`,
    staged.params,
  );
  const inserted = rows.filter(([action]) => action === 'INSERT').length;
  const updated = rows.filter(([action, by]) => action === 'UPDATE' && by === segment).length;
  return { inserted, updated, unchanged: count - inserted - updated };
}

function inserting(columns: readonly string[]): { readonly list: string; readonly values: string } {
  const isTold = TELLING.every((column) => columns.includes(column));
  return {
    list: [...columns.map(quoted), ...(isTold ? ['customer'] : [])].join(', '),
    values: [
      ...columns.map((column) => `n.${quoted(column)}`),
      ...(isTold ? [CUSTOMER_TOLD] : []),
    ].join(', '),
  };
}

function differs(table: string, column: string): string {
  return `t.${quoted(column)} IS DISTINCT FROM ${givenOr(table, column)}`;
}

function givenOr(table: string, column: string): string {
  const given = GIVEN[column] ?? `n.${quoted(column)}`;
  return KEPT_WHEN_MISSING[table]?.includes(column)
    ? `coalesce(${given}, t.${quoted(column)})`
    : given;
}

function madeAnew(table: string, columns: readonly string[]): readonly string[] {
  return (MADE_FROM[table] ?? []).flatMap(([made, from]) => {
    const brought = from.filter((column) => columns.includes(column));
    if (brought.length === 0) return [];
    return [
      `${made} = CASE WHEN ${brought.map((column) => differs(table, column)).join(' OR ')} THEN NULL ELSE t.${made} END`,
    ];
  });
}

function quoted(column: string): string {
  return `"${column}"`;
}
