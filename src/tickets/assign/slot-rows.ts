import type { Rows, Writer } from '../../store/database.ts';
import type { Holding, Slot, Waiting } from './assignment.ts';

const COLUMNS = `ticket_id, assignment_id, member, how, held_since, accepted, accept_by, confirmed,
  waiting_since, reason, owner_then, excluded, former`;

/** Places of tickets that are held, wait, or are in `also`; and of resolved ones that are open again. */
export const LIVE_SLOTS_SQL = `SELECT ${COLUMNS} FROM assignment_slots s
  WHERE state <> 'idle' OR list_contains($also, ticket_id)
    OR (former IS NOT NULL AND ticket_id IN (SELECT id FROM tickets WHERE status = 'open' AND deleted_at IS NULL))`;

export const SLOT_SQL = `SELECT ${COLUMNS} FROM assignment_slots WHERE ticket_id = $ticketId`;

export function slotsOf({ rows }: Rows): readonly Slot[] {
  // The casts hold: these are the columns' types in 003-assignment.sql, written by the function below.
  return rows.map((row) => {
    const [ticketId, id, member, how, since, accepted, acceptBy, confirmed] = row;
    const [waitingSince, reason, owner, excluded, former] = row.slice(8);
    const holding: Holding | null =
      id === null
        ? null
        : {
            ...{ id: String(id), member: String(member), how: how as Holding['how'] },
            since: Date.parse(String(since)),
            isAccepted: accepted === true,
            acceptBy: acceptBy === null ? null : Date.parse(String(acceptBy)),
            isConfirmed: confirmed === true,
          };
    const waiting: Waiting | null =
      waitingSince === null
        ? null
        : {
            since: Date.parse(String(waitingSince)),
            reason: String(reason),
            owner: owner as string | null,
          };
    return {
      ...{ ticketId: String(ticketId), holding, waiting },
      excluded: JSON.parse(String(excluded)),
      former: former as string | null,
    };
  });
}

export async function writeSlot(writer: Writer, slot: Slot): Promise<void> {
  const { ticketId, holding, waiting, excluded, former } = slot;
  await writer.run('DELETE FROM assignment_slots WHERE ticket_id = $ticketId', { ticketId });
  await writer.run(
    `INSERT INTO assignment_slots BY NAME SELECT $ticketId AS ticket_id, $state AS state, $id AS assignment_id, $member AS member,
       $how AS how, $since::TIMESTAMP AS held_since, $accepted::BOOLEAN AS accepted, $acceptBy::TIMESTAMP AS accept_by,
       $confirmed::BOOLEAN AS confirmed, $waitingSince::TIMESTAMP AS waiting_since, $reason AS reason, $owner AS owner_then,
       $excluded AS excluded, $former AS former`,
    {
      ...{ ticketId, former, state: holding ? 'held' : waiting ? 'waiting' : 'idle' },
      id: holding?.id ?? null,
      member: holding?.member ?? null,
      how: holding?.how ?? null,
      since: isoOf(holding?.since ?? null),
      accepted: holding?.isAccepted ?? null,
      acceptBy: isoOf(holding?.acceptBy ?? null),
      confirmed: holding?.isConfirmed ?? null,
      waitingSince: isoOf(waiting?.since ?? null),
      reason: waiting?.reason ?? null,
      owner: waiting?.owner ?? null,
      excluded: JSON.stringify(excluded),
    },
  );
}

export function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
