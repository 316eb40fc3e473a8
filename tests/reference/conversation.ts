/** A table's row as the store holds it; times in milliseconds since the epoch. Columns left out are null. */
export type StoredRow = Readonly<Record<string, Value>>;
export type Value = string | number | boolean | null | readonly string[];

export type Dataset = {
  readonly tickets: readonly StoredRow[];
  readonly chats: readonly StoredRow[];
  readonly managers: readonly string[];
  /** From the first to the last record of all, which stands in where an average has no period. */
  readonly range: { readonly from: number; readonly to: number };
};

/** One ticket or chat under the names both share. */
export type Conversation = StoredRow & { readonly kind: 'ticket' | 'chat' };

export function conversationsOf(
  { tickets, chats }: Dataset,
  of: 'tickets' | 'chats' | 'conversations',
): Conversation[] {
  const found: Conversation[] = [];
  if (of !== 'chats') for (const row of tickets) found.push({ ...row, kind: 'ticket' });
  if (of !== 'tickets') for (const row of chats) found.push(fromChat(row));
  return found.filter((row) => (row.deleted_at ?? null) === null);
}

function fromChat(row: StoredRow): Conversation {
  const startedAt = timeOf(row, 'started_at');
  const endedAt = timeOf(row, 'ended_at');
  const lasted = startedAt === null || endedAt === null ? null : (endedAt - startedAt) / 1000;
  return {
    ...row,
    kind: 'chat',
    created_at: startedAt,
    resolved_at: row.missed === true ? null : endedAt,
    closed_at: endedAt,
    duration_seconds: row.duration_seconds ?? lasted,
  };
}

export function timeOf(row: StoredRow, column: string): number | null {
  return numberOf(row, column);
}

export function numberOf(row: StoredRow, column: string): number | null {
  const value = row[column] ?? null;
  return typeof value === 'number' ? value : null;
}

export function textOf(row: StoredRow, column: string): string | null {
  const value = row[column] ?? null;
  return typeof value === 'string' ? value : null;
}

export function flagOf(row: StoredRow, column: string): boolean | null {
  const value = row[column] ?? null;
  return typeof value === 'boolean' ? value : null;
}

export function listOf(row: StoredRow, column: string): readonly string[] {
  const value = row[column] ?? null;
  return Array.isArray(value) ? [...new Set(value as string[])] : []; // list columns hold text
}

/** When the conversations of a dataset began and were resolved. */
export function instantsOf(dataset: Dataset): number[] {
  return conversationsOf(dataset, 'conversations').flatMap((row) =>
    ['created_at', 'resolved_at'].flatMap((column) => timeOf(row, column) ?? []),
  );
}
