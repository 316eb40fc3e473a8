import type { Clock } from '../../core/clock.ts';
import { AskerError, ConfigError, messageOf, UpstreamError } from '../../core/errors.ts';
import { createRounds } from '../../core/rounds.ts';
import type { Database } from '../../store/database.ts';
import type { TicketSource, WriteOutcome, WriteRequest } from '../sync/ticket-source.ts';
import { stepAfter } from './next-step.ts';
import type { ChangeAsked, Outbox, OutboxEntry, OutboxState } from './outbox.ts';
import {
  cancelEntry,
  claimEntry,
  doubtInterrupted,
  findEntry,
  insertEntry,
  readDue,
  readEntries,
  readNextDue,
  writeStep,
} from './outbox-table.ts';

const ALL: readonly OutboxState[] = [
  ...(['waiting', 'sending', 'unsure'] as const),
  ...(['done', 'refused', 'cancelled'] as const),
];
const LISTED = 100;
const LONGEST_NAP_MS = 60_000;
const RETRY_MS = 5_000;

export type OutboxParts = {
  readonly db: Database;
  readonly sources: readonly Pick<TicketSource, 'name' | 'label' | 'write' | 'confirm'>[];
  readonly clock: Clock;
  /** Reads tickets anew after a change was made, for searches still show them as they were. */
  readonly refresh: (source: string, ticketRefs: readonly string[]) => Promise<void>;
  readonly logger: { warn(fields: object, message: string): void };
  readonly random?: () => number;
};

/** An outbox over the store. Whatever an earlier process was sending is looked for before it is sent again. */
export async function createOutbox(parts: OutboxParts): Promise<Outbox> {
  const { db, clock } = parts;
  const nowIso = () => new Date(clock.now()).toISOString();
  await db.write((writer) => doubtInterrupted(writer, nowIso()), { keepVersion: true });
  const rounds = createRounds();
  let delivering: Promise<number> | null = null;

  const deliver = async (signal: AbortSignal): Promise<number> => {
    let moved = 0;
    for (;;) {
      const due = await readDue(db, nowIso());
      if (due.length === 0 || signal.aborted) return moved;
      const bySource = Map.groupBy(due, ({ source }) => source);
      const counts = await Promise.all(
        [...bySource.values()].map((entries) => deliverInTurn(parts, entries, signal)),
      );
      const count = counts.reduce((sum, each) => sum + each, 0);
      if (count === 0) return moved;
      moved += count;
    }
  };

  const outbox: Outbox = {
    async enqueue(asked) {
      const source = parts.sources.find(({ name }) => name === asked.source);
      if (!source)
        throw new AskerError(`${asked.source} is not set up, so nothing can be changed there.`);
      const entry = await db.write((writer) => enter(writer, asked, nowIso()), {
        keepVersion: true,
      });
      rounds.wake();
      return entry;
    },
    list: ({ states = ALL, limit = LISTED } = {}) => readEntries(db, { states, limit }),
    async cancel(id) {
      return db.write(
        async (writer) => {
          const wasWaiting = await cancelEntry(writer, id, nowIso());
          const entry = await findEntry(writer, id);
          if (!entry) throw new AskerError(`There is no change ${id}.`);
          if (!wasWaiting) throw new AskerError(`The change ${whyNotCancelled[entry.state]}.`);
          return entry;
        },
        { keepVersion: true },
      );
    },
    deliver(signal) {
      delivering ??= deliver(signal).finally(() => {
        delivering = null;
      });
      return delivering;
    },
    start: () =>
      rounds.start({
        async go(signal) {
          await outbox.deliver(signal);
          return napUntilDue(db, clock);
        },
        failed: (error) => parts.logger.warn({ err: error }, 'changes could not be sent'),
        retryMs: RETRY_MS,
      }),
  };
  return outbox;
}

