import { formatCounted } from '../../core/format.ts';
import type { Emotion, Priority } from './analysis.ts';

/** What is known of a conversation that tells whether it will be escalated. */
export type RiskFacts = {
  readonly sentiment: number | null;
  readonly emotion: Emotion | null;
  readonly priority: Priority | null;
  /** Words of config/taxonomy.yaml by which the customer announces to go further. */
  readonly threats: readonly string[];
  readonly reopenCount: number;
  /** Customer messages since the latest public reply by a human. */
  readonly unansweredMessages: number;
  /** Since the earliest of those; null: none waits. */
  readonly waitingSeconds: number | null;
  /** What the team's target allows for a first response of this priority; null: none is set. */
  readonly targetSeconds: number | null;
  readonly replyCount: number;
  /** Other conversations of the same customer that began within the 30 days before. */
  readonly otherContacts: number;
  /** The customer's latest rating before, 1–5. */
  readonly lastRating: number | null;
};

/** `weight`: what it alone would make of the risk, 0–1. */
export type RiskPart = { readonly part: string; readonly weight: number; readonly says: string };
export type EscalationRisk = { readonly risk: number; readonly parts: readonly RiskPart[] };

/** From here on a conversation counts as at risk; config/metrics.yaml has the same bound. */
export const AT_RISK = 0.5;

/** How likely a conversation is to be escalated, 0–1, out of parts that can each be told. Any of them adds, none takes away. */
export function escalationRisk(facts: RiskFacts): EscalationRisk {
  const parts = PARTS.flatMap((part) => part(facts) ?? []).toSorted((a, b) => b.weight - a.weight);
  const calm = parts.reduce((left, { weight }) => left * (1 - weight), 1 - BASE);
  return { risk: rounded(1 - calm), parts };
}

/** Of a conversation that nothing speaks against. */
const BASE = 0.03;
const USUAL_TARGET_SECONDS = 4 * 3600;
const MANY_REPLIES = 4;

const PARTS: readonly ((facts: RiskFacts) => RiskPart | null)[] = [
  ({ threats: [first, ...more] }) =>
    first === undefined
      ? null
      : part(
          'threat',
          0.45 + Math.min(more.length, 3) * 0.1,
          `says “${[first, ...more].join('”, “')}”`,
        ),
  ({ sentiment, emotion }) => {
    if (sentiment === null || sentiment > -0.3) return null;
    const anger = emotion === 'angry' ? 0.1 : 0;
    return part('mood', anger + 0.4 * Math.min(1, -sentiment), moodWords(sentiment, emotion));
  },
  ({ priority }) =>
    priority === 'urgent' || priority === 'high'
      ? part('priority', priority === 'urgent' ? 0.25 : 0.1, `${priority} priority`)
      : null,
  ({ reopenCount }) =>
    reopenCount > 0
      ? part('reopened', Math.min(0.45, 0.2 * reopenCount), times('reopened', reopenCount))
      : null,
  ({ waitingSeconds, targetSeconds }) => {
    const most = targetSeconds ?? USUAL_TARGET_SECONDS;
    if (waitingSeconds === null || waitingSeconds < most) return null;
    const over = Math.log2(waitingSeconds / most);
    return part('waiting', Math.min(0.4, 0.12 + 0.07 * over), 'waits for longer than the target');
  },
  ({ unansweredMessages }) =>
    unansweredMessages > 1
      ? part(
          'asked again',
          Math.min(0.3, 0.1 * unansweredMessages),
          `${unansweredMessages} messages without a reply`,
        )
      : null,
  ({ replyCount }) =>
    replyCount >= MANY_REPLIES
      ? part('back and forth', Math.min(0.25, 0.04 * replyCount), `${replyCount} replies already`)
      : null,
  ({ otherContacts }) =>
    otherContacts > 0
      ? part(
          'contacts',
          Math.min(0.3, 0.08 * otherContacts),
          `${formatCounted(otherContacts, 'other contact')} within 30 days`,
        )
      : null,
  ({ lastRating }) =>
    lastRating !== null && lastRating <= 2
      ? part('rating', 0.15, `rated us ${lastRating} of 5 before`)
      : null,
];

function part(name: string, weight: number, says: string): RiskPart {
  return { part: name, weight: rounded(Math.min(weight, 0.9)), says };
}

function moodWords(sentiment: number, emotion: Emotion | null): string {
  const said = sentiment.toFixed(1).replace('-', '−');
  const isTelling = emotion !== null && emotion !== 'neutral';
  return isTelling ? `${emotion}, sentiment ${said}` : `sentiment ${said}`;
}

function times(what: string, count: number): string {
  return `${what} ${count === 1 ? 'once' : `${count} times`}`;
}

const rounded = (share: number): number => Math.round(share * 100) / 100;
