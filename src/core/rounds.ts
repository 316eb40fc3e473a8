import { setTimeout as delay } from 'node:timers/promises';

export type Round = {
  /** Gives how long to nap before the next one, in milliseconds. */
  go(signal: AbortSignal): Promise<number>;
  /** Is told what `go` threw, unless that is because of the stop; after `retryMs` the next round begins. */
  readonly failed: (error: unknown) => void;
  readonly retryMs: number;
};

/** Work gone over again and again. */
export type Rounds = {
  /** Has the next round begin at once, or as soon as the one that is going on is over. */
  wake(): void;
  /** Begins at once, and goes on until disposed; disposing waits for the round that is going on. Keeps no process alive. */
  start(round: Round): AsyncDisposable;
};

export function createRounds(): Rounds {
  let nap = new AbortController();
  const wake = () => nap.abort();
  return {
    wake,
    start({ go, failed, retryMs }) {
      const stopping = new AbortController();
      const { signal } = stopping;
      const going = (async () => {
        while (!signal.aborted) {
          nap = new AbortController();
          const napMs = await go(signal).catch((error: unknown) => {
            if (!signal.aborted) failed(error);
            return retryMs;
          });
          await delay(napMs, undefined, { signal: nap.signal, ref: false }).catch(() => {}); // woken
        }
      })();
      return {
        async [Symbol.asyncDispose]() {
          stopping.abort(new Error('Deskhand is stopping'));
          wake();
          await going;
        },
      };
    },
  };
}
