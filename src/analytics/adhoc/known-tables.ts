/**
 * Tables a statement may read, and their columns: what is asked about, and nothing of how it is kept. What customers wrote and
 * where they can be reached is in none: lists and searches have plans of their own, which say what they look for.
 */
export const KNOWN_TABLES: Readonly<Record<string, readonly string[]>> = {
  tickets: [
    ...['id', 'source', 'status', 'stage', 'pipeline', 'priority'],
    ...['channel', 'category', 'subcategory', 'agent', 'group', 'customer', 'company', 'tags'],
    ...['created_at', 'first_response_at', 'resolved_at', 'closed_at', 'updated_at'],
    ...['reopen_count', 'rating', 'rated_at', 'escalated', 'reply_count'],
    ...['message_count', 'reply_seconds', 'sentiment', 'emotion', 'topics', 'predicted_rating'],
  ],
  chats: [
    ...['id', 'source', 'agent', 'group', 'pipeline', 'category', 'subcategory', 'priority'],
    ...['channel', 'customer', 'company', 'tags', 'started_at', 'ended_at', 'first_response_at'],
    ...['duration_seconds', 'bot_involved', 'transferred', 'missed', 'rating'],
    ...['rated_at', 'reply_count', 'message_count', 'reply_seconds', 'sentiment', 'emotion'],
    ...['topics', 'predicted_rating'],
  ],
  messages: [
    ...['id', 'source', 'conversation_kind', 'conversation_id', 'author_kind', 'author'],
    ...['sent_at', 'public', 'autoresponse'],
  ],
};

/** A column of a team's own file, and what it is called here: its header may be anybody's name. */
export type OwnColumn = {
  readonly table: 'tickets' | 'chats';
  readonly column: string;
  readonly as: string;
};

/** Columns that aren’t told as they are kept: customers are told apart without being named. */
const MADE: Readonly<Record<string, string>> = {
  customer: `CASE WHEN customer IS NOT NULL THEN 'c' || hash(customer) END`,
  author: `CASE WHEN author_kind = 'agent' THEN author END`,
};

/** Columns there are for nobody’s sake but this: durations are exact, where the difference of two local times isn’t when clocks are put back. */
const DURATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  tickets: {
    first_response_seconds: 'epoch(first_response_at) - epoch(created_at)',
    resolution_seconds: 'epoch(resolved_at) - epoch(created_at)',
  },
  chats: { first_response_seconds: 'epoch(first_response_at) - epoch(started_at)' },
  messages: {},
};

/** When a row of the table begins to count, and whether it is an agent’s. */
const ROWS: Readonly<Record<string, { readonly at: string; readonly isAgents: boolean }>> = {
  tickets: { at: 'created_at', isAgents: true },
  chats: { at: 'started_at', isAgents: true },
  messages: { at: 'sent_at', isAgents: false },
};

/** Parameters of the tables: rows dated after `as_of` don’t count, nor do those of `left_out` agents; times are told as the clocks of `zone` show them. */
export const SCOPE_PARAMS = { asOf: 'as_of', leftOut: 'left_out', zone: 'zone' } as const;

/** Columns of a known table as a statement sees them. */
export const columnsOf = (table: string): readonly string[] => [
  ...(KNOWN_TABLES[table] ?? []),
  ...Object.keys(DURATIONS[table] ?? {}),
];

/**
 * The tables under their own names, without what was deleted and what only we need.
 * Put before a statement they hide the real ones from it: it can’t name those, having no schema to name.
 */
export function knownTablesSql(own: readonly OwnColumn[] = []): string {
  return Object.keys(KNOWN_TABLES)
    .map((table) => tableSql(table, own))
    .join(',\n');
}

function tableSql(table: string, own: readonly OwnColumn[]): string {
  const durations = Object.entries(DURATIONS[table] ?? {});
  const list = [
    ...(KNOWN_TABLES[table] ?? []).map(columnSql),
    ...durations.map(([name, seconds]) => `${seconds} AS ${name}`),
    ...own
      .filter((one) => one.table === table)
      .map(({ column, as }) => `${quoted(column)} AS ${as}`),
  ].join(', ');
  const { at, isAgents } = ROWS[table] ?? { at: '', isAgents: false };
  const where = [
    'deleted_at IS NULL',
    `(${at} IS NULL OR ${at} <= CAST($${SCOPE_PARAMS.asOf} AS TIMESTAMP))`,
    ...(isAgents ? [`(agent IS NULL OR NOT list_contains($${SCOPE_PARAMS.leftOut}, agent))`] : []),
  ].join(' AND ');
  return `${table} AS (SELECT ${list} FROM main.${table} WHERE ${where})`;
}

function columnSql(name: string): string {
  const made = name.endsWith('_at')
    ? `timezone(CAST($${SCOPE_PARAMS.zone} AS VARCHAR), timezone('UTC', ${name}))`
    : MADE[name];
  return made ? `${made} AS ${name}` : quoted(name);
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
