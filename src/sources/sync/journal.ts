import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import type { TeamSettings } from '../../core/settings.ts';
import type { Database, Writer } from '../../store/database.ts';
import { deriveConversationFacts } from '../../store/derive.ts';
import { makeWay } from '../files/load/make-way.ts';
import { type Applied, applyPage, type Counts, EVERYTHING } from './apply-page.ts';
import type { Directory } from './directory.ts';
import { createHoldings, type Holdings } from './holdings.ts';
import { keepOutErased } from './keep-out-erased.ts';
import type { Page, PageRows, SyncState } from './page.ts';
import { retryRejects } from './retry-rejects.ts';
import { forgetSeen, noteSeen, sweep } from './sweep.ts';
import { addRun, readState, readStateIn, saveState, writeRun } from './sync-records.ts';
import type { RunKind, RunRecord } from './syncing.ts';
import type { TicketSource } from './ticket-source.ts';

/** How often a long run derives from what it has written: it waits this many times as long as the last time took. */
const SETTLING_SHARE = 8;
const SETTLE_AFTER_MS = 15_000;

export type JournalParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly settings: Pick<TeamSettings, 'autoresponses' | 'people'>;
};

export type Ending = Pick<RunRecord, 'outcome' | 'problem' | 'remedy'>;

/** One run as it is written down, in this order: `begin`, a `write` for each page, `settle`, `end`. */
export interface Journal {
  readonly run: RunRecord;
  /** Where the source goes on; what the last page that was written left. */
  readonly state: SyncState | null;
  /** Those of these ids that the store may have: the others need no looking for. */
  readonly possible: Holdings['possible'];
  begin(): Promise<void>;
  /** A page, the state it leaves and the run's counts, in one transaction; derives from what was written when it is time. */
  write(page: Page): Promise<void>;
  /** Derives what the rows written since the last time say about their conversations. */
  settle(): Promise<void>;
  end(ending: Ending): Promise<RunRecord>;
}

export function createJournal(
  source: TicketSource,
  asked: { readonly kind: RunKind; readonly trigger: RunRecord['trigger'] },
  { db, clock, settings }: JournalParts,
): Journal {
  const { name, mapping, traffic } = source;
  const nowIso = (): string => new Date(clock.now()).toISOString();
  const trafficBefore = { ...traffic };
  const holdings = createHoldings(name);
  let run: RunRecord = newRun(name, asked, nowIso());
  let state: SyncState | null = null;
  let segment = newSegment(name);
  let directory: Directory | null = null;
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

  const applyRows = async (
    writer: Writer,
    rows: PageRows,
    held: Pick<Parameters<typeof applyPage>[2], 'holds' | 'knownIds'>,
  ): Promise<Applied> => {
    const now = nowIso();
    const { page } = await keepOutErased(writer, name, rows, now);
    const applied = await applyPage(writer, page, {
      ...{ source: name, mapping, segment, now, directory },
      ...held,
    });
    directory = applied.directory;
    return applied;
  };

  /** Saves where to go on, and that the segment is to be derived from where something in it is new. */
  const save = async (writer: Writer, after: SyncState | null, isNews: boolean): Promise<void> => {
    const { unsettled } = await readStateIn(writer, name);
    const due = isNews ? [...new Set([...unsettled, segment])] : unsettled;
    await saveState(writer, name, { state: after, unsettled: due }, nowIso());
  };

  const settle = async (): Promise<void> => {
    const began = clock.now();
    const { unsettled: due } = await readState(db, name);
    if (due.length > 0) {
      await db.write(async (writer) => {
        const { unsettled } = await readStateIn(writer, name);
        holdings.meet(unsettled, segment);
        await deriveConversationFacts(writer, settings, { importIds: unsettled });
        await saveState(writer, name, { state, unsettled: [] }, nowIso());
      });
      directory = null; // names may have been folded into others
      segment = newSegment(name);
    }
    settledAt = clock.now();
    settleAfterMs = Math.max(SETTLE_AFTER_MS, (settledAt - began) * SETTLING_SHARE);
  };

  return {
    get run() {
      return run;
    },
    get state() {
      return state;
    },
    possible: holdings.possible,
    settle,
    async begin() {
      ({ state } = await readState(db, name));
      await db.write((writer) => addRun(writer, run), { keepVersion: true });
      await settle();
      await retryRejects(db, source, async (writer, rows) => {
        const applied = await applyRows(writer, rows, { holds: EVERYTHING, knownIds: null });
        await save(writer, state, true);
        return applied;
      });
    },
    async write(page) {
      run = await db.write(
        async (writer) => {
          if (run.inserted === 0 && hasConversations(page)) await makeWay(writer);
          const { unsettled } = await readStateIn(writer, name);
          const held = await holdings.look(writer, unsettled, segment);
          const applied = await applyRows(writer, page, held);
          holdings.note(applied.holds);
          await noteSeen(writer, name, page);
          const swept = page.complete?.sweep
            ? await sweep(writer, { source: name, segment }, page.complete.sweep)
            : 0;
          if (page.complete) await forgetSeen(writer, name);
          await save(writer, page.state, applied.isNews || swept > 0);
          const after: RunRecord = {
            ...counted({ ...applied, deleted: applied.deleted + swept }),
            step: page.progress.step,
            done: page.progress.done,
            of: page.progress.of,
            newestAt: newestOf(run.newestAt, page),
            readUntil: page.complete?.readUntil ?? run.readUntil,
          };
          await writeRun(writer, after);
          return after;
        },
        { keepVersion: true },
      );
      state = page.state;
      if (clock.now() - settledAt >= settleAfterMs) await settle();
    },
    async end(ending) {
      run = { ...counted(NONE), ...ending, finishedAt: nowIso() };
      await db.write((writer) => writeRun(writer, run));
      return run;
    },
  };
}

const NONE: Counts = { inserted: 0, updated: 0, unchanged: 0, deleted: 0, rejected: 0 };

function newRun(
  source: string,
  { kind, trigger }: { readonly kind: RunKind; readonly trigger: RunRecord['trigger'] },
  startedAt: string,
): RunRecord {
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
