import type { TeamSettings } from '../../../core/settings.ts';
import type { Writer } from '../../../store/database.ts';
import { deriveConversationFacts } from '../../../store/derive.ts';
import type { EventLog } from '../plan/event-log.ts';
import type { LoadPlan } from '../plan/load-plan.ts';
import type { Profile } from '../plan/profile.ts';
import {
  literal,
  quotedName,
  type RowSql,
  rawStatus,
  rawWithWords,
  storedColumns,
  typedColumns,
  wordsPlace,
} from '../plan/rows-sql.ts';
import { collapseEvents, keepHistory, writeChanges } from './collapse-events.ts';
import { foldIncomingAgents } from './fold-incoming.ts';
import { makeWay } from './make-way.ts';
import { addExtraColumns, recordImport } from './record-import.ts';
import { findUnusable, type Unusable } from './unusable.ts';
import { type Written, writeRows } from './write-rows.ts';

export type LoadInput = {
  readonly plan: LoadPlan;
  readonly profile: Profile;
  readonly log: EventLog | null;
  /** Number of columns of the file. */
  readonly width: number;
  readonly importId: string;
  readonly fileName: string;
  readonly hash: string;
  readonly startedAt: string;
  readonly finishedAt: () => string;
  readonly settings: TeamSettings;
  readonly onStep: (step: 'writing' | 'deriving') => void;
};

export type Loaded = Written & {
  readonly history: number;
  readonly unusable: readonly Unusable[];
  readonly withoutId: number;
  readonly duplicates: number;
  readonly demoRemoved: boolean;
  readonly from: string | null;
  readonly to: string | null;
};

export const SCRATCH_TABLES = [
  'import_raw',
  'import_words',
  'import_events',
  'import_latest',
  'import_changes',
  'import_new',
];

/** Turns `import_raw` into rows of the store, in the transaction that holds it. */
export async function loadFile(writer: Writer, input: LoadInput): Promise<Loaded> {
  const { plan, log, importId } = input;
  input.onStep('writing');
  await writeWords(writer, plan);
  const unusable = await findUnusable(writer, plan.columns, input.profile, rawWithWords(plan));
  const demoRemoved = await makeWay(writer);
  await addExtraColumns(writer, plan);
  const { columns, kept } = log ? await collapseLog(writer, input) : await typeRows(writer, input);
  const names = await prepareNew(writer, input, columns);
  if (names.includes('agent')) await foldIncomingAgents(writer, plan.entity, input.settings.people);
  const written = await writeRows(writer, plan.entity, names);
  const history = log ? await keepHistory(writer) : 0;
  const range = await newRange(writer, names);
  await recordImport(writer, { ...input, ...written, history, unusable, ...range });
  input.onStep('deriving');
  await deriveConversationFacts(writer, input.settings, { importIds: [importId] });
  await dropScratch(writer);
  const rows = written.inserted + written.updated + written.unchanged;
  const withId = log ? rows : kept.rows - kept.withoutId;
  return {
    ...written,
    history,
    unusable,
    demoRemoved,
    withoutId: kept.withoutId,
    duplicates: log ? 0 : withId - rows,
    from: range.from,
    to: range.to,
  };
}

async function writeWords(writer: Writer, plan: LoadPlan): Promise<void> {
  await writer.run(
    'CREATE TEMP TABLE import_words (place INTEGER, value VARCHAR, reading VARCHAR)',
  );
  for (const read of plan.columns) {
    const { listed } = read;
    if (!listed || listed.size === 0) continue;
    await writer.run(
      `INSERT INTO import_words SELECT ${wordsPlace(read)}, unnest(from_json($values, '["VARCHAR"]')), unnest(from_json($readings, '["VARCHAR"]'))`,
      {
        values: JSON.stringify([...listed.keys()]),
        readings: JSON.stringify([...listed.values()]),
      },
    );
  }
}

type Typed = {
  readonly columns: ReadonlySet<string>;
  readonly kept: { readonly rows: number; readonly withoutId: number };
};

function typedSelect({ plan, width }: LoadInput): {
  readonly sql: string;
  readonly values: RowSql;
} {
  const values = new Map(typedColumns(plan, width));
  const status = rawStatus(plan.columns);
  if (status && plan.entity === 'tickets') values.set('raw_status', status);
  const list = [...values].map(([name, sql]) => `${sql} AS ${quotedName(name)}`);
  return {
    sql: `SELECT ${list.join(', ')}, r.rowid AS file_row FROM ${rawWithWords(plan)}`,
    values,
  };
}

