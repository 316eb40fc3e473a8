import type { TeamSettings } from '../../../core/settings.ts';
import type { Writer } from '../../../store/database.ts';
import { deriveConversationFacts } from '../../../store/derive.ts';
import { literal, quotedName } from '../../../store/sql-text.ts';
import type { EventLog } from '../plan/event-log.ts';
import type { LoadPlan } from '../plan/load-plan.ts';
import type { Profile } from '../plan/profile.ts';
import { rowsWithWords, storedColumns, wordsPlace } from '../plan/rows-sql.ts';
import { distinctSql } from '../values/read-sql.ts';
import { keepHistory } from './collapse-events.ts';
import { foldIncomingAgents } from './fold-incoming.ts';
import { makeWay } from './make-way.ts';
import { type OneRowEach, oneRowEach } from './one-row-each.ts';
import { addExtraColumns, recordImport } from './record-import.ts';
import { findUnread, type ReadRows, type Unusable, wordsForNothing } from './unusable.ts';
import { type Written, writeFresh, writeRows } from './write-rows.ts';

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

/** Turns the file's rows into rows of the store. Run in the one transaction of the import. */
export async function loadFile(writer: Writer, input: LoadInput): Promise<Loaded> {
  const { plan, profile, log, importId } = input;
  input.onStep('writing');
  await writeWords(writer, plan);
  // DuckDB takes no ALTER of a table after rows were deleted from it in the same transaction.
  await addExtraColumns(writer, plan);
  const demoRemoved = await makeWay(writer);
  const isFresh = await hasNothingOf(writer, plan);
  const latest = await oneRowEach(writer, input);
  const isDirect = isFresh && latest.isFileOrder;
  const stored = storedOf(input, latest.columns);
  await defineNew(writer, stored, isDirect ? 'VIEW' : 'TABLE');
  const names = [...stored.keys()];
  if (!isFresh && names.includes('agent')) await foldIncomingAgents(writer, input.settings.people);
  const written = isFresh
    ? await writeFresh(writer, plan.entity, names, importId)
    : await writeRows(writer, plan.entity, names);
  const history = log ? await keepHistory(writer) : 0;
  const from = isDirect ? `${plan.entity} WHERE import_id = ${literal(importId)}` : 'import_new';
  const read = readRows(latest, stored, from);
  const unread = await findUnread(
    writer,
    plan.columns,
    profile,
    read,
    rowsWithWords(plan, profile.relation),
  );
  const unusable = [...wordsForNothing(plan.columns, profile), ...unread];
  const range = await rangeOf(writer, names, from);
  await recordImport(writer, { ...input, ...written, history, unusable, newestAt: range.newestAt });
  input.onStep('deriving');
  await derive(writer, input, isFresh);
  await dropScratch(writer);
  const rows = written.inserted + written.updated + written.unchanged;
  return {
    ...written,
    history,
    unusable,
    demoRemoved,
    withoutId: latest.withoutId,
    duplicates: log ? 0 : profile.rows - latest.withoutId - rows,
    from: range.from,
    to: range.to,
  };
}

/** Everything anew when there is nothing else; it saves looking for what the import can have touched. */
async function derive(
  writer: Writer,
  { importId, settings }: LoadInput,
  isFresh: boolean,
): Promise<void> {
  const others = await writer.rows(
    `SELECT count(*) FROM (SELECT import_id FROM tickets UNION ALL SELECT import_id FROM chats) WHERE import_id IS DISTINCT FROM $importId`,
    { importId },
  );
  const isAlone = isFresh && Number(others.rows[0]?.[0] ?? 0) === 0;
  await deriveConversationFacts(writer, settings, isAlone ? undefined : { importIds: [importId] });
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

async function hasNothingOf(writer: Writer, { entity, source }: LoadPlan): Promise<boolean> {
  // derived customers carry the source too, but no import made them: their ids must be looked at
  const own = entity === 'customers' ? 'true' : 'source = $source';
  const { rows } = await writer.rows(
    `SELECT count(*) FROM (SELECT 1 FROM ${entity} WHERE ${own} LIMIT 1)`,
    entity === 'customers' ? {} : { source },
  );
  return Number(rows[0]?.[0] ?? 0) === 0;
}

/** The store's columns and what each is made of. */
function storedOf(
  { plan, importId }: LoadInput,
  has: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  return new Map([
    ['id', `${literal(plan.source)} || ':' || source_id`],
    ['source', literal(plan.source)],
    ...storedColumns(plan, has),
    ['import_id', literal(importId)],
  ]);
}

/** `import_new`: the rows as the entity's table will have them. */
async function defineNew(
  writer: Writer,
  stored: ReadonlyMap<string, string>,
  kind: 'TABLE' | 'VIEW',
): Promise<void> {
  const list = [...stored].map(([name, sql]) => `${sql} AS ${quotedName(name)}`);
  await writer.run(
    `CREATE TEMP ${kind} import_new AS SELECT ${list.join(', ')} FROM import_latest`,
  );
}

/** Where the file's rows can be found typed, one for one; nowhere when some were put together or left out. */
function readRows(latest: OneRowEach, stored: ReadonlyMap<string, string>, from: string): ReadRows {
  if (latest.eventRows) return latest.eventRows;
  if (!latest.isFileOrder) return { from, names: new Set() };
  const asRead = [...stored]
    .filter(([name, sql]) => sql === quotedName(name) || sql === distinctSql(name))
    .map(([name]) => name);
  return { from, names: new Set(asRead) };
}

const TIMES = ['created_at', 'started_at', 'sent_at'];
const CHANGES = ['updated_at', 'closed_at', 'ended_at', 'resolved_at'];

type Range = {
  readonly from: string | null;
  readonly to: string | null;
  readonly newestAt: string | null;
};

async function rangeOf(writer: Writer, names: readonly string[], from: string): Promise<Range> {
  const [began] = TIMES.filter((name) => names.includes(name));
  if (!began) return { from: null, to: null, newestAt: null };
  const all = [began, ...CHANGES.filter((name) => names.includes(name))].map(
    (name) => `max(${name})`,
  );
  const { rows } = await writer.rows(
    `SELECT min(${began}), max(${began}), greatest(${all.join(', ')}) FROM ${from}`,
  );
  const [first, last, newest] = rows[0] ?? [];
  return { from: asText(first), to: asText(last), newestAt: asText(newest) };
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

const SCRATCH = ['import_new', 'import_latest', 'import_events', 'import_changes', 'import_words'];

async function dropScratch(writer: Writer): Promise<void> {
  const { rows } = await writer.rows(
    `SELECT table_name, table_type FROM information_schema.tables WHERE table_catalog = 'temp'`,
  );
  const kinds = new Map(rows.map(([name, type]) => [String(name), String(type)]));
  for (const name of SCRATCH.filter((one) => kinds.has(one))) {
    await writer.run(`DROP ${kinds.get(name) === 'VIEW' ? 'VIEW' : 'TABLE'} ${name}`);
  }
}
