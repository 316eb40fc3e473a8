import type { Fault, GoldRows } from './figures.ts';
import type { SqlGold } from './questions.ts';
import type { Cell, Reply } from './reply.ts';
import { isSameKey } from './same-cell.ts';

const LIST_LENGTH = 10;

/**
 * A list of conversations. Gold rows: every one that belongs, its id, what it is sorted by, then `show_…` columns whose value must stand in its row.
 * Rows sorted alike may change places; a list that is cut must be cut at its limit.
 */
export function compareIds(reply: Reply, gold: SqlGold, { columns, rows }: GoldRows): Fault {
  const ids = listedIds(reply);
  const limit = gold.limit ?? LIST_LENGTH;
  const least = gold.min ?? Math.min(limit, rows.length);
  if (ids.length < least || ids.length > limit) return `${ids.length} listed, expected ${least}`;
  if (new Set(ids).size < ids.length) return 'one listed twice';
  for (const [index, id] of ids.entries()) {
    const match = rows.find((row) => bareId(row[0] ?? null) === id);
    if (!match) return `${id} does not belong`;
    if (gold.ordered && match[1] !== rows[index]?.[1]) return `${id} in place ${index + 1}`;
    const unseen = columns.findIndex(
      (name, at) => name.startsWith('show_') && !shows(reply.rows[index] ?? [], match[at] ?? null),
    );
    if (unseen >= 0) return `${id} without ${match[unseen]}`;
  }
  return null;
}

function listedIds(reply: Reply): readonly string[] {
  const named = reply.columns.findIndex(({ name }) => ['id', 'source_id'].includes(name));
  return reply.rows.map((row) => bareId(row[Math.max(named, 0)] ?? null));
}

function bareId(id: Cell): string {
  return String(id).replace(/^(#|T-|.*:)/, '');
}

function shows(row: readonly Cell[], wanted: Cell): boolean {
  return row.some((cell) => isSameKey(cell, wanted));
}
