import type { Person } from '../core/settings.ts';
import type { Reader, Rows } from '../store/database.ts';
import type { Catalogue } from './catalogue.ts';
import { CONVERSATION_COLUMNS, populationSql, quoted } from './compile/population.ts';
import type { ExtraField, Facts } from './facts.ts';
import { loadValues, type Names } from './load-values.ts';
import type { Of } from './query-plan.ts';
import { withExtras } from './with-extras.ts';

const KINDS = ['tickets', 'chats'] as const;
const TIMES = [
  'created_at',
  'first_response_at',
  'resolved_at',
  'closed_at',
  'updated_at',
  'rated_at',
];

/** Reads what the store holds; `people` are the settings' own, beside the agents that were loaded. */
export async function loadFacts(
  db: Reader,
  catalogue: Catalogue,
  { now, people }: { readonly now: string; readonly people: readonly Person[] },
): Promise<Facts> {
  const extras = await loadExtras(db);
  const [version, rows, filled, ranges, newestMessageAt, agents, sources] = await Promise.all([
    loadVersion(db),
    loadRowCounts(db),
    loadFilled(db, extras),
    Promise.all(KINDS.map((kind) => loadRange(db, kind, now))),
    loadNewestMessage(db, now),
    db.read('SELECT name, aliases, role FROM agents WHERE name IS NOT NULL'),
    loadSources(db),
  ]);
  const [tickets = null, chats = null] = ranges;
  const range = { tickets, chats, conversations: joined(tickets, chats) };
  const fields = withExtras(catalogue, { extras }).dimensions;
  const values = await loadValues(db, { fields, filled, extras, names: namesOf(agents, people) });
  return {
    version,
    rows,
    range,
    newestAt: latest([range.conversations?.to, newestMessageAt]),
    filled,
    managers: managersOf(agents, people),
    values,
    extras: extras.map((extra) => ({ ...extra, distinct: values[extra.column]?.length ?? 0 })),
    sources,
  };
}

async function loadExtras(db: Reader): Promise<ExtraField[]> {
  const { rows } = await db.read(
    `SELECT table_name, column_name, any_value(label) FROM extra_fields
     WHERE table_name IN ('tickets', 'chats') GROUP BY ALL ORDER BY ALL`,
  );
  return rows.map(([table, column, label]) => ({
    table: table === 'chats' ? 'chats' : 'tickets',
    column: String(column),
    label: String(label),
    distinct: 0,
  }));
}

async function loadVersion(db: Reader): Promise<number> {
  const { rows } = await db.read("SELECT value FROM meta WHERE key = 'data_version'");
  return Number(rows[0]?.[0] ?? 0);
}

async function loadRowCounts(db: Reader): Promise<Facts['rows']> {
  const live = (table: string): string =>
    `(SELECT count(*) FROM ${table} WHERE deleted_at IS NULL)`;
  const { rows } = await db.read(
    `SELECT ${live('tickets')}, ${live('chats')}, ${live('messages')}, (SELECT count(*) FROM agents), (SELECT count(*) FROM customers)`,
  );
  const [tickets, chats, messages, agents, customers] = (rows[0] ?? []).map(Number);
  return {
    tickets: tickets ?? 0,
    chats: chats ?? 0,
    messages: messages ?? 0,
    agents: agents ?? 0,
    customers: customers ?? 0,
  };
}

/** A column counts as filled from its first value on; EXISTS stops there. */
async function loadFilled(db: Reader, extras: readonly ExtraField[]): Promise<Facts['filled']> {
  const [tickets, chats] = await Promise.all(KINDS.map((kind) => filledColumns(db, kind, extras)));
  const found = { tickets: tickets ?? new Set<string>(), chats: chats ?? new Set<string>() };
  return { ...found, conversations: new Set([...found.tickets, ...found.chats]) };
}

async function filledColumns(
  db: Reader,
  kind: (typeof KINDS)[number],
  extras: readonly ExtraField[],
): Promise<Set<string>> {
  const own = extras.filter(({ table }) => table === kind).map(({ column }) => column);
  const columns = [...CONVERSATION_COLUMNS, ...own];
  const exists = columns.map((column) => {
    const isList = column === 'tags' || column === 'topics';
    const filled = isList ? `list_count(${column}) > 0` : `${quoted(column)} IS NOT NULL`;
    return `EXISTS (SELECT 1 FROM (${populationSql(kind, [column], extras)}) WHERE ${filled})`;
  });
  const { rows } = await db.read(`SELECT ${exists.join(', ')}`);
  return new Set(columns.filter((_, index) => rows[0]?.[index] === true));
}

async function loadRange(db: Reader, kind: Of, now: string): Promise<Facts['range'][Of]> {
  const latestOf = TIMES.map((time) => `max(${time}) FILTER (WHERE ${time} <= $now::TIMESTAMP)`);
  const { rows } = await db.read(
    `SELECT min(created_at), greatest(${latestOf.join(', ')})
     FROM (${populationSql(kind, TIMES, [])}) WHERE created_at <= $now::TIMESTAMP`,
    { now },
  );
  const [from, to] = rows[0] ?? [];
  return typeof from === 'string' && typeof to === 'string' ? { from, to } : null;
}

async function loadNewestMessage(db: Reader, now: string): Promise<string | null> {
  const { rows } = await db.read(
    'SELECT max(sent_at) FROM messages WHERE deleted_at IS NULL AND sent_at <= $now::TIMESTAMP',
    { now },
  );
  const newest = rows[0]?.[0];
  return typeof newest === 'string' ? newest : null;
}

async function loadSources(db: Reader): Promise<Facts['sources']> {
  const { rows } = await db.read(
    `SELECT source, max(newest_at), max(finished_at) FROM imports
     WHERE source IS NOT NULL AND finished_at IS NOT NULL GROUP BY source ORDER BY source`,
  );
  return rows.map(([source, newestAt, loadedAt]) => ({
    source: String(source),
    newestAt: typeof newestAt === 'string' ? newestAt : null,
    loadedAt: String(loadedAt),
  }));
}

function namesOf({ rows }: Rows, people: readonly Person[]): Names {
  const names = new Map<string, Set<string>>();
  const enter = (name: string, aliases: readonly unknown[]): void => {
    const known = names.get(name) ?? new Set();
    for (const alias of aliases) known.add(String(alias));
    names.set(name, known);
  };
  for (const [name, aliases] of rows) enter(String(name), Array.isArray(aliases) ? aliases : []);
  for (const { name, aliases } of people) enter(name, aliases);
  return names;
}

function managersOf({ rows }: Rows, people: readonly Person[]): string[] {
  const set = people.filter(({ role }) => role === 'manager');
  const others = new Set(people.filter(({ role }) => role !== 'manager').map(({ name }) => name));
  const loaded = rows.flatMap(([name, , role]) =>
    role === 'manager' && !others.has(String(name)) ? [String(name)] : [],
  );
  return [...new Set([...set.map(({ name }) => name), ...loaded])].toSorted();
}

function joined(tickets: Facts['range'][Of], chats: Facts['range'][Of]): Facts['range'][Of] {
  if (!tickets || !chats) return tickets ?? chats;
  const from = [tickets.from, chats.from].toSorted()[0] ?? tickets.from;
  return { from, to: latest([tickets.to, chats.to]) ?? tickets.to };
}

/** ISO instants sort as text. */
function latest(times: readonly (string | null | undefined)[]): string | null {
  return (
    times
      .filter((time) => typeof time === 'string')
      .toSorted()
      .at(-1) ?? null
  );
}
