import type { Reader } from '../../store/database.ts';

/** An escalation that would be forgotten, and why. */
export type Stuck = {
  readonly escalationId: string;
  readonly ticketId: string;
  readonly kind: 'no-next-step' | 'no-owner' | 'overdue' | 'undelivered';
  readonly says: string;
};

const LATE = 'INTERVAL 5 MINUTE';

/**
 * Open escalations with no next step: nobody has answered, and no timer waits, or it waits in vain; or somebody should have it, and nobody does.
 * `now` ISO UTC.
 */
export async function findStuck(db: Reader, now: string): Promise<readonly Stuck[]> {
  const { rows } = await db.read(
    `SELECT e.id, e.ticket_id, CASE
         WHEN e.status IN ('acknowledged', 'taken') THEN CASE WHEN e.owner IS NULL THEN 'no-owner' END
         WHEN s.next_at IS NULL THEN 'no-next-step'
         WHEN s.next_at < $now::TIMESTAMP - ${LATE} THEN 'overdue'
         WHEN s.paging_since < $now::TIMESTAMP - ${LATE} THEN 'undelivered' END AS kind
     FROM escalations e LEFT JOIN (
       SELECT escalation_id, min(due_at) FILTER (state = 'waiting') AS next_at, min(began_at) FILTER (state = 'paging') AS paging_since
       FROM escalation_steps GROUP BY escalation_id) s ON s.escalation_id = e.id
     WHERE e.status <> 'resolved' AND kind IS NOT NULL ORDER BY e.opened_at, e.id`,
    { now },
  );
  return rows.map(([escalationId, ticketId, kind]) => ({
    escalationId: String(escalationId),
    ticketId: String(ticketId),
    kind: kind as Stuck['kind'], // one of the words above
    says: SAYS[kind as Stuck['kind']],
  }));
}

const SAYS: Readonly<Record<Stuck['kind'], string>> = {
  'no-next-step': 'nobody has answered, and nobody will be paged',
  'no-owner': 'it counts as answered, but nobody has it',
  overdue: 'its next page is overdue: the service isn’t running, or hangs',
  undelivered: 'its pages don’t get through',
};
