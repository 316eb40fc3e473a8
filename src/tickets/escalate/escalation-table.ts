import type { Reader, Rows, Writer } from '../../store/database.ts';
import type {
  Cause,
  Escalation,
  EscalationStatus,
  Position,
  Recipient,
  Step,
} from './escalation.ts';
import type { Chain } from './escalation-setup.ts';

/** A reader and a writer both select. */
type Selecting = { rows: Writer['rows'] };

export const selecting = (db: Reader): Selecting => ({
  rows: (sql, params) => db.read(sql, params),
});

const COLUMNS = `e.id, e.ticket_id, e.plan, e.status, e.owner, e.opened_by, e.opened_at, e.answered_at,
  e.snoozed_until, e.resolved_by, e.resolved_at`;

const STEP_COLUMNS =
  's.escalation_id, s.number, s.round, s.level, s.state, s.due_at, s.began_at, s.ended_at, s.recipients, s.problem';

export async function findEscalation(from: Selecting, id: string): Promise<Escalation | null> {
  const found = await from.rows(`SELECT ${COLUMNS} FROM escalations e WHERE e.id = $id`, { id });
  return (await withCauses(from, found))[0] ?? null;
}

/** The one of a ticket that isn't resolved; null: there is none. */
export async function findOpen(from: Selecting, ticketId: string): Promise<Escalation | null> {
  const found = await from.rows(
    `SELECT ${COLUMNS} FROM escalations e WHERE e.ticket_id = $ticketId AND e.status <> 'resolved'`,
    { ticketId },
  );
  return (await withCauses(from, found))[0] ?? null;
}

/** Newest first. */
export async function listEscalations(
  from: Selecting,
  {
    isOpen,
    ticketId = null,
    limit,
  }: {
    readonly isOpen: boolean;
    readonly ticketId?: string | null;
    readonly limit: number;
  },
): Promise<readonly Escalation[]> {
  return withCauses(
    from,
    await from.rows(
      `SELECT ${COLUMNS} FROM escalations e WHERE (NOT $isOpen OR e.status <> 'resolved')
         AND ($ticketId IS NULL OR e.ticket_id = $ticketId) ORDER BY e.opened_at DESC, e.id LIMIT $limit`,
      { isOpen, ticketId, limit },
    ),
  );
}

/** Causes that tickets have been escalated for, ever, by ticket. */
export async function readCauses(
  from: Selecting,
  ticketIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  if (ticketIds.length === 0) return new Map();
  const { rows } = await from.rows(
    'SELECT ticket_id, list(cause) FROM escalation_causes WHERE ticket_id IN (SELECT unnest($ticketIds)) GROUP BY ticket_id',
    { ticketIds },
  );
  return new Map(rows.map(([id, causes]) => [String(id), new Set(causes as string[])])); // a VARCHAR[]
}

/** Whether it is one of the causes that a ticket has been escalated for, ever. */
export async function isKnownCause(
  from: Selecting,
  ticketId: string,
  cause: string,
): Promise<boolean> {
  const { rows } = await from.rows(
    'SELECT 1 FROM escalation_causes WHERE ticket_id = $ticketId AND cause = $cause LIMIT 1',
    { ticketId, cause },
  );
  return rows.length > 0;
}

export async function insertEscalation(
  writer: Writer,
  {
    id,
    ticketId,
    chain,
    openedBy,
    openedAt,
  }: Pick<Escalation, 'id' | 'ticketId' | 'chain' | 'openedBy' | 'openedAt'>,
): Promise<void> {
  await writer.run(
    `INSERT INTO escalations BY NAME SELECT $id AS id, $ticketId AS ticket_id, $name AS chain, $plan AS plan,
       'paging' AS status, $openedBy AS opened_by, $openedAt::TIMESTAMP AS opened_at`,
    { id, ticketId, name: chain.name, plan: JSON.stringify(chain), openedBy, openedAt },
  );
}

