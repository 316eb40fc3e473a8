import type { Clock } from '../core/clock.ts';
import type { StateSpace } from '../core/state.ts';
import type { Usage } from './language-model.ts';

/** What may be spent a day (UTC). null: no limit. */
export type BudgetLimits = {
  readonly callsADay: number | null;
  readonly callsADayEach: number | null;
  readonly usdADay: number | null;
  readonly usdADayEach: number | null;
};

/** USD for a million tokens; null where the operator hasn't said. */
export type Prices = { readonly input: number; readonly output: number } | null;

export type Spent = {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** null where prices aren't known. */
  readonly costUsd: number | null;
};

export interface Budget {
  /** Takes one call out of it before it is made; else says in words what is used up. */
  take(person: string | undefined): Promise<string | null>;
  /** Adds what a call used. */
  add(usage: Usage, person: string | undefined): Promise<void>;
  today(): Promise<Spent>;
}

const DAY_MS = 86_400_000;
const NOTHING: Spent = { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: null };

/** Counts calls, tokens and money by day, over restarts and processes. */
export function createBudget(parts: {
  readonly space: StateSpace<Spent>;
  readonly clock: Clock;
  readonly limits: BudgetLimits;
  readonly prices: Prices;
}): Budget {
  const { space, clock, limits, prices } = parts;
  const day = () => new Date(clock.now()).toISOString().slice(0, 10);
  const of = (person: string) => `${day()}:${person}`;
  const keep = { ttlMs: 40 * DAY_MS };

  const isSpent = async (key: string, mostUsd: number | null): Promise<boolean> => {
    if (mostUsd === null) return false;
    const { costUsd } = (await space.get(key)) ?? NOTHING;
    return (costUsd ?? 0) >= mostUsd;
  };

  /** One more call under `key`, unless that would be more than `most`. */
  const count = async (key: string, most: number | null): Promise<boolean> => {
    let isCounted = false;
    await space.update(
      key,
      (spent = NOTHING) => {
        isCounted = most === null || spent.calls < most;
        return isCounted ? { ...spent, calls: spent.calls + 1 } : spent;
      },
      keep,
    );
    return isCounted;
  };

  return {
    async take(person) {
      const { usdADay, usdADayEach, callsADay, callsADayEach } = limits;
      if (await isSpent(day(), usdADay))
        return `today’s budget of $${usdADay} for the model is used up`;
      if (person !== undefined && (await isSpent(of(person), usdADayEach)))
        return `you have used up today’s $${usdADayEach} for the model`;
      if (person !== undefined && !(await count(of(person), callsADayEach)))
        return `you have used up today’s ${callsADayEach} questions to the model`;
      if (!(await count(day(), callsADay)))
        return `today’s ${callsADay} questions to the model are used up`;
      return null;
    },
    async add(usage, person) {
      const keys = person === undefined ? [day()] : [day(), of(person)];
      for (const key of keys)
        await space.update(key, (spent = NOTHING) => withUsage(spent, usage, prices), keep);
    },
    async today() {
      return (await space.get(day())) ?? NOTHING;
    },
  };
}

function withUsage(spent: Spent, usage: Usage, prices: Prices): Spent {
  return {
    calls: spent.calls,
    inputTokens: spent.inputTokens + usage.inputTokens,
    outputTokens: spent.outputTokens + usage.outputTokens,
    costUsd: prices && (spent.costUsd ?? 0) + cost(usage, prices),
  };
}

function cost(usage: Usage, prices: NonNullable<Prices>): number {
  return (usage.inputTokens * prices.input + usage.outputTokens * prices.output) / 1_000_000;
}
