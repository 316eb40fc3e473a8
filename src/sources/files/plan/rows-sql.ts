import { literal, quotedName } from '../../../store/sql-text.ts';
import type { Entity } from '../file-import.ts';
import { cleaned } from '../values/missing.ts';
import { distinctSql } from '../values/read-sql.ts';
import { closingCounts, type LoadPlan } from './load-plan.ts';
import { column } from './profile.ts';
import { type ReadColumn, wordsName } from './read-column.ts';

/** Columns of the store, each with the SQL of its value. */
export type RowSql = ReadonlyMap<string, string>;

/** FROM of the typed rows: the file's and, for columns of listed values, what each value means. */
export function rowsWithWords(plan: LoadPlan, relation: string): string {
  const joins = plan.columns.flatMap((read) => {
    const { match, listed } = read;
    const name = wordsName(read);
    return listed
      ? [
          `LEFT JOIN import_words ${name} ON ${name}.place = ${wordsPlace(read)} AND ${name}.value = r.${column(match.at)}`,
        ]
      : [];
  });
  return `${relation} r ${joins.join(' ')}`;
}

/** Readings are kept by what they make of which column: a stage may also tell the status. */
export function wordsPlace({ match, name }: ReadColumn): number {
  return name === 'status' && match.target?.name === 'stage' ? -1 - match.at : match.at;
}

/** What of the file's row becomes which value, before rows of one id are put together. `width` is the file's number of columns. */
export function typedColumns(plan: LoadPlan, width: number): RowSql {
  const values = new Map<string, string>(plan.columns.map(({ name, sql }) => [name, sql]));
  if (!values.has('source_id')) values.set('source_id', ownId(plan, values, width));
  return values;
}

/** An id that a row without one keeps as long as its content stays the same. */
function ownId(plan: LoadPlan, values: RowSql, width: number): string {
  const named = plan.entity === 'agents' || plan.entity === 'customers';
  const own = [
    values.get('emails') ? `${values.get('emails')}[1]` : null,
    values.get('name'),
  ].filter((sql) => sql !== null && sql !== undefined);
  if (named && own.length > 0) return `coalesce(${own.join(', ')})`;
  const cells = Array.from({ length: width }, (_, at) => `coalesce(${column(at)}, '')`);
  return `'row-' || left(md5(concat_ws(chr(31), ${cells.join(', ')})), 16)`;
}

/** What the store's columns are made of, over rows that carry the plan's values under their own names. */
export function storedColumns(plan: LoadPlan, has: ReadonlySet<string>): RowSql {
  const stored = new Map<string, string>();
  for (const name of has) if (!PSEUDO.has(name)) stored.set(name, quotedName(name));
  for (const list of LISTS) if (has.has(list)) stored.set(list, distinctSql(list));
  MAKERS[plan.entity](stored, has, plan);
  return stored;
}

const LISTS: readonly string[] = ['tags', 'aliases', 'emails'];

const PSEUDO: ReadonlySet<string> = new Set([
  'first_response_duration',
  'resolution_duration',
  'event_at',
  'event_order',
  'event_actor',
  'private',
  'raw_status',
  'first_name',
  'last_name',
  'customer_first_name',
  'customer_last_name',
]);

type Maker = (stored: Map<string, string>, has: ReadonlySet<string>, plan: LoadPlan) => void;

const MAKERS: Readonly<Record<Entity, Maker>> = {
  tickets(stored, has, plan) {
    if (has.has('raw_status') && !has.has('stage')) stored.set('stage', 'raw_status');
    addDuration(stored, has, 'first_response_at', 'first_response_duration', 'created_at');
    addDuration(stored, has, 'resolved_at', 'resolution_duration', 'created_at');
    if (closingCounts(has)) stored.set('resolved_at', 'closed_at');
    addCustomer(stored, has, plan);
  },
  chats(stored, has, plan) {
    if (has.has('agent')) {
      stored.set('agents', distinctSql('agent'));
      stored.set('agent', 'agent[1]');
    }
    addDuration(stored, has, 'first_response_at', 'first_response_duration', 'started_at');
    if (has.has('duration_seconds') && !has.has('ended_at')) {
      stored.set('ended_at', later('started_at', 'duration_seconds'));
    }
    addCustomer(stored, has, plan);
  },
  messages(stored, has, plan) {
    const kind = conversationKind(plan);
    if (kind) stored.set('conversation_kind', literal(kind));
    if (has.has('private') && !has.has('public')) stored.set('public', 'private');
  },
  agents(stored, has) {
    joinNames(stored, has);
    if (!stored.has('name')) stored.set('name', 'source_id');
    if (!has.has('active')) stored.set('active', 'true');
    stored.set(
      'aliases',
      has.has('aliases') ? `coalesce(${distinctSql('aliases')}, [])` : '[]::VARCHAR[]',
    );
    stored.set(
      'emails',
      has.has('emails') ? `coalesce(${distinctSql('emails')}, [])` : '[]::VARCHAR[]',
    );
  },
  customers(stored, has, plan) {
    joinNames(stored, has);
    const email = has.has('emails') ? 'emails[1]' : 'NULL';
    stored.set('id', `coalesce(${email}, ${literal(plan.source)} || ':' || source_id)`);
    stored.set(
      'emails',
      has.has('emails') ? `coalesce(${distinctSql('emails')}, [])` : '[]::VARCHAR[]',
    );
  },
};

function joinNames(
  stored: Map<string, string>,
  has: ReadonlySet<string>,
  whose: '' | 'customer_' = '',
): void {
  const parts = [`${whose}first_name`, `${whose}last_name`].filter((name) => has.has(name));
  if (parts.length === 0 || has.has(`${whose}name`)) return;
  stored.set(`${whose}name`, `nullif(trim(concat_ws(' ', ${parts.join(', ')})), '')`);
}

/** `chat_id` and `ticket_id` say which of the two their ids are of. */
function conversationKind(plan: LoadPlan): 'chat' | 'ticket' | null {
  const header = plan.columns.find(({ name }) => name === 'conversation_ref')?.match.header ?? '';
  if (/chat/i.test(header)) return 'chat';
  return /ticket|issue|case|incident/i.test(header) ? 'ticket' : null;
}

function addDuration(
  stored: Map<string, string>,
  has: ReadonlySet<string>,
  column: string,
  duration: string,
  from: string,
): void {
  if (!has.has(duration) || !has.has(from)) return;
  const added = later(from, duration);
  stored.set(column, has.has(column) ? `coalesce(${column}, ${added})` : added);
}

function later(from: string, duration: string): string {
  return `${from} + to_microseconds((${duration} * 1000000)::BIGINT)`;
}

/** E-mail, else the source's id, else the name: as customers.id is made. */
function addCustomer(stored: Map<string, string>, has: ReadonlySet<string>, plan: LoadPlan): void {
  joinNames(stored, has, 'customer_');
  const keys = [
    has.has('customer_email') ? 'customer_email' : null,
    has.has('customer') ? `${literal(plan.source)} || ':' || customer` : null,
    stored.get('customer_name') ?? null,
  ].filter((sql) => sql !== null);
  if (keys.length === 0) return;
  stored.set('customer', `coalesce(${keys.join(', ')})`);
  if (has.has('customer') && !stored.has('customer_name') && !has.has('customer_email')) {
    stored.set('customer_name', 'customer');
  }
}

/** Which of the plan's columns keep the state's own word, for when there is no stage column. */
export function rawStatus(columns: readonly ReadColumn[]): string | null {
  const status = columns.find(({ name }) => name === 'status');
  return status && status.match.target?.name === 'status' ? cleaned(column(status.match.at)) : null;
}
