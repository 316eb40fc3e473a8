import type { Kind } from './population.ts';

/** One way a worked-out anchor comes about: what it then is, and for which rows. */
type Way = { readonly sql: string; readonly where: readonly string[] };

/** What a conversation's rating counts at, where the ones before are missing. */
export const RATING_MOMENTS: Readonly<Record<Kind, readonly string[]>> = {
  tickets: ['rated_at', 'resolved_at', 'closed_at', 'updated_at', 'created_at'],
  chats: ['rated_at', 'ended_at', 'updated_at', 'started_at'],
};

/**
 * The ways an anchor comes about from plain columns, so that DuckDB skips the blocks outside a period, which it can't for a CASE or coalesce().
 * Every row that has the anchor has it in exactly one way; rows without it are in none. Null where the anchor is a plain column itself.
 */
export function anchorWays(kind: Kind, anchor: string): readonly Way[] | null {
  if (anchor === 'rating_anchor_at') return firstOf(RATING_MOMENTS[kind]);
  if (anchor === 'resolved_at' && kind === 'chats')
    return [{ sql: 'ended_at', where: ['missed IS NOT TRUE'] }];
  return null;
}

function firstOf(moments: readonly string[]): Way[] {
  return moments.map((sql, index) => ({
    sql,
    where: moments.slice(0, index).map((earlier) => `${earlier} IS NULL`),
  }));
}
