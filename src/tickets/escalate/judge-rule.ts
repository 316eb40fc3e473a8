import { formatPercent, formatSeconds } from '../../core/format.ts';
import type { TeamSettings } from '../../core/settings.ts';
import type { EscalationRule, Priority, RuleConditions } from './escalation-setup.ts';

/** What rules go by. Times are milliseconds since the epoch; null: not known. */
export type TicketFacts = {
  readonly id: string;
  readonly priority: Priority | null;
  readonly sentiment: number | null;
  readonly risk: number | null;
  readonly confidence: number | null;
  readonly company: string | null;
  /** What the customer wrote. */
  readonly text: string;
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
  readonly firstResponseAt: number | null;
  readonly reopenCount: number;
};

/** Why a rule calls for help. */
export type Match = {
  /** The same again is the same call. */
  readonly cause: string;
  readonly reason: string;
  /** Since when it holds, as far as can be told; milliseconds since the epoch. */
  readonly since: number;
};

export type Moment = { readonly now: number; readonly sla: TeamSettings['sla'] };

/** Whether an open ticket meets all conditions of a rule, and why; null: it doesn't. What isn't known meets none. */
export function judgeRule(rule: EscalationRule, facts: TicketFacts, moment: Moment): Match | null {
  const { when } = rule;
  const set = CONDITIONS.filter(({ is }) => when[is] !== undefined);
  const held = set.map(({ holds }) => holds(when, facts, moment));
  if (rule.paused || held.length === 0 || held.some((one) => one === null)) return null;
  const met = held.filter((one) => one !== null);
  const changedAt = facts.updatedAt ?? facts.createdAt ?? 0;
  const occasions = met.flatMap(({ occasion }) => occasion ?? []);
  return {
    cause: [`rule ${rule.name}`, ...occasions, ...reopened(facts)].join(', '),
    reason: met.map(({ words }) => words).join(', '),
    since: Math.max(...met.map(({ since }) => since ?? changedAt)),
  };
}

/** A ticket that came back is another call. */
function reopened({ reopenCount }: TicketFacts): readonly string[] {
  return reopenCount > 0 ? [`reopened ${reopenCount}`] : [];
}

type Held = {
  readonly words: string;
  /** What of several things it is this time. */
  readonly occasion?: string;
  /** Left out: since the ticket last changed. */
  readonly since?: number;
};

type Condition = {
  readonly is: keyof RuleConditions;
  holds(when: RuleConditions, facts: TicketFacts, moment: Moment): Held | null;
};

const CONDITIONS: readonly Condition[] = [
  {
    is: 'priority',
    holds: ({ priority = [] }, facts) =>
      facts.priority !== null && priority.includes(facts.priority)
        ? { words: `${facts.priority} priority` }
        : null,
  },
  {
    is: 'slaWithinMs',
    holds: ({ slaWithinMs = 0 }, facts, moment) => closestTarget(facts, slaWithinMs, moment),
  },
  {
    is: 'sentimentBelow',
    holds: ({ sentimentBelow = 0 }, { sentiment }) =>
      sentiment !== null && sentiment <= sentimentBelow
        ? { words: `sentiment ${sentiment.toFixed(1).replace('-', '−')}` }
        : null,
  },
  {
    is: 'riskAbove',
    holds: ({ riskAbove = 0 }, { risk }) =>
      risk !== null && risk >= riskAbove ? { words: `risk ${formatPercent(risk)}` } : null,
  },
  {
    is: 'confidenceBelow',
    holds: ({ confidenceBelow = 0 }, { confidence }) =>
      confidence !== null && confidence <= confidenceBelow
        ? { words: `only ${formatPercent(confidence)} sure what it is about` }
        : null,
  },
  {
    is: 'companies',
    holds: ({ companies = [] }, { company }) =>
      company !== null && companies.some((one) => folded(one) === folded(company))
        ? { words: `a ticket of ${company}` }
        : null,
  },
  {
    is: 'keywords',
    holds({ keywords = [] }, { text }) {
      const said = keywords.find((one) => mentions(text, one));
      return said === undefined ? null : { words: `mentions “${said}”` };
    },
  },
];

/** Of the targets that are about to be missed or were, the one that came up last. */
function closestTarget(facts: TicketFacts, withinMs: number, { now, sla }: Moment): Held | null {
  const { createdAt, priority, firstResponseAt } = facts;
  if (createdAt === null || priority === null) return null;
  const { firstResponseSeconds, resolutionSeconds } = sla[priority];
  const targets = [
    { occasion: 'first response', seconds: firstResponseAt === null ? firstResponseSeconds : null },
    { occasion: 'resolution', seconds: resolutionSeconds },
  ];
  const near = targets
    .flatMap(({ occasion, seconds }) =>
      seconds === null ? [] : [{ occasion, dueAt: createdAt + seconds * 1000 }],
    )
    .filter(({ dueAt }) => dueAt - withinMs <= now)
    .toSorted((one, other) => one.dueAt - other.dueAt)
    .at(-1);
  if (!near) return null;
  const { occasion, dueAt } = near;
  const left = formatSeconds(Math.abs(dueAt - now) / 1000);
  const words = dueAt > now ? `${occasion} due in ${left}` : `${occasion} overdue by ${left}`;
  return { words, occasion, since: dueAt - withinMs };
}

function folded(text: string): string {
  return text.trim().toLowerCase();
}

/** As whole words, whatever separates them. */
function mentions(text: string, phrase: string): boolean {
  const words = phrase
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = `(?<![\\p{L}\\p{N}])${words.join('\\s+')}(?![\\p{L}\\p{N}])`;
  return new RegExp(pattern, 'iu').test(text);
}
