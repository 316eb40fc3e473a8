import type { Reader, Writer } from '../../store/database.ts';
import type { TicketChange } from '../sync/ticket-source.ts';
import type { Step } from './next-step.ts';
import type { ChangeAsked, OutboxEntry, OutboxState } from './outbox.ts';

const COLUMNS = `id, source, ticket_ref, place, change, state, attempts, next_at, asked_by, asked_at, settled_at, problem, outcome`;

type Rows = Awaited<ReturnType<Reader['read']>>;

/** Newest first. */
export async function readEntries(
  db: Reader,
  { states, limit }: { readonly states: readonly OutboxState[]; readonly limit: number },
): Promise<readonly OutboxEntry[]> {
  return entriesOf(
    await db.read(
      `SELECT ${COLUMNS} FROM outbox WHERE list_contains($states, state)
       ORDER BY asked_at DESC, place DESC, id LIMIT $limit`,
      { states, limit },
    ),
  );
}

/** The change of that id; null: there is none. */
export async function findEntry(writer: Writer, id: string): Promise<OutboxEntry | null> {
  const found = await writer.rows(`SELECT ${COLUMNS} FROM outbox WHERE id = $id`, { id });
  return entriesOf(found)[0] ?? null;
}

/** The first change of each ticket that has not settled, where its time has come; in the order they were asked for. */
export async function readDue(db: Reader, now: string): Promise<readonly OutboxEntry[]> {
  return entriesOf(
    await db.read(
      `SELECT ${COLUMNS} FROM outbox WHERE state IN ('waiting', 'sending', 'unsure')
       QUALIFY row_number() OVER (PARTITION BY source, ticket_ref ORDER BY place) = 1
         AND state <> 'sending' AND next_at <= $now::TIMESTAMP
       ORDER BY asked_at, place, id`,
      { now },
    ),
  );
}

/** When the next change falls due; null when none waits. */
export async function readNextDue(db: Reader): Promise<string | null> {
  const { rows } = await db.read(
    `SELECT min(next_at) FROM (
       SELECT next_at FROM outbox WHERE state IN ('waiting', 'unsure')
       QUALIFY row_number() OVER (PARTITION BY source, ticket_ref ORDER BY place) = 1)`,
  );
  const at = rows[0]?.[0];
  return typeof at === 'string' ? at : null;
}

/** Puts a change behind the others of its ticket. */
export async function insertEntry(writer: Writer, asked: ChangeAsked, now: string): Promise<void> {
  await writer.run(
    `INSERT INTO outbox BY NAME
     SELECT $id AS id, $source AS source, $ticketRef AS ticket_ref,
       (SELECT coalesce(max(place), 0) + 1 FROM outbox WHERE source = $source AND ticket_ref = $ticketRef) AS place,
       $kind AS kind, $change AS change, 'waiting' AS state, 0 AS attempts,
       $now::TIMESTAMP AS next_at, $askedBy AS asked_by, $now::TIMESTAMP AS asked_at`,
    {
      id: asked.id,
      source: asked.source,
      ticketRef: asked.ticketRef,
      kind: asked.change.kind,
      change: JSON.stringify(asked.change),
      askedBy: asked.askedBy,
      now,
    },
  );
}

/** Whether it was still as `from` had it, and now is being sent. */
export async function claimEntry(
  writer: Writer,
  { id, state }: Pick<OutboxEntry, 'id' | 'state'>,
): Promise<boolean> {
  const claimed = await writer.rows(
    `UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = $id AND state = $state RETURNING id`,
    { id, state },
  );
  return claimed.rows.length > 0;
}

export async function writeStep(
  writer: Writer,
  id: string,
  step: Step,
  now: string,
): Promise<void> {
  await writer.run(
    `UPDATE outbox SET state = $state, next_at = $nextAt::TIMESTAMP, problem = $problem, outcome = $outcome,
       settled_at = $settledAt::TIMESTAMP WHERE id = $id`,
    {
      id,
      state: step.state,
      nextAt: new Date(step.nextAtMs).toISOString(),
      problem: step.problem,
      outcome: step.outcome,
      settledAt: step.isOver ? now : null,
    },
  );
}

/** What a process that ended was sending may have been made. */
export async function doubtInterrupted(writer: Writer, now: string): Promise<void> {
  await writer.run(
    `UPDATE outbox SET state = 'unsure', next_at = $now::TIMESTAMP, problem = 'it was being sent when Deskhand stopped'
     WHERE state = 'sending'`,
    { now },
  );
}

/** Takes back a change that waits; says whether it did. */
export async function cancelEntry(writer: Writer, id: string, now: string): Promise<boolean> {
  const cancelled = await writer.rows(
    `UPDATE outbox SET state = 'cancelled', settled_at = $now::TIMESTAMP WHERE id = $id AND state = 'waiting' RETURNING id`,
    { id, now },
  );
  return cancelled.rows.length > 0;
}

function entriesOf({ rows }: Rows): readonly OutboxEntry[] {
  // The casts hold: these are the columns' types in 002-sync.sql, written by the functions above.
  return rows.map((row) => {
    const [id, source, ticketRef, place, change, state, attempts] = row;
    const [nextAt, askedBy, askedAt, settledAt, problem, outcome] = row.slice(7);
    return {
      id: String(id),
      source: String(source),
      ticketRef: String(ticketRef),
      place: Number(place),
      change: JSON.parse(String(change)) as TicketChange,
      state: state as OutboxState,
      attempts: Number(attempts),
      nextAt: String(nextAt),
      askedBy: String(askedBy),
      askedAt: String(askedAt),
      settledAt: settledAt as string | null,
      problem: problem as string | null,
      outcome: outcome as string | null,
    };
  });
}
