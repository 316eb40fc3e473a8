import type { Reader } from '../../store/database.ts';
import { findTicket, type TicketLine } from '../escalate/find-ticket.ts';
import type { Assigned, AssignmentStory, PastAssignment } from './assignments.ts';
import { LIVE_SLOTS_SQL, SLOT_SQL, slotsOf } from './slot-rows.ts';

const DECISIONS = 20;

/** How a ticket came to whoever has it. Throws AskerError where there is none. */
export async function readStory(db: Reader, words: string): Promise<AssignmentStory> {
  const ticket = await findTicket(db, words);
  const { id: ticketId } = ticket;
  const [slot] = slotsOf(await db.read(SLOT_SQL, { ticketId }));
  const decisions = await db.read(
    `SELECT decision FROM assignment_decisions WHERE ticket_id = $ticketId ORDER BY decided_at DESC, rowid DESC LIMIT ${DECISIONS}`,
    { ticketId },
  );
  return {
    ...{ ticket, holding: slot?.holding ?? null, waiting: slot?.waiting ?? null },
    decisions: decisions.rows.map(([decision]) => JSON.parse(String(decision))),
    history: await readHistory(db, ticketId),
  };
}

async function readHistory(db: Reader, ticketId: string): Promise<readonly PastAssignment[]> {
  const { rows } = await db.read(
    `SELECT a.id, a.member, a.how, a.assigned_by, a.assigned_at, a.accepted_at, a.ended_at, a.ended, a.note, a.unwritten, a.untold, o.state, o.problem
     FROM assignments a LEFT JOIN outbox o ON o.id = 'assign:' || a.id
     WHERE a.ticket_id = $ticketId ORDER BY a.assigned_at DESC, a.ended_at DESC NULLS FIRST, a.rowid DESC`,
    { ticketId },
  );
  // The casts hold: these are the columns' types in 002-sync.sql and 003-assignment.sql.
  return rows.map((row) => {
    const [id, member, how, assignedBy, assignedAt, acceptedAt] = row;
    const [endedAt, ended, note, unwritten, untold, state, problem] = row.slice(6);
    return {
      ...{ id: String(id), member: String(member), how: how as PastAssignment['how'] },
      ...{ assignedBy: String(assignedBy), assignedAt: String(assignedAt) },
      acceptedAt: acceptedAt as string | null,
      endedAt: endedAt as string | null,
      ended: ended as PastAssignment['ended'],
      note: note as string | null,
      unwritten: unwritten as string | null,
      untold: untold as string | null,
      written: state
        ? {
            state: state as NonNullable<PastAssignment['written']>['state'],
            problem: problem as string | null,
          }
        : null,
    };
  });
}

/** Tickets that are held or wait; those that wait last. */
export async function readAssigned(db: Reader): Promise<readonly Assigned[]> {
  const slots = slotsOf(await db.read(LIVE_SLOTS_SQL, { also: [] })).filter(
    ({ holding, waiting }) => holding ?? waiting,
  );
  const { rows } = await db.read(
    `SELECT id, source, source_id, subject, url FROM tickets WHERE list_contains($ids, id)`,
    { ids: slots.map(({ ticketId }) => ticketId) },
  );
  const lines = new Map(
    rows.map(([id, source, ref, subject, url]): readonly [string, TicketLine] => [
      String(id),
      {
        ...{ id: String(id), source: String(source), ref: String(ref) },
        subject: subject as string | null, // VARCHAR
        url: url as string | null,
      },
    ]),
  );
  return slots
    .flatMap(({ ticketId, holding, waiting }) => {
      const ticket = lines.get(ticketId);
      return ticket ? [{ ticket, holding, waiting }] : [];
    })
    .toSorted(
      (one, other) =>
        Number(one.waiting !== null) - Number(other.waiting !== null) ||
        (one.holding?.member ?? '').localeCompare(other.holding?.member ?? '', 'en') ||
        sinceOf(one) - sinceOf(other),
    );
}

const sinceOf = ({ holding, waiting }: Assigned): number => holding?.since ?? waiting?.since ?? 0;
