import { randomUUID } from 'node:crypto';

const TOLD_AT_ONCE = 100;

/** What was done, to be said once on the page that comes next. */
export function createTold<Told = string>() {
  const kept = new Map<string, Told>();
  return {
    keep(words: Told): string {
      const key = randomUUID();
      kept.set(key, words);
      const [oldest] = kept.keys();
      if (kept.size > TOLD_AT_ONCE && oldest !== undefined) kept.delete(oldest);
      return key;
    },
    take(key: string | undefined): Told | null {
      const words = kept.get(key ?? '') ?? null;
      kept.delete(key ?? '');
      return words;
    },
  };
}
