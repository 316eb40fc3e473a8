import type { Rows, Writer } from '../../store/database.ts';
import type { Escalation, Position, Recipient, Step } from './escalation.ts';
import type { Selecting } from './selecting.ts';

const COLUMNS =
  's.escalation_id, s.number, s.round, s.level, s.state, s.due_at, s.began_at, s.ended_at, s.recipients, s.problem';

/** Adds a timer behind the others of its escalation. */
export async function insertStep(
  writer: Writer,
  { id, ticketId }: Pick<Escalation, 'id' | 'ticketId'>,
  { round, level, dueAt }: Position & { readonly dueAt: number },
): Promise<void> {
  await writer.run(
    `INSERT INTO escalation_steps BY NAME SELECT $id AS escalation_id, $ticketId AS ticket_id,
       (SELECT coalesce(max(number), 0) + 1 FROM escalation_steps WHERE escalation_id = $id) AS number,
       $round AS round, $level AS level, 'waiting' AS state, $dueAt::TIMESTAMP AS due_at`,
    { id, ticketId, round, level, dueAt: new Date(dueAt).toISOString() },
  );
}

/** Timers of an escalation that wait, and pages on their way: somebody has answered. */
export async function voidSteps(writer: Writer, id: string, now: string): Promise<void> {
  await writer.run(
    `UPDATE escalation_steps SET state = 'void', ended_at = $now::TIMESTAMP
     WHERE escalation_id = $id AND state IN ('waiting', 'paging')`,
    { id, now },
  );
}

/** Whether the timer still waited, its time had come and nobody had answered: then it is ours now, and of all that try only ours. */
export async function claimStep(
  writer: Writer,
  { escalationId, number }: Pick<Step, 'escalationId' | 'number'>,
  { recipients, now }: { readonly recipients: readonly Recipient[]; readonly now: string },
): Promise<boolean> {
  const claimed = await writer.rows(
    `UPDATE escalation_steps SET state = CASE WHEN $isNobody THEN 'paged' ELSE 'paging' END, began_at = $now::TIMESTAMP,
       ended_at = CASE WHEN $isNobody THEN $now::TIMESTAMP END, recipients = $recipients
     WHERE escalation_id = $escalationId AND number = $number AND state = 'waiting' AND due_at <= $now::TIMESTAMP
       AND EXISTS (SELECT 1 FROM escalations e WHERE e.id = $escalationId AND e.status IN ('paging', 'snoozed'))
     RETURNING number`,
    {
      escalationId,
      number,
      recipients: JSON.stringify(recipients),
      isNobody: recipients.length === 0,
      now,
    },
  );
  return claimed.rows.length > 0;
}

/** Whether pages of it may still be sent: nobody has answered. */
export async function tryStep(
  writer: Writer,
  { escalationId, number }: Pick<Step, 'escalationId' | 'number'>,
): Promise<boolean> {
  const tried = await writer.rows(
    `UPDATE escalation_steps SET problem = NULL
     WHERE escalation_id = $escalationId AND number = $number AND state = 'paging' RETURNING number`,
    { escalationId, number },
  );
  return tried.rows.length > 0;
}

/** Whether it was still under way. */
export async function endStep(
  writer: Writer,
  { escalationId, number }: Pick<Step, 'escalationId' | 'number'>,
  { state, now }: { readonly state: 'paged' | 'missed'; readonly now: string },
): Promise<boolean> {
  const ended = await writer.rows(
    `UPDATE escalation_steps SET state = $state, ended_at = $now::TIMESTAMP
     WHERE escalation_id = $escalationId AND number = $number AND state = 'paging' RETURNING number`,
    { escalationId, number, state, now },
  );
  return ended.rows.length > 0;
}

export async function writeProblem(
  writer: Writer,
  { escalationId, number }: Pick<Step, 'escalationId' | 'number'>,
  problem: string,
): Promise<void> {
  await writer.run(
    'UPDATE escalation_steps SET problem = $problem WHERE escalation_id = $escalationId AND number = $number',
    { escalationId, number, problem },
  );
}

/** Timers whose time has come, the longest due first, and steps whose pages are on their way. */
export async function readAtHand(from: Selecting, now: string): Promise<readonly Step[]> {
  return stepsOf(
    await from.rows(
      `SELECT ${COLUMNS} FROM escalation_steps s
       WHERE (s.state = 'waiting' AND s.due_at <= $now::TIMESTAMP) OR s.state = 'paging'
       ORDER BY s.due_at, s.escalation_id, s.number`,
      { now },
    ),
  );
}

/** All of an escalation, in order. */
export async function readSteps(from: Selecting, id: string): Promise<readonly Step[]> {
  return stepsOf(
    await from.rows(
      `SELECT ${COLUMNS} FROM escalation_steps s WHERE s.escalation_id = $id ORDER BY s.number`,
      { id },
    ),
  );
}

/** When the next timer is due; null: none waits. */
export async function readNextDue(from: Selecting): Promise<string | null> {
  const { rows } = await from.rows(
    `SELECT min(due_at) FROM escalation_steps WHERE state = 'waiting'`,
  );
  const at = rows[0]?.[0];
  return typeof at === 'string' ? at : null;
}

function stepsOf({ rows }: Rows): readonly Step[] {
  return rows.map((row) => {
    const [escalationId, number, round, level, state] = row;
    const [dueAt, beganAt, endedAt, recipients, problem] = row.slice(5);
    return {
      escalationId: String(escalationId),
      number: Number(number),
      round: Number(round),
      level: Number(level),
      state: state as Step['state'],
      dueAt: String(dueAt),
      beganAt: beganAt as string | null,
      endedAt: endedAt as string | null,
      recipients: recipients === null ? [] : (JSON.parse(String(recipients)) as Recipient[]),
      problem: problem as string | null,
    };
  });
}
