import { setTimeout as delay } from 'node:timers/promises';

/** Some work goes first, and other work makes way for it: questions before reading sources. */
export interface Precedence {
  /** Runs `work`, before which others wait, but for what it does aside. */
  first<T>(work: (aside: Aside) => Promise<T>): Promise<T>;
  /** Resolves when nothing that goes first is under way, and has not been for a moment; at the latest after `mostMs`. */
  clear(mostMs: number): Promise<void>;
}

/** Runs what only waits for somebody outside: nobody makes way for that. */
export type Aside = <T>(waiting: () => Promise<T>) => Promise<T>;

/** One question seldom comes alone: an answer's follow-ups and its page are asked for at once. */
const MOMENT_MS = 5;

export function createPrecedence(): Precedence {
  let underWay = 0;
  const aside: Aside = async (waiting) => {
    underWay -= 1;
    try {
      return await waiting();
    } finally {
      underWay += 1;
    }
  };
  return {
    async first(work) {
      underWay += 1;
      try {
        return await work(aside);
      } finally {
        underWay -= 1;
      }
    },
    async clear(mostMs) {
      const until = performance.now() + mostMs;
      while (underWay > 0 && performance.now() < until) await delay(MOMENT_MS);
    },
  };
}
