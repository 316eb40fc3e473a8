import type { Writer } from '../../../store/database.ts';
import { quotedName } from '../../../store/sql-text.ts';
import type { Entity } from '../file-import.ts';

export type Written = {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
};

/** What other code makes of these afterwards differs from what the file says; they don't count as changes. */
const NOT_COMPARED: ReadonlySet<string> = new Set([
  'id',
  'source',
  'source_id',
  'import_id',
  'agents',
  'reply_count',
  'message_count',
  'author',
  'author_kind',
  'autoresponse',
  'role',
  'conversation_kind',
]);
/** Once known, they stay known: a file may lack what messages told. */
const KEPT_WHEN_MISSING: ReadonlySet<string> = new Set([
  'first_response_at',
  'reply_count',
  'message_count',
  'customer',
]);
/** Lists that only grow. */
const GROWING: ReadonlySet<string> = new Set(['aliases', 'emails']);

/** Adds the rows of `import_new` where the table has none of their source. */
export async function writeFresh(
  writer: Writer,
  entity: Entity,
  columns: readonly string[],
  importId: string,
): Promise<Written> {
  const names = columns.map(quotedName).join(', ');
  await writer.run(`INSERT INTO ${entity} (${names}) SELECT ${names} FROM import_new`);
  const { rows } = await writer.rows(`SELECT count(*) FROM ${entity} WHERE import_id = $importId`, {
    importId,
  });
  return { inserted: Number(rows[0]?.[0] ?? 0), updated: 0, unchanged: 0 };
}

/**
 * Merges the rows of `import_new` (columns as given, `id` among them) into the entity's table.
 * A row that is there is changed only where the file has the column, and only by one that isn't older.
 */
export async function writeRows(
  writer: Writer,
  entity: Entity,
  columns: readonly string[],
): Promise<Written> {
  const names = columns.map(quotedName).join(', ');
  const changed = changeCondition(entity, columns);
  const counted = await writer.rows(`
    SELECT count(*) FILTER (t.id IS NULL), count(*) FILTER (t.id IS NOT NULL AND ${changed}), count(*)
    FROM import_new n LEFT JOIN ${entity} t ON t.id = n.id`);
  const [inserted = 0, updated = 0, all = 0] = (counted.rows[0] ?? []).map(Number);
  if (inserted + updated > 0) {
    await writer.run(`
      MERGE INTO ${entity} t USING import_new n ON t.id = n.id
      WHEN MATCHED AND ${changed} THEN UPDATE SET ${columns
        .filter((name) => name !== 'id')
        .map(assignment)
        .join(', ')}
      WHEN NOT MATCHED THEN INSERT (${names}) VALUES (${columns.map((name) => `n.${quotedName(name)}`).join(', ')})`);
  }
  return { inserted, updated, unchanged: all - inserted - updated };
}

function assignment(name: string): string {
  const column = quotedName(name);
  return `${column} = ${newValue(name)}`;
}

function newValue(name: string): string {
  const column = quotedName(name);
  if (KEPT_WHEN_MISSING.has(name)) return `coalesce(n.${column}, t.${column})`;
  return GROWING.has(name)
    ? `list_distinct(coalesce(t.${column}, []) || n.${column})`
    : `n.${column}`;
}

function changeCondition(entity: Entity, columns: readonly string[]): string {
  const changes = columns
    .filter((name) => !NOT_COMPARED.has(name))
    .map((name) => change(entity, name));
  const isNewer = columns.includes('updated_at')
    ? '(n.updated_at IS NULL OR t.updated_at IS NULL OR n.updated_at >= t.updated_at) AND '
    : '';
  return `(${isNewer}(${changes.join(' OR ') || 'false'}))`;
}

function change(entity: Entity, name: string): string {
  const column = quotedName(name);
  if (GROWING.has(name)) return `NOT list_has_all(coalesce(t.${column}, []), n.${column})`;
  if (entity === 'agents' && name === 'name') {
    return 'NOT list_contains(list_transform(coalesce(t.aliases, []) || [t.name], lambda x: lower(x)), lower(n.name))';
  }
  return `t.${column} IS DISTINCT FROM ${newValue(name)}`;
}