const whyNotCancelled: Readonly<Record<OutboxState, string>> = {
  waiting: 'is waiting',
  sending: 'is being made right now',
  unsure: 'may have been made already; Deskhand is finding out',
  done: 'has been made already',
  refused: 'was refused already',
  cancelled: 'was cancelled before',
};

async function enter(
  writer: Parameters<Parameters<Database['write']>[0]>[0],
  asked: ChangeAsked,
  now: string,
): Promise<OutboxEntry> {
  const known = await findEntry(writer, asked.id);
  if (known && !isSameChange(known, asked))
    throw new AskerError(`${asked.id} already stands for another change.`);
  if (!known) await insertEntry(writer, asked, now);
  const entry = known ?? (await findEntry(writer, asked.id));
  if (!entry) throw new Error(`the change ${asked.id} was not kept`);
  return entry;
}

function isSameChange(known: OutboxEntry, asked: ChangeAsked): boolean {
  return (
    known.source === asked.source &&
    known.ticketRef === asked.ticketRef &&
    JSON.stringify(known.change) === JSON.stringify(asked.change)
  );
}

async function deliverInTurn(
  parts: OutboxParts,
  entries: readonly OutboxEntry[],
  signal: AbortSignal,
): Promise<number> {
  let moved = 0;
  for (const entry of entries) {
    if (signal.aborted) break;
    if (await deliverOne(parts, entry, signal)) moved += 1;
  }
  return moved;
}

async function deliverOne(
  { db, sources, clock, refresh, logger, random = Math.random }: OutboxParts,
  entry: OutboxEntry,
  signal: AbortSignal,
): Promise<boolean> {
  const claimed = await db.write((writer) => claimEntry(writer, entry), { keepVersion: true });
  if (!claimed) return false; // cancelled meanwhile
  const source = sources.find(({ name }) => name === entry.source);
  const outcome: WriteOutcome = source
    ? await attempt(source, entry, signal)
    : { kind: 'later', reason: `${entry.source} is not set up any more` };
  const now = clock.now();
  const step = stepAfter({ attempts: entry.attempts + 1 }, outcome, { now, random: random() });
  await db.write((writer) => writeStep(writer, entry.id, step, new Date(now).toISOString()), {
    keepVersion: true,
  });
  if (outcome.kind === 'done') {
    await refresh(entry.source, [entry.ticketRef]).catch((error) =>
      // The next sync brings it; the change itself is made.
      logger.warn({ err: error, source: entry.source }, 'a changed ticket could not be read anew'),
    );
  }
  return true;
}

/** A change that may have been made is looked for first, and made only when it isn't there. */
async function attempt(
  source: OutboxParts['sources'][number],
  entry: OutboxEntry,
  signal: AbortSignal,
): Promise<WriteOutcome> {
  const request: WriteRequest = {
    id: entry.id,
    ticketRef: entry.ticketRef,
    change: entry.change,
  };
  if (entry.state === 'unsure') {
    const found = await source.confirm(request, signal).catch((error: unknown) => ({ error }));
    if (found === 'made') return { kind: 'done', words: 'it had been made at an earlier try' };
    if (found !== 'not-made') return { kind: 'unsure', reason: messageOf(found.error) };
  }
  return source.write(request, signal).catch((error: unknown) => outcomeOf(error));
}

/** Credentials and systems that are down come back; of anything else nobody knows how far it got. */
function outcomeOf(error: unknown): WriteOutcome {
  const reason = messageOf(error);
  if (error instanceof ConfigError) return { kind: 'later', reason };
  if (error instanceof AskerError) return { kind: 'refused', reason };
  if (error instanceof UpstreamError && error.retryAfterMs !== undefined)
    return { kind: 'later', reason, retryAfterMs: error.retryAfterMs };
  return { kind: 'unsure', reason };
}

async function napUntilDue(db: Database, clock: Clock): Promise<number> {
  const at = await readNextDue(db);
  if (at === null) return LONGEST_NAP_MS;
  return Math.min(Math.max(Date.parse(at) - clock.now(), 50), LONGEST_NAP_MS);
}
