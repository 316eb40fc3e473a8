import { setTimeout as delay } from 'node:timers/promises';
import { UpstreamError } from '../../core/errors.ts';
import type { ChangeAsked } from '../../sources/outbox/outbox.ts';
import type { Database, Writer } from '../../store/database.ts';
import { isWriteConflict } from '../../store/sql-error.ts';
import type { PlanParts } from './draft.ts';
import { type AssignmentEvent, type Plan, planAssignment } from './plan-assignment.ts';
import { readState, SINCE } from './read-state.ts';
import { isoOf } from './slot-rows.ts';
import { writePlan } from './write-plan.ts';

const TURN = 'assignment_turn';
/** Each after a pause by chance that may be twice as long as the one before: all of them take some seconds at most. */
const TRIES = 12;

export type BookParts = {
  readonly db: Database;
  /** Names of the sources whose tickets can be changed. */
  readonly writable: ReadonlySet<string>;
};

export type Changed =
  | {
      readonly kind: 'done';
      readonly plan: Plan;
      readonly asked: readonly ChangeAsked[];
      readonly unwritten: string | null;
    }
  /** It was handled before. */
  | { readonly kind: 'known' };

/** Another process wrote since this one read. */
class OvertakenError extends Error {}

/**
 * Reads, plans and writes in one transaction. Whoever writes moves the turn on from what they have read: where a store has several
 * writers, one of two that read the same state writes, and the other reads again. Throws what planning throws; then nothing is written.
 */
export async function changeBook(
  event: AssignmentEvent,
  eventId: string | null,
  { parts, book }: { readonly parts: PlanParts; readonly book: BookParts },
): Promise<Changed> {
  return inTurn(book.db, async (writer) => {
    if (await isKnown(writer, eventId)) return { kind: 'known' };
    const isLook = event.kind === 'look';
    const isBegun = isLook && (await keepSince(writer, parts));
    const { team, now } = parts;
    const state = await readState(writer, {
      ...{ team, now, about: isLook ? [] : [event.ticketId] },
      hasFresh: isLook && team.settings.isAutomatic,
    });
    const plan = planAssignment(event, state, parts);
    const asked = await writePlan(writer, plan, { state, writable: book.writable });
    if (!isLook) await keepEvent(writer, eventId, event.ticketId, now);
    const isWritten = plan.moves.length > 0 || eventId !== null || isBegun;
    const unwritten = isLook ? null : await readUnwritten(writer, plan, event.ticketId);
    return { kind: 'done', plan, asked, unwritten, isWritten };
  });
}

/** One transaction, again where another process wrote meanwhile. What only reads doesn't move the turn on. */
export async function inTurn<T extends object>(
  db: Database,
  work: (writer: Writer) => Promise<T & { readonly isWritten?: boolean }>,
): Promise<T> {
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      return await db.write(
        async (writer) => {
          const turn = await readTurn(writer);
          const { isWritten = false, ...done } = await work(writer);
          if (isWritten && !(await moveOn(writer, turn))) throw new OvertakenError();
          return done as unknown as T; // all of it but what is only said to this function
        },
        { keepVersion: true },
      );
    } catch (error) {
      if (!(error instanceof OvertakenError) && !isWriteConflict(error)) throw error;
      await delay(Math.random() * 2 ** tries);
    }
  }
  throw new UpstreamError(
    'assignment is busy: others write to it all the time. Nothing was changed.',
  );
}

async function readTurn(writer: Writer): Promise<string> {
  const { rows } = await writer.rows(`SELECT value FROM meta WHERE key = '${TURN}'`);
  return String(rows[0]?.[0]);
}

async function moveOn(writer: Writer, turn: string): Promise<boolean> {
  const { rows } = await writer.rows(
    `UPDATE meta SET value = (value::BIGINT + 1)::VARCHAR WHERE key = '${TURN}' AND value = $turn RETURNING value`,
    { turn },
  );
  return rows.length > 0;
}

/** Whether it was handled before; what has no id never was. */
export async function isKnown(writer: Writer, eventId: string | null): Promise<boolean> {
  if (eventId === null) return false;
  const { rows } = await writer.rows('SELECT 1 FROM assignment_events WHERE id = $eventId', {
    eventId,
  });
  return rows.length > 0;
}

export async function keepEvent(
  writer: Writer,
  eventId: string | null,
  ticketId: string | null,
  now: number,
): Promise<void> {
  if (eventId !== null)
    await writer.run('INSERT INTO assignment_events VALUES ($eventId, $ticketId, $at::TIMESTAMP)', {
      ...{ eventId, ticketId, at: isoOf(now) },
    });
}

/** Tickets that were there before assignment was made automatic are left alone. Gives whether anything had to be written. */
async function keepSince(writer: Writer, { team, now }: PlanParts): Promise<boolean> {
  const { rows } = await writer.rows(`SELECT 1 FROM meta WHERE key = '${SINCE}'`);
  const { isAutomatic } = team.settings;
  if (isAutomatic === rows.length > 0) return false;
  if (isAutomatic)
    await writer.run(`INSERT INTO meta VALUES ('${SINCE}', $at)`, { at: isoOf(now) });
  else await writer.run(`DELETE FROM meta WHERE key = '${SINCE}'`);
  return true;
}

async function readUnwritten(writer: Writer, plan: Plan, ticketId: string): Promise<string | null> {
  const last = plan.moves.findLast((move) => move.ticketId === ticketId);
  const id = last?.after.holding?.id;
  if (id === undefined) return null;
  const { rows } = await writer.rows('SELECT unwritten FROM assignments WHERE id = $id', { id });
  return (rows[0]?.[0] as string | null | undefined) ?? null; // VARCHAR
}
