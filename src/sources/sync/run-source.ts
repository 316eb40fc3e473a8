import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { ConfigError, UpstreamError } from '../../core/errors.ts';
import type { Precedence } from '../../core/precedence.ts';
import type { TeamSettings } from '../../core/settings.ts';
import type { Database, Writer } from '../../store/database.ts';
import { deriveConversationFacts } from '../../store/derive.ts';
import { makeWay } from '../files/load/make-way.ts';
import {
  type Applied,
  applyPage,
  type Counts,
  EVERYTHING,
  type Holds,
  type KnownIds,
} from './apply-page.ts';
import type { Directory } from './directory.ts';
import { createIdFilter } from './id-filter.ts';
import { keepOutErased } from './keep-out-erased.ts';
import type { Page, PageRows, SyncState } from './page.ts';
import { retryRejects } from './retry-rejects.ts';
import { forgetSeen, noteSeen, sweep } from './sweep.ts';
import { addRun, readState, saveState, writeRun } from './sync-records.ts';
import type { RunKind, RunRecord } from './syncing.ts';
import type { PullStart, TicketSource } from './ticket-source.ts';

export type RunParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly settings: Pick<TeamSettings, 'autoresponses' | 'people'>;
  readonly precedence?: Pick<Precedence, 'clear'>;
};

export type RunAsked = {
  readonly kind: RunKind;
  readonly trigger: RunRecord['trigger'];
  readonly since: string | undefined;
  /** Conversations that began before it are left out; ISO UTC. */
  readonly notBefore: string | null;
};

/** How often a long run derives from what it has written: it waits this many times as long as the last time took. */
const SETTLING_SHARE = 8;
const SETTLE_AFTER_MS = 15_000;
/** A page makes way for questions so long. */
const MAKE_WAY_MS = 500;

/**
 * One run of one source, page by page. However it ends, the store holds whole pages and where to go on after them.
 * Resolves with the run as the log has it; what stopped it is in there, in words.
 */
export async function runSource(
  source: TicketSource,
  asked: RunAsked,
  parts: RunParts,
  onPage: (run: RunRecord) => void,
  signal: AbortSignal,
): Promise<RunRecord> {
  const journal = createJournal(source, asked, parts);
  try {
    await journal.begin();
    await pullPages(source, asked, parts, journal, onPage, signal);
    await journal.settle();
    return await journal.end({ outcome: 'done', problem: null, remedy: null });
  } catch (error) {
    if (!signal.aborted && !(error instanceof ConfigError || error instanceof UpstreamError)) {
      await journal.end(bugEnd());
      throw error;
    }
    await journal.settle();
    return await journal.end(signal.aborted ? STOPPED : failedEnd(error));
  }
}

type Ending = Pick<RunRecord, 'outcome' | 'problem' | 'remedy'>;

const STOPPED: Ending = {
  outcome: 'stopped',
  problem: null,
  remedy: 'The next run goes on from here.',
};

function failedEnd(error: unknown): Ending {
  const problem = error instanceof Error ? error.message : String(error);
  const remedy =
    error instanceof ConfigError
      ? 'Nothing more is read until this is put right; then run it again.'
      : 'What was read so far is kept; the next run goes on from there.';
  return { outcome: 'failed', problem, remedy };
}

function bugEnd(): Ending {
  return {
    outcome: 'failed',
    problem: 'Deskhand itself failed; the log tells more',
    remedy: 'Please report it. The next run goes on from the last page that was written.',
  };
}

type Journal = ReturnType<typeof createJournal>;

/** Writes pages with the state and the run's counts in one transaction each, and derives from them now and then. */
function createJournal(source: TicketSource, asked: RunAsked, parts: RunParts) {
  const { db, clock, settings } = parts;
  const { name, mapping, traffic } = source;
  const nowIso = (): string => new Date(clock.now()).toISOString();
  const trafficBefore = { ...traffic };
  let run: RunRecord = newRun(name, asked, nowIso());
  let state: SyncState | null = null;
  let unsettled: readonly string[] = [];
  let segment = newSegment(name);
  let knownIds: KnownIds | null = null;
  let directory: Directory | null = null;
  let holds: Holds = EVERYTHING;
  let settleAfterMs = SETTLE_AFTER_MS;
  let settledAt = clock.now();

  const counted = (applied: Counts): RunRecord => ({
    ...run,
    inserted: run.inserted + applied.inserted,
    updated: run.updated + applied.updated,
    unchanged: run.unchanged + applied.unchanged,
    deleted: run.deleted + applied.deleted,
    rejected: run.rejected + applied.rejected,
    requests: traffic.requests - trafficBefore.requests,
    retries: traffic.retries - trafficBefore.retries,
  });

  const applyRows = async (writer: Writer, rows: PageRows): Promise<Applied> => {
    const now = nowIso();
    const { page } = await keepOutErased(writer, name, rows, now);
    const applying = { source: name, mapping, segment, now, knownIds, directory, holds };
    const applied = await applyPage(writer, page, applying);
    ({ directory, holds } = applied);
    return applied;
  };

  const journal = {
    get run() {
      return run;
    },
    get state() {
      return state;
    },
    async begin() {
      ({ state, unsettled } = await readState(db, name));
      await db.write((writer) => addRun(writer, run), { keepVersion: true });
      await journal.settle();
      holds = await readHoldings(db, name);
      if (!holds.conversations) knownIds = nothingKnown();
      await retryRejects(db, source, async (writer, rows) => {
        const applied = await applyRows(writer, rows);
        unsettled = [...new Set([...unsettled, segment])];
        await saveState(writer, name, { state, unsettled }, nowIso());
        return applied;
      });
    },
    async write(page: Page) {
      const next = await db.write(
        async (writer) => {
          if (run.inserted === 0 && hasConversations(page)) await makeWay(writer);
          const applied = await applyRows(writer, page);
          await noteSeen(writer, name, page);
          const swept = page.complete?.sweep
            ? await sweep(writer, { source: name, segment }, page.complete.sweep)
            : 0;
          if (page.complete) await forgetSeen(writer, name);
          const isTouched = unsettled.includes(segment) ? unsettled : [...unsettled, segment];
          await saveState(writer, name, { state: page.state, unsettled: isTouched }, nowIso());
          const after: RunRecord = {
            ...counted({ ...applied, deleted: applied.deleted + swept }),
            step: page.progress.step,
            done: page.progress.done,
            of: page.progress.of,
            newestAt: newestOf(run.newestAt, page),
            readUntil: page.complete?.readUntil ?? run.readUntil,
          };
          await writeRun(writer, after);
          return { run: after, unsettled: isTouched };
        },
        { keepVersion: true },
      );
      run = next.run;
      unsettled = next.unsettled;
      state = page.state;
      if (clock.now() - settledAt >= settleAfterMs) await journal.settle();
    },
    /** Derives what the rows written since the last time say about their conversations. */
    async settle() {
      if (unsettled.length === 0) return;
      const began = clock.now();
      await db.write(async (writer) => {
        await deriveConversationFacts(writer, settings, { importIds: unsettled });
        await saveState(writer, name, { state, unsettled: [] }, nowIso());
      });
      unsettled = [];
      directory = null; // names may have been folded into others
      segment = newSegment(name);
      settledAt = clock.now();
      settleAfterMs = Math.max(SETTLE_AFTER_MS, (settledAt - began) * SETTLING_SHARE);
    },
    async end(ending: Ending): Promise<RunRecord> {
      run = { ...counted(NONE), ...ending, finishedAt: nowIso() };
      await db.write((writer) => writeRun(writer, run));
      return run;
    },
  };
  return journal;
}

