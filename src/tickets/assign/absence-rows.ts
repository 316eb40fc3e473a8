import type { Database, Writer } from '../../store/database.ts';
import { appendAudit } from '../audit/audit-log.ts';
import { inTurn, isKnown, keepEvent } from './change-book.ts';
import { readAbsences } from './read-state.ts';
import type { Absence } from './roster.ts';
import { isoOf } from './slot-rows.ts';

/** The same `eventId` again says nothing new. */
type Said = { readonly by: string; readonly now: number; readonly eventId: string | null };

/** Says that somebody is away, in place of what was said before. It counts for whatever is assigned after. Gives the absence as it stands. */
export async function writeAbsence(db: Database, absence: Absence, said: Said): Promise<Absence> {
  const { kept } = await inTurn(db, async (writer) => {
    if (await isKnown(writer, said.eventId)) {
      const known = (await readAbsences(writer)).findLast((one) => one.member === absence.member);
      return { kept: known ?? absence };
    }
    await keepEvent(writer, said.eventId, null, said.now);
    await endRunning(writer, absence.member, said);
    const { id, member, from, until, note } = absence;
    await writer.run(
      `INSERT INTO absences BY NAME SELECT $id AS id, $member AS member, $from::TIMESTAMP AS from_at, $until::TIMESTAMP AS until_at,
         $note AS note, $by AS said_by, $at::TIMESTAMP AS said_at`,
      {
        id,
        member,
        note,
        from: isoOf(from),
        until: isoOf(until),
        by: said.by,
        at: isoOf(said.now),
      },
    );
    await log(writer, 'went away', { member, until: isoOf(until) }, said);
    return { kept: absence, isWritten: true };
  });
  return kept;
}

/** Whether they were away. */
export async function endAbsence(db: Database, member: string, said: Said): Promise<boolean> {
  const { wasAway } = await inTurn(db, async (writer) => {
    if (await isKnown(writer, said.eventId)) return { wasAway: true };
    const wasAway = await endRunning(writer, member, said);
    if (!wasAway) return { wasAway };
    await keepEvent(writer, said.eventId, null, said.now);
    await log(writer, 'came back', { member }, said);
    return { wasAway, isWritten: true };
  });
  return wasAway;
}

async function endRunning(writer: Writer, member: string, { now }: Said): Promise<boolean> {
  const { rows } = await writer.rows(
    `UPDATE absences SET ended_at = $at::TIMESTAMP WHERE member = $member AND ended_at IS NULL
       AND (until_at IS NULL OR until_at > $at::TIMESTAMP) RETURNING id`,
    { member, at: isoOf(now) },
  );
  return rows.length > 0;
}

function log(
  writer: Writer,
  action: string,
  details: Readonly<Record<string, string | null>>,
  { by, now }: Said,
) {
  return appendAudit(writer, { at: isoOf(now) ?? '', actor: by, action, ticketId: null, details });
}
