import type { Condition, FiguresPlan } from '../../analytics/query-plan.ts';
import type { Turn } from './turn.ts';

type Where = readonly Condition[];

/** "both": the values of this question and the one before it. */
export function joinWithEarlier(before: Where, { memory }: Turn): Where {
  const earlier = memory.plans.at(-2);
  if (!earlier || earlier.kind === 'about') return before;
  return before.map((one) => {
    const twin = earlier.where.find(
      ({ field, op }) => one.op === 'is' && op === 'is' && field === one.field,
    );
    return twin ? { ...one, values: [...new Set([...twin.values, ...one.values])] } : one;
  });
}

/** The field whose values "both" puts together; null: none. */
export function fieldJoined(before: Where, turn: Turn): string | null {
  if (!turn.sentence.says('edit.both')) return null;
  const joined = joinWithEarlier(before, turn);
  return (
    joined.find(({ values }, at) => values.length !== before[at]?.values.length)?.field ?? null
  );
}

/** "both" after a figure of tickets and the same of chats. */
export function joinsKinds({ metrics: [now] }: FiguresPlan, { sentence, memory }: Turn): boolean {
  const earlier = memory.plans.at(-2);
  if (!sentence.says('edit.both') || earlier?.kind !== 'figures' || !now) return false;
  const [past] = earlier.metrics;
  return past?.metric === now.metric && past.of !== now.of;
}
