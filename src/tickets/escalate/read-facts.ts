import type { Reader } from '../../store/database.ts';
import type { Priority } from './escalation-setup.ts';
import type { TicketFacts } from './judge-rule.ts';

const OPEN = `t.deleted_at IS NULL AND t.resolved_at IS NULL AND coalesce(t.status, 'open') NOT IN ('solved', 'closed')`;
const SAID = `(SELECT string_agg(m.text, chr(10)) FROM messages m
  WHERE m.conversation_id = t.id AND m.conversation_kind = 'ticket' AND m.author_kind = 'customer' AND m.deleted_at IS NULL)`;

/**
 * Facts of open tickets that have changed since `since`, or came within `targetsMs` before it: nothing came to hold for others meanwhile.
 */
export async function readFacts(
  db: Reader,
  {
    since,
    targetsMs,
    withText,
  }: {
    readonly since: number;
    readonly targetsMs: number;
    readonly withText: boolean;
  },
): Promise<readonly TicketFacts[]> {
  const { rows } = await db.read(
    `SELECT t.id, t.priority, t.sentiment, t.company, t.created_at, t.updated_at, t.first_response_at, t.reopen_count,
       ${withText ? `concat_ws(chr(10), t.subject, t.description, ${SAID})` : `''`},
       (SELECT arg_max(a.confidence, a.analysed_at) FROM analyses a WHERE a.conversation_id = t.id AND coalesce(a.kind, 'ticket') = 'ticket'),
       t.escalation_risk
     FROM tickets t WHERE ${OPEN}
       AND (coalesce(t.updated_at, t.created_at) >= $since::TIMESTAMP OR t.created_at >= $from::TIMESTAMP)
     ORDER BY t.id`,
    { since: new Date(since).toISOString(), from: new Date(since - targetsMs).toISOString() },
  );
  return rows.map((row) => {
    const [id, priority, sentiment, company, createdAt, updatedAt, firstResponseAt] = row;
    const [reopenCount, text, confidence, risk] = row.slice(7);
    return {
      id: String(id),
      priority: priority as Priority | null, // as 001-canonical.sql has it
      sentiment: sentiment as number | null,
      risk: risk as number | null,
      confidence: confidence as number | null,
      company: company as string | null,
      text: String(text ?? ''),
      createdAt: msOf(createdAt),
      updatedAt: msOf(updatedAt),
      firstResponseAt: msOf(firstResponseAt),
      reopenCount: Number(reopenCount ?? 0),
    };
  });
}

function msOf(instant: unknown): number | null {
  return typeof instant === 'string' ? Date.parse(instant) : null;
}
