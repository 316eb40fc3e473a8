import type { Condition } from '../../analytics/query-plan.ts';

/** Events whose share is a metric of its own, with its own denominator. */
const RATES = [
  { event: 'reopened', rate: 'reopen_rate' },
  { event: 'transferred', rate: 'transfer_rate' },
  { event: 'missed', rate: 'missed_rate' },
  { event: 'escalated', rate: 'escalation_rate' },
  { event: 'bot_handled', rate: 'bot_handled_rate' },
  { event: 'bot_involved', rate: 'bot_involved_rate' },
] as const;

/** The metric that is the share of conversations with this event; undefined for other conditions. */
export function rateOf({ field, op, values }: Condition): string | undefined {
  if (op !== 'is' || values[0] !== true) return undefined;
  return RATES.find(({ event }) => event === field)?.rate;
}

/** The event a rate is the share of. */
export function eventOf(metric: string): string | undefined {
  return RATES.find(({ rate }) => rate === metric)?.event;
}
