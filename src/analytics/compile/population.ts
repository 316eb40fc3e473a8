import type { Facts } from '../facts.ts';
import type { Of } from '../query-plan.ts';
import { anchorWays, RATING_MOMENTS } from './anchor-ways.ts';

export type Kind = 'tickets' | 'chats';

/** One column of "a conversation": the SQL that gives it for each kind. */
type Unified = {
  readonly type: string;
  readonly tickets: string | null;
  readonly chats: string | null;
};

const same = (name: string, type: string): [string, Unified] => [
  name,
  { type, tickets: name, chats: name },
];
const only = (kind: Kind, name: string, type: string): [string, Unified] => [
  name,
  { type, tickets: kind === 'tickets' ? name : null, chats: kind === 'chats' ? name : null },
];

const UNIFIED: ReadonlyMap<string, Unified> = new Map<string, Unified>([
  ...['id', 'source', 'source_id', 'pipeline', 'priority', 'channel'].map((name) =>
    same(name, 'VARCHAR'),
  ),
  ...['category', 'subcategory', 'agent', 'customer', 'customer_name'].map((name) =>
    same(name, 'VARCHAR'),
  ),
  ...['customer_email', 'company', 'rating_comment', 'emotion', 'url'].map((name) =>
    same(name, 'VARCHAR'),
  ),
  ...['subject', 'description', 'status', 'stage'].map((name) => only('tickets', name, 'VARCHAR')),
  ['kind', { type: 'VARCHAR', tickets: "'ticket'", chats: "'chat'" }],
  ['group', { type: 'VARCHAR', tickets: '"group"', chats: '"group"' }],
  same('tags', 'VARCHAR[]'),
  same('topics', 'VARCHAR[]'),
  ['created_at', { type: 'TIMESTAMP', tickets: 'created_at', chats: 'started_at' }],
  same('first_response_at', 'TIMESTAMP'),
  [
    'resolved_at',
    {
      type: 'TIMESTAMP',
      tickets: 'resolved_at',
      chats: 'CASE WHEN missed IS NOT TRUE THEN ended_at END',
    },
  ],
  ['closed_at', { type: 'TIMESTAMP', tickets: 'closed_at', chats: 'ended_at' }],
  same('updated_at', 'TIMESTAMP'),
  same('rated_at', 'TIMESTAMP'),
  [
    'rating_anchor_at',
    {
      type: 'TIMESTAMP',
      tickets: `coalesce(${RATING_MOMENTS.tickets.join(', ')})`,
      chats: `coalesce(${RATING_MOMENTS.chats.join(', ')})`,
    },
  ],
  same('next_contact_at', 'TIMESTAMP'),
  only('tickets', 'reopen_count', 'INTEGER'),
  same('rating', 'DOUBLE'),
  only('tickets', 'escalated', 'BOOLEAN'),
  only('chats', 'transferred', 'BOOLEAN'),
  only('chats', 'missed', 'BOOLEAN'),
  only('chats', 'bot_involved', 'BOOLEAN'),
  [
    'duration_seconds',
    {
      type: 'DOUBLE',
      tickets: null,
      chats: 'coalesce(duration_seconds, epoch(ended_at - started_at))',
    },
  ],
  same('reply_count', 'INTEGER'),
  same('message_count', 'INTEGER'),
  same('reply_seconds', 'DOUBLE'),
  same('sentiment', 'DOUBLE'),
  same('predicted_rating', 'DOUBLE'),
  ...['predicted_category', 'predicted_subcategory', 'predicted_priority', 'language'].map((name) =>
    same(name, 'VARCHAR'),
  ),
  same('analysis_confidence', 'DOUBLE'),
  same('escalation_risk', 'DOUBLE'),
  same('expected_resolution_seconds', 'DOUBLE'),
  same('corrected', 'BOOLEAN'),
  only('tickets', 'draft_state', 'VARCHAR'),
  only('tickets', 'draft_edit_share', 'DOUBLE'),
]);

/** Names expressions of the catalogue may use, before a file's extra columns. */
export const CONVERSATION_COLUMNS: ReadonlySet<string> = new Set(UNIFIED.keys());

export function kindsOf(of: Of): readonly Kind[] {
  return of === 'conversations' ? ['tickets', 'chats'] : [of];
}

/** Whether conversations of this population can hold the column at all. */
export function holdsColumn(of: Of, column: string, extras: Facts['extras']): boolean {
  return kindsOf(of).some((kind) => columnSql(kind, column, extras) !== null);
}

/** Quotes a name of ours for SQL. Values never pass here. */
export function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && name !== 'group'
    ? name
    : `"${name.replaceAll('"', '""')}"`;
}

/**
 * SELECT of the population's conversations with the columns asked for, tickets and chats under the same names.
 * Rows: one per conversation that is not deleted; columns one kind lacks are NULL for it.
 * Where the rows are about to be limited to a period of `anchor`, those without it may be left out already.
 */
export function populationSql(
  of: Of,
  columns: readonly string[],
  extras: Facts['extras'],
  anchor: string | null = null,
): string {
  return kindsOf(of)
    .flatMap((kind) => {
      const ways = anchor === null ? null : anchorWays(kind, anchor);
      const worked = (column: string) => columnSql(kind, column, extras);
      if (!ways) return [selectSql(kind, columns, worked, [])];
      return ways.map(({ sql, where }) =>
        selectSql(kind, columns, (column) => (column === anchor ? sql : worked(column)), where),
      );
    })
    .join(' UNION ALL ');
}

function selectSql(
  kind: Kind,
  columns: readonly string[],
  sqlOf: (column: string) => string | null,
  where: readonly string[],
): string {
  const items = columns.map((column) => {
    const sql = sqlOf(column) ?? `NULL::${UNIFIED.get(column)?.type ?? 'VARCHAR'}`;
    return sql === quoted(column) ? sql : `${sql} AS ${quoted(column)}`;
  });
  const conditions = ['deleted_at IS NULL', ...where].join(' AND ');
  return `SELECT ${items.join(', ') || 'id'} FROM ${kind} WHERE ${conditions}`;
}

function columnSql(kind: Kind, column: string, extras: Facts['extras']): string | null {
  const unified = UNIFIED.get(column);
  if (unified) return unified[kind];
  const isExtra = extras.some((extra) => extra.table === kind && extra.column === column);
  return isExtra ? `${quoted(column)}::VARCHAR` : null;
}