const NONE: Counts = { inserted: 0, updated: 0, unchanged: 0, deleted: 0, rejected: 0 };

async function pullPages(
  source: TicketSource,
  asked: RunAsked,
  { db, precedence }: RunParts,
  journal: Journal,
  onPage: (run: RunRecord) => void,
  signal: AbortSignal,
): Promise<void> {
  const start: PullStart = {
    state: journal.state,
    kind: asked.kind,
    ...(asked.since !== undefined && { since: asked.since }),
    notBefore: asked.notBefore,
    known: (entity, ids) => readVersions(db, source.name, entity, ids),
    signal,
  };
  const makeWay = async (): Promise<void> => precedence?.clear(MAKE_WAY_MS);
  for await (const page of lookingAhead(source.pull(start), makeWay)) {
    await makeWay();
    await journal.write(page);
    onPage(journal.run);
    signal.throwIfAborted();
  }
}

/** The next page is fetched while the one before it is being written. */
async function* lookingAhead(
  pages: AsyncIterable<Page>,
  before: () => Promise<void>,
): AsyncGenerator<Page> {
  const iterator = pages[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (;;) {
      const { value, done } = await next;
      if (done) return;
      next = before().then(() => iterator.next());
      next.catch(() => {}); // thrown where it is awaited
      yield value;
    }
  } finally {
    await next.catch(() => {}); // whatever was under way is over before anybody goes on
    await iterator.return?.();
  }
}

async function readVersions(
  db: Database,
  source: string,
  entity: 'tickets' | 'chats',
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.read(
    `SELECT source_id, version FROM ${entity}
     WHERE id IN (SELECT $source || ':' || unnest($ids)) AND deleted_at IS NULL AND version IS NOT NULL`,
    { source, ids },
  );
  return new Map(rows.map(([id, version]) => [String(id), Number(version)]));
}

async function readHoldings(db: Database, source: string): Promise<Holds> {
  const has = (table: string): string => `EXISTS (FROM ${table} WHERE source = $source)`;
  const { rows } = await db.read(
    `SELECT ${has('tickets')} OR ${has('chats')} OR ${has('messages')}, ${has('ratings')}, ${has('rejects')}`,
    { source },
  );
  const [conversations, ratings, rejects] = (rows[0] ?? []).map((held) => held === true);
  return {
    conversations: conversations ?? true,
    ratings: ratings ?? true,
    rejects: rejects ?? true,
  };
}

function nothingKnown(): KnownIds {
  return {
    tickets: createIdFilter(),
    chats: createIdFilter(),
    messages: createIdFilter(),
    history: createIdFilter(),
  };
}

function newRun(source: string, { kind, trigger }: RunAsked, startedAt: string): RunRecord {
  return {
    id: randomUUID(),
    source,
    kind,
    outcome: 'running',
    trigger,
    startedAt,
    finishedAt: null,
    step: null,
    done: 0,
    of: null,
    ...NONE,
    requests: 0,
    retries: 0,
    newestAt: null,
    readUntil: null,
    problem: null,
    remedy: null,
  };
}

function newSegment(source: string): string {
  return `${source}-${randomUUID()}`;
}

function hasConversations({ tickets, chats }: Page): boolean {
  return (tickets?.length ?? 0) + (chats?.length ?? 0) > 0;
}

/** ISO instants of one form sort as text. */
function newestOf(before: string | null, { tickets, chats, messages }: Page): string | null {
  let newest = before;
  const times = [
    ...(tickets ?? []).map(({ updated_at, created_at }) => updated_at ?? created_at),
    ...(chats ?? []).map(({ ended_at, started_at }) => ended_at ?? started_at),
    ...(messages ?? []).map(({ sent_at }) => sent_at),
  ];
  for (const time of times) if (time && (newest === null || time > newest)) newest = time;
  return newest;
}
