import type { Clock } from '../../core/clock.ts';
import { ConfigError, UpstreamError } from '../../core/errors.ts';
import type { Precedence } from '../../core/precedence.ts';
import type { TeamSettings } from '../../core/settings.ts';
import type { Database } from '../../store/database.ts';
import { createJournal, type Ending, type Journal } from './journal.ts';
import type { Page } from './page.ts';
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
    const ending = await readAll(source, asked, parts, journal, onPage, signal);
    await journal.settle();
    return await journal.end(ending);
  } catch (error) {
    // Where not even that can be written, what went wrong first tells more; the next start tidies up.
    await journal.end(bugEnd()).catch(() => {});
    throw error;
  }
}

/** How it went; throws what is a bug. */
async function readAll(
  source: TicketSource,
  asked: RunAsked,
  parts: RunParts,
  journal: Journal,
  onPage: (run: RunRecord) => void,
  signal: AbortSignal,
): Promise<Ending> {
  try {
    await journal.begin();
    await pullPages(source, asked, parts, journal, onPage, signal);
    return { outcome: 'done', problem: null, remedy: null };
  } catch (error) {
    if (signal.aborted) return STOPPED;
    if (error instanceof ConfigError || error instanceof UpstreamError) return failedEnd(error);
    throw error;
  }
}

const STOPPED: Ending = {
  outcome: 'stopped',
  problem: null,
  remedy: 'The next run goes on from here.',
};

function failedEnd(error: ConfigError | UpstreamError): Ending {
  const remedy =
    error instanceof ConfigError
      ? 'Nothing more is read until this is put right; then run it again.'
      : 'What was read so far is kept; the next run goes on from there.';
  return { outcome: 'failed', problem: error.message, remedy };
}

function bugEnd(): Ending {
  return {
    outcome: 'failed',
    problem: 'Deskhand itself failed; the log tells more',
    remedy: 'Please report it. The next run goes on from the last page that was written.',
  };
}

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
    known: (entity, ids) => readVersions(db, source.name, entity, journal.possible(entity, ids)),
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
  if (ids.length === 0) return new Map();
  const { rows } = await db.read(
    `SELECT source_id, version FROM ${entity}
     WHERE id IN (SELECT $source || ':' || unnest($ids)) AND deleted_at IS NULL AND version IS NOT NULL`,
    { source, ids },
  );
  return new Map(rows.map(([id, version]) => [String(id), Number(version)]));
}
