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

/** Judgements that not every conversation has: the share is of those that were judged. */
const JUDGED = [{ field: 'sentiment_label', value: 'negative', rate: 'negative_share' }] as const;

/** The metric that is the share of conversations with this event; undefined for other conditions. */
export function rateOf({ field, op, values }: Condition): string | undefined {
  const [only, ...more] = values;
  if (op !== 'is' || more.length > 0) return undefined;
  const judged = JUDGED.find((one) => one.field === field && one.value === only);
  if (judged || only !== true) return judged?.rate;
  return RATES.find(({ event }) => event === field)?.rate;
}

/** The event a rate is the share of. */
export function eventOf(metric: string): string | undefined {
  return RATES.find(({ rate }) => rate === metric)?.event;
}