/** One row an id, the last one; a list of tickets or anything else that isn't a log. */
async function typeRows(writer: Writer, input: LoadInput): Promise<Typed> {
  const { sql, values } = typedSelect(input);
  const { profile, plan } = input;
  const key = plan.columns.find(({ name }) => name === 'source_id');
  const filled = key ? (profile.columns[key.match.at]?.filled ?? 0) : profile.rows;
  const isUnique = key !== undefined && profile.ids === filled;
  const order = values.has('updated_at')
    ? 'updated_at DESC NULLS LAST, file_row DESC'
    : 'file_row DESC';
  const once = isUnique
    ? ''
    : `QUALIFY row_number() OVER (PARTITION BY source_id ORDER BY ${order}) = 1`;
  await writer.run(
    `CREATE TEMP VIEW import_latest AS SELECT * FROM (${sql}) WHERE source_id IS NOT NULL ${once}`,
  );
  return {
    columns: new Set(values.keys()),
    kept: { rows: profile.rows, withoutId: profile.rows - filled },
  };
}

/** One row a ticket out of its events, and what changed on the way. */
async function collapseLog(writer: Writer, input: LoadInput): Promise<Typed> {
  const { sql, values } = typedSelect(input);
  const { plan, profile, importId } = input;
  const order = ['event_order', 'event_at', 'updated_at'].filter((name) => values.has(name));
  await writer.run(`
    CREATE TEMP TABLE import_events AS
      SELECT *, row_number() OVER (PARTITION BY source_id ORDER BY ${[...order, 'file_row'].join(', ')}) AS step
      FROM (${sql}) WHERE source_id IS NOT NULL`);
  const columns = new Set(values.keys());
  await writeChanges(writer, columns, { source: plan.source, importId });
  const collapsed = await collapseEvents(writer, columns);
  const filled = profile.columns[input.log?.key.at ?? 0]?.filled ?? 0;
  return { columns: collapsed, kept: { rows: profile.rows, withoutId: profile.rows - filled } };
}

/** `import_new`: the rows as the entity's table has them. Gives its columns. */
async function prepareNew(
  writer: Writer,
  { plan, importId }: LoadInput,
  has: ReadonlySet<string>,
): Promise<readonly string[]> {
  const stored = new Map([
    ['id', `${literal(plan.source)} || ':' || source_id`],
    ['source', literal(plan.source)],
    ...storedColumns(plan, has),
    ['import_id', literal(importId)],
  ]);
  const list = [...stored].map(([name, sql]) => `${sql} AS ${quotedName(name)}`);
  const existing = await writer.rows(
    `SELECT count(*) FROM (SELECT 1 FROM ${plan.entity} WHERE source = $source LIMIT 1)`,
    { source: plan.source },
  );
  const kind = Number(existing.rows[0]?.[0] ?? 0) > 0 ? 'TABLE' : 'VIEW';
  await writer.run(
    `CREATE TEMP ${kind} import_new AS SELECT ${list.join(', ')} FROM import_latest`,
  );
  return [...stored.keys()];
}

const TIMES = ['created_at', 'started_at', 'sent_at'];
const CHANGES = ['updated_at', 'closed_at', 'ended_at', 'resolved_at'];

async function newRange(
  writer: Writer,
  names: readonly string[],
): Promise<{
  readonly from: string | null;
  readonly to: string | null;
  readonly newestAt: string | null;
}> {
  const [began] = TIMES.filter((name) => names.includes(name));
  if (!began) return { from: null, to: null, newestAt: null };
  const all = [began, ...CHANGES.filter((name) => names.includes(name))].map(
    (name) => `max(${name})`,
  );
  const { rows } = await writer.rows(
    `SELECT min(${began}), max(${began}), greatest(${all.join(', ')}) FROM import_new`,
  );
  const [from = null, to = null, newestAt = null] = rows[0] ?? [];
  return { from: asText(from), to: asText(to), newestAt: asText(newestAt) };
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

async function dropScratch(writer: Writer): Promise<void> {
  const { rows } = await writer.rows(
    `SELECT table_name, table_type FROM information_schema.tables WHERE table_name LIKE 'import\\_%' ESCAPE '\\'`,
  );
  for (const [name, type] of rows.toReversed()) {
    if (!SCRATCH_TABLES.includes(String(name))) continue;
    await writer.run(`DROP ${String(type) === 'VIEW' ? 'VIEW' : 'TABLE'} ${String(name)}`);
  }
}
