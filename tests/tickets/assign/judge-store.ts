import type { Reader } from '../../../src/store/database.ts';
import type { AuditEntry } from '../../../src/tickets/audit/seal-entry.ts';

export type LogLine = Pick<AuditEntry, 'at' | 'action' | 'ticketId' | 'details'>;

type Report = (what: string) => void;

/** What the tables say of each other, read without any of the code that writes them. Each query gives what doesn’t hold. */
const NEVER: Readonly<Record<string, string>> = {
  'has two places': 'SELECT ticket_id FROM assignment_slots GROUP BY ticket_id HAVING count(*) > 1',
  'has two assignees':
    'SELECT ticket_id FROM assignments WHERE ended_at IS NULL GROUP BY ticket_id HAVING count(*) > 1',
  'is held by nobody who was given it': `SELECT ticket_id FROM assignment_slots s WHERE state = 'held'
     AND NOT EXISTS (SELECT 1 FROM assignments a WHERE a.id = s.assignment_id AND a.member = s.member AND a.ended_at IS NULL)`,
  'was given to somebody who doesn’t hold it': `SELECT ticket_id FROM assignments a WHERE ended_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM assignment_slots s WHERE a.id = s.assignment_id AND s.state = 'held')`,
  'was assigned twice': 'SELECT id FROM assignments GROUP BY id HAVING count(*) > 1',
  'is told twice': 'SELECT id FROM outbox GROUP BY id HAVING count(*) > 1',
  // What begins and ends in one step is nothing to tell.
  'is not told': `SELECT a.id FROM assignments a WHERE a.unwritten IS NULL AND a.how <> 'reopened'
     AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.id = 'assign:' || a.id) AND a.ended_at IS DISTINCT FROM a.assigned_at`,
  'was handled twice': 'SELECT id FROM assignment_events GROUP BY id HAVING count(*) > 1',
  // Each wish has an actor of its own.
  'was carried out twice': `SELECT actor FROM audit_log WHERE action = 'ticket assigned' AND actor LIKE 'Kim %'
     GROUP BY actor, ticket_id HAVING count(*) > 1`,
};

export async function judgeTables(db: Reader, report: Report): Promise<void> {
  for (const [what, sql] of Object.entries(NEVER)) {
    const { rows } = await db.read(sql);
    for (const [id] of rows) report(`${id} ${what}`);
  }
}

/** Nobody to whom tickets came by themselves lately has more than fits, but for what others gave them. */
export async function judgeLoads(
  db: Reader,
  capacities: ReadonlyMap<string, number>,
  { since, report }: { readonly since: number; readonly report: Report },
): Promise<void> {
  const { rows } = await db.read(
    `WITH made AS (SELECT CAST(details ->> '$.member' AS VARCHAR) AS member, details ->> '$.how' AS how FROM audit_log
       WHERE number > $since AND action = 'ticket assigned'),
     loads AS (SELECT coalesce(s.member, CASE WHEN s.state = 'waiting' THEN NULL ELSE t.agent END) AS member, count(*) AS load
       FROM tickets t LEFT JOIN assignment_slots s ON s.ticket_id = t.id AND s.state <> 'idle' WHERE t.status = 'open' GROUP BY 1)
     SELECT member, load FROM loads WHERE member IN (SELECT member FROM made WHERE how IN ('automatic', 'reopened'))
       AND member NOT IN (SELECT member FROM made WHERE how NOT IN ('automatic', 'reopened'))`,
    { since },
  );
  for (const [member, load] of rows)
    if (Number(load) > (capacities.get(String(member)) ?? 0))
      report(`${member} has ${load}, more than fits`);
}

/** The log, in the order things were written: one after another, and nothing by itself to anybody away. */
export function judgeLog(entries: readonly LogLine[], report: Report): void {
  const holders = new Map<string, string>();
  const away = new Map<string, number>();

  const assigned = (ticketId: string, { details, at }: LogLine) => {
    const member = String(details.member);
    if (holders.has(ticketId)) report(`${ticketId} went to ${member} while another had it`);
    const isByItself = details.how === 'automatic' || details.how === 'reopened';
    if (isByItself && (away.get(member) ?? 0) > Date.parse(at))
      report(`${ticketId} to ${member}, who is away`);
    holders.set(ticketId, member);
  };
  const ended = (ticketId: string, member: string) => {
    if (holders.get(ticketId) !== member)
      report(`${ticketId} was taken from ${member}, who had it not`);
    holders.delete(ticketId);
  };

  for (const entry of entries) {
    const { action, ticketId, details } = entry;
    const member = String(details.member);
    if (action === 'went away') away.set(member, untilOf(details));
    else if (action === 'came back') away.delete(member);
    else if (ticketId && action === 'ticket assigned') assigned(ticketId, entry);
    else if (ticketId && /^assignment (?!accepted)/.test(action)) ended(ticketId, member);
  }
}

const untilOf = ({ until }: LogLine['details']): number =>
  until === null ? Number.POSITIVE_INFINITY : Date.parse(String(until));
