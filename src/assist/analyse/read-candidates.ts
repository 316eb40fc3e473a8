import type { Reader } from '../../store/database.ts';
import type { Emotion, Priority } from './analysis.ts';
import type { ConversationRef } from './conversation-ref.ts';
import { CONVERSATIONS_SQL } from './conversations-sql.ts';
import type { RiskFacts } from './escalation-risk.ts';
import type { ResolutionFacts } from './resolution-time.ts';

/** A conversation to look ahead for, and what was expected of it so far. */
export type Candidate = ConversationRef & {
  readonly riskFacts: RiskFacts;
  readonly resolutionFacts: ResolutionFacts;
  readonly known: {
    readonly risk: number | null;
    readonly low: number | null;
    readonly high: number | null;
  };
  readonly isOpen: boolean;
};

/** First-response targets in seconds, by priority. */
export type Targets = Readonly<Record<string, number | null>>;

const LOOKING_TAKES_MS = 300_000;
const REPLIES = `m.author_kind = 'agent' AND m.public IS NOT FALSE AND m.autoresponse IS NOT TRUE`;

/** Analysed conversations that are open, or were never looked at. */
export async function readCandidates(
  db: Reader,
  now: number,
  targets: Targets,
): Promise<readonly Candidate[]> {
  const { rows } = await db.read(
    `WITH ${CONVERSATIONS_SQL},
     histories AS (
       SELECT kind, id,
         count(*) OVER (PARTITION BY customer ORDER BY began_at RANGE BETWEEN INTERVAL 30 DAY PRECEDING AND CURRENT ROW) - 1 AS other_contacts,
         last_value(rating IGNORE NULLS) OVER (PARTITION BY customer ORDER BY began_at, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS last_rating
       FROM conversations WHERE customer IS NOT NULL AND began_at IS NOT NULL
     ),
     wanted AS (
       SELECT c.*, a.threats, a.escalation_risk AS known_risk, a.resolution_low AS known_low, a.resolution_high AS known_high
       FROM conversations c JOIN analyses a ON a.conversation_id = c.id AND a.kind = c.kind WHERE c.is_open OR a.looked_at IS NULL
     ),
     last_replies AS (
       SELECT m.conversation_kind AS kind, m.conversation_id AS id, max(m.sent_at) AS replied_at FROM messages m
       SEMI JOIN wanted w ON w.id = m.conversation_id AND w.is_open WHERE m.deleted_at IS NULL AND ${REPLIES} GROUP BY ALL
     ),
     waiting AS (
       SELECT m.conversation_kind AS kind, m.conversation_id AS id, count(*) AS messages, min(m.sent_at) AS since FROM messages m
       SEMI JOIN wanted w ON w.id = m.conversation_id AND w.is_open
       LEFT JOIN last_replies r ON r.kind = m.conversation_kind AND r.id = m.conversation_id
       WHERE m.deleted_at IS NULL AND m.author_kind = 'customer' AND m.sent_at > coalesce(r.replied_at, '-infinity'::TIMESTAMP) GROUP BY ALL
     )
     SELECT w.kind, w.id, w.sentiment, w.emotion, w.priority, w.threats, w.reopen_count, coalesce(u.messages, 0),
       epoch($now::TIMESTAMP - coalesce(u.since, if(r.id IS NULL AND w.first_response_at IS NULL, w.began_at, NULL))), w.reply_count, h.other_contacts, h.last_rating,
       w.category, w.subcategory, epoch($now::TIMESTAMP - w.began_at), w.is_open, w.known_risk, w.known_low, w.known_high
     FROM wanted w LEFT JOIN histories h ON h.kind = w.kind AND h.id = w.id LEFT JOIN waiting u ON u.kind = w.kind AND u.id = w.id
       LEFT JOIN last_replies r ON r.kind = w.kind AND r.id = w.id`,
    { now: new Date(now).toISOString() },
    { deadlineMs: LOOKING_TAKES_MS },
  );
  return rows.map((row) => candidateOf(row, targets));
}

function candidateOf(row: readonly unknown[], targets: Targets): Candidate {
  const [kind, id, sentiment, emotion, priority, threats, reopens, messages, waited] = row;
  const [replies, otherContacts, lastRating, category, subcategory, age, isOpen] = row.slice(9);
  const [risk, low, high] = row.slice(16).map(numberOf);
  const ref = { kind: kind === 'chat' ? 'chat' : 'ticket', id: String(id) } as const;
  const own = textOf(priority) as Priority | null; // as the store has it
  const open = isOpen === true;
  return {
    ...ref,
    isOpen: open,
    known: { risk: risk ?? null, low: low ?? null, high: high ?? null },
    riskFacts: {
      sentiment: numberOf(sentiment),
      emotion: textOf(emotion) as Emotion | null, // as the store has it
      priority: own,
      threats: Array.isArray(threats) ? threats.map(String) : [],
      reopenCount: Number(reopens),
      unansweredMessages: open ? Number(messages) : 0,
      waitingSeconds: open ? numberOf(waited) : null,
      targetSeconds: (own && targets[own]) ?? null,
      replyCount: Number(replies),
      otherContacts: Number(otherContacts),
      lastRating: numberOf(lastRating),
    },
    resolutionFacts: {
      kind: ref.kind,
      category: textOf(category),
      subcategory: textOf(subcategory),
      priority: own,
      ageSeconds: open ? Number(age) : 0,
    },
  };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