/** Adds a cause to an escalation, or counts it once more. */
export async function countCause(
  writer: Writer,
  { id, ticketId }: Pick<Escalation, 'id' | 'ticketId'>,
  {
    cause,
    reason,
    by,
    now,
  }: {
    readonly cause: string;
    readonly reason: string | null;
    readonly by: string;
    readonly now: string;
  },
): Promise<void> {
  const counted = await writer.rows(
    `UPDATE escalation_causes SET times = times + 1, last_at = $now::TIMESTAMP, reason = coalesce($reason, reason)
     WHERE escalation_id = $id AND cause = $cause RETURNING times`,
    { id, cause, reason, now },
  );
  if (counted.rows.length > 0) return;
  await writer.run(
    `INSERT INTO escalation_causes BY NAME SELECT $id AS escalation_id, $ticketId AS ticket_id, $cause AS cause,
       $reason AS reason, 1 AS times, $now::TIMESTAMP AS first_at, $now::TIMESTAMP AS last_at`,
    { id, ticketId, cause, reason: reason ?? `${by} asks for help`, now },
  );
}

export async function writeStatus(
  writer: Writer,
  escalation: Pick<Escalation, 'id'> & {
    readonly status: EscalationStatus;
    readonly owner: string | null;
    readonly snoozedUntil: string | null;
  },
  { by, now }: { readonly by: string; readonly now: string },
): Promise<void> {
  const { id, status, owner, snoozedUntil } = escalation;
  await writer.run(
    `UPDATE escalations SET status = $status, owner = $owner, snoozed_until = $snoozedUntil::TIMESTAMP,
       answered_at = CASE WHEN $status = 'paging' THEN answered_at ELSE coalesce(answered_at, $now::TIMESTAMP) END,
       resolved_by = CASE WHEN $status = 'resolved' THEN $by END,
       resolved_at = CASE WHEN $status = 'resolved' THEN $now::TIMESTAMP END
     WHERE id = $id`,
    { id, status, owner, snoozedUntil, by, now },
  );
}

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
      `SELECT ${STEP_COLUMNS} FROM escalation_steps s
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
      `SELECT ${STEP_COLUMNS} FROM escalation_steps s WHERE s.escalation_id = $id ORDER BY s.number`,
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

/** Open ones whose ticket was solved after they were opened, or is gone. */
export async function readSolved(from: Selecting): Promise<readonly string[]> {
  const { rows } = await from.rows(
    `SELECT e.id FROM escalations e JOIN tickets t ON t.id = e.ticket_id
     WHERE e.status <> 'resolved' AND (t.deleted_at IS NOT NULL OR t.resolved_at >= e.opened_at) ORDER BY e.id`,
  );
  return rows.map(([id]) => String(id));
}

async function withCauses(from: Selecting, { rows }: Rows): Promise<readonly Escalation[]> {
  if (rows.length === 0) return [];
  const found = await from.rows(
    `SELECT escalation_id, cause, reason, times, first_at, last_at FROM escalation_causes
     WHERE list_contains($ids, escalation_id) ORDER BY first_at, cause`,
    { ids: rows.map(([id]) => String(id)) },
  );
  const causes = Map.groupBy(found.rows, ([id]) => String(id));
  // The casts hold: these are the columns' types in 004-escalation.sql, written by the functions above.
  return rows.map((row) => {
    const [id, ticketId, plan, status, owner, openedBy, openedAt] = row;
    const [answeredAt, snoozedUntil, resolvedBy, resolvedAt] = row.slice(7);
    return {
      id: String(id),
      ticketId: String(ticketId),
      chain: JSON.parse(String(plan)) as Chain,
      status: status as EscalationStatus,
      owner: owner as string | null,
      openedBy: String(openedBy),
      openedAt: String(openedAt),
      answeredAt: answeredAt as string | null,
      snoozedUntil: snoozedUntil as string | null,
      resolvedBy: resolvedBy as string | null,
      resolvedAt: resolvedAt as string | null,
      causes: (causes.get(String(id)) ?? []).map(causeOf),
    };
  });
}

function causeOf([, cause, reason, times, firstAt, lastAt]: Rows['rows'][number]): Cause {
  return {
    cause: String(cause),
    reason: String(reason),
    times: Number(times),
    firstAt: String(firstAt),
    lastAt: String(lastAt),
  };
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
