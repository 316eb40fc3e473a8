import { setTimeout as delay } from 'node:timers/promises';

/** What takes longer than reading and writing here is a model at work. */
const SOON_MS = 2000;

/** What `work` gives. Where that takes its time, `say` tells so in between; that it can’t is no reason to stop. */
export async function whileWaiting<T>(
  work: Promise<T>,
  say: () => Promise<unknown>,
  soonMs = SOON_MS,
): Promise<T> {
  const settled = new AbortController();
  const told = delay(soonMs, undefined, { signal: settled.signal, ref: false })
    .then(say)
    .catch(() => undefined); // done before, or nobody can be told
  try {
    return await work;
  } finally {
    settled.abort();
    await told;
  }
}
