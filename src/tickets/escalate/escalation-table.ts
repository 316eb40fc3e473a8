import type { Rows, Writer } from '../../store/database.ts';
import type { Cause, Escalation, EscalationStatus } from './escalation.ts';
import type { Chain } from './escalation-setup.ts';
import type { Selecting } from './selecting.ts';

const COLUMNS = `e.id, e.ticket_id, e.plan, e.status, e.owner, e.opened_by, e.opened_at, e.answered_at,
  e.snoozed_until, e.resolved_by, e.resolved_at`;

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
