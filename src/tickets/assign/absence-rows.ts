import type { Database, Writer } from '../../store/database.ts';
import { appendAudit } from '../audit/audit-log.ts';
import { inTurn } from './change-book.ts';
import type { Absence } from './roster.ts';
import { isoOf } from './slot-rows.ts';

type Said = { readonly by: string; readonly now: number };

/** Says that somebody is away, in place of what was said before. It counts for whatever is assigned after. */
export async function writeAbsence(db: Database, absence: Absence, said: Said): Promise<void> {
  await inTurn(db, async (writer) => {
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
    return { isWritten: true };
  });
}

/** Whether they were away. */
export async function endAbsence(db: Database, member: string, said: Said): Promise<boolean> {
  const { wasAway } = await inTurn(db, async (writer) => {
    const wasAway = await endRunning(writer, member, said);
    if (wasAway) await log(writer, 'came back', { member }, said);
    return { wasAway, isWritten: wasAway };
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
