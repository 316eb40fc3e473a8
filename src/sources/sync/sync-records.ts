import type { Cell } from '../../core/answer.ts';
import type { Reader, Writer } from '../../store/database.ts';
import type { SyncState } from './page.ts';
import type { RunKind, RunOutcome, RunRecord, SourceState } from './syncing.ts';

/** Runs kept a source. */
const LOG_LENGTH = 500;
const SAMPLE_LENGTH = 300;

const RUN_COLUMNS = {
  id: 'id',
  source: 'source',
  kind: 'kind',
  outcome: 'outcome',
  trigger: 'trigger',
  startedAt: 'started_at',
  finishedAt: 'finished_at',
  step: 'step',
  done: 'steps_done',
  of: 'steps_of',
  inserted: 'inserted',
  updated: 'updated',
  unchanged: 'unchanged',
  deleted: 'deleted',
  rejected: 'rejected',
  requests: 'requests',
  retries: 'retries',
  newestAt: 'newest_at',
  readUntil: 'read_until',
  problem: 'problem',
  remedy: 'remedy',
} as const satisfies Record<keyof RunRecord, string>;

const FIELDS = Object.keys(RUN_COLUMNS) as readonly (keyof RunRecord)[]; // of an object with exactly these keys
const SELECTED = FIELDS.map((field) => `${RUN_COLUMNS[field]} AS ${field}`).join(', ');

/** Begins the record of a run. */
export async function addRun(writer: Writer, run: RunRecord): Promise<void> {
  const cells = FIELDS.map((field) => `${given(field)} AS ${RUN_COLUMNS[field]}`);
  await writer.run(`INSERT INTO sync_runs BY NAME SELECT ${cells.join(', ')}`, cellsOf(run));
}

/** Writes the run as it stands now. */
export async function writeRun(writer: Writer, run: RunRecord): Promise<void> {
  const cells = FIELDS.filter((field) => field !== 'id').map(
    (field) => `${RUN_COLUMNS[field]} = ${given(field)}`,
  );
  await writer.run(`UPDATE sync_runs SET ${cells.join(', ')} WHERE id = $id`, cellsOf(run));
}

function given(field: keyof RunRecord): string {
  return field.endsWith('At') || field === 'readUntil' ? `$${field}::TIMESTAMP` : `$${field}`;
}

function cellsOf(run: RunRecord): Record<string, Cell> {
  return { ...run };
}

/** Runs that a process which ended left behind are over, and old ones forgotten. */
export async function tidyRuns(writer: Writer, now: string): Promise<void> {
  await writer.run(
    `UPDATE sync_runs SET outcome = 'interrupted', finished_at = $now::TIMESTAMP,
       problem = 'Deskhand was stopped in the middle of it', remedy = 'The next run goes on from there.'
     WHERE outcome = 'running'`,
    { now },
  );
  await writer.run(
    `DELETE FROM sync_runs WHERE id IN (
       SELECT id FROM sync_runs QUALIFY row_number() OVER (PARTITION BY source ORDER BY started_at DESC, id) > ${LOG_LENGTH})`,
  );
}

/** Newest first. */
export async function readRuns(
  db: Reader,
  { source, limit }: { readonly source: string | null; readonly limit: number },
): Promise<readonly RunRecord[]> {
  const { rows } = await db.read(
    `SELECT ${SELECTED} FROM sync_runs WHERE $source::VARCHAR IS NULL OR source = $source
     ORDER BY started_at DESC, id LIMIT $limit`,
    { source, limit },
  );
  return rows.map(runOf);
}

/** Of each source the latest run, and the latest that got to its end. */
export async function readLatestRuns(db: Reader): Promise<readonly RunRecord[]> {
  const latest = (which: string): string =>
    `SELECT ${SELECTED} FROM sync_runs ${which}
     QUALIFY row_number() OVER (PARTITION BY source ORDER BY started_at DESC, id) = 1`;
  const { rows } = await db.read(
    `FROM (${latest('')}) UNION FROM (${latest(`WHERE outcome = 'done'`)}) ORDER BY startedAt DESC`,
  );
  return rows.map(runOf);
}

export async function readRejectCounts(
  db: Reader,
): Promise<ReadonlyMap<string, SourceState['rejects']>> {
  const { rows } = await db.read(
    `SELECT source, entity, reason, count(*), left(arg_max(raw, last_at), ${SAMPLE_LENGTH}) FROM rejects
     GROUP BY ALL ORDER BY source, count(*) DESC, entity, reason`,
  );
  const bySource = Map.groupBy(rows, ([source]) => String(source));
  return new Map(
    [...bySource].map(([source, own]) => [
      source,
      own.map(([, entity, reason, count, sample]) => ({
        entity: String(entity),
        reason: String(reason),
        rows: Number(count),
        sample: typeof sample === 'string' ? sample : null,
      })),
    ]),
  );
}

export type Kept = { readonly state: SyncState | null; readonly unsettled: readonly string[] };

/** Where a source's next pull goes on, and what was written and not derived from yet. */
export async function readState(db: Reader, source: string): Promise<Kept> {
  const { rows } = await db.read('SELECT state, unsettled FROM sync_state WHERE source = $source', {
    source,
  });
  const [state, unsettled] = rows[0] ?? [];
  return {
    state: typeof state === 'string' ? (JSON.parse(state) as SyncState) : null, // as saveState wrote it
    unsettled: (unsettled as string[] | null | undefined) ?? [],
  };
}

/** The same, within the transaction that is to change it. */
export function readStateIn(writer: Writer, source: string): Promise<Kept> {
  return readState({ read: (sql, params) => writer.rows(sql, params) }, source);
}

export async function saveState(
  writer: Writer,
  source: string,
  { state, unsettled }: Kept,
  now: string,
): Promise<void> {
  const cells = { source, state: state === null ? null : JSON.stringify(state), now, unsettled };
  const { rows } = await writer.rows(
    `UPDATE sync_state SET state = $state, saved_at = $now::TIMESTAMP, unsettled = $unsettled WHERE source = $source RETURNING 1`,
    cells,
  );
  if (rows.length > 0) return;
  await writer.run(
    'INSERT INTO sync_state (source, state, saved_at, unsettled) VALUES ($source, $state, $now::TIMESTAMP, $unsettled)',
    cells,
  );
}

function runOf(row: readonly unknown[]): RunRecord {
  const cells = new Map<string, unknown>(FIELDS.map((field, index) => [field, row[index]]));
  const text = (field: keyof RunRecord): string | null => {
    const value = cells.get(field);
    return value === null || value === undefined ? null : String(value);
  };
  const count = (field: keyof RunRecord): number => Number(cells.get(field) ?? 0);
  return {
    id: text('id') ?? '',
    source: text('source') ?? '',
    // The casts hold: writeRun is the only one to write them.
    kind: text('kind') as RunKind,
    outcome: text('outcome') as RunOutcome,
    trigger: text('trigger') as RunRecord['trigger'],
    startedAt: text('startedAt') ?? '',
    finishedAt: text('finishedAt'),
    step: text('step'),
    done: count('done'),
    of: cells.get('of') === null ? null : count('of'),
    inserted: count('inserted'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    deleted: count('deleted'),
    rejected: count('rejected'),
    requests: count('requests'),
    retries: count('retries'),
    newestAt: text('newestAt'),
    readUntil: text('readUntil'),
    problem: text('problem'),
    remedy: text('remedy'),
  };
}
