import { setTimeout as delay } from 'node:timers/promises';
import type { Assignments } from './assignments.ts';
import { type TellParts, tellMembers } from './tell-members.ts';

const LOOK_EVERY_MS = 60_000;

export type KeepTellingParts = TellParts & {
  readonly assignments: Pick<Assignments, 'watch'>;
  readonly logger: { error(fields: object, message: string): void };
};

/** Tells members as tickets become theirs, and every minute what could not be said before, until disposed. */
export function keepTelling(parts: KeepTellingParts): AsyncDisposable {
  const stopping = new AbortController();
  let wake = new AbortController();
  const watching = parts.assignments.watch(() => wake.abort());
  const running = (async () => {
    while (!stopping.signal.aborted) {
      wake = new AbortController();
      await tellMembers(parts).catch((error) =>
        parts.logger.error({ err: error }, 'members could not be told of their tickets'),
      );
      const stop = AbortSignal.any([stopping.signal, wake.signal]);
      await delay(LOOK_EVERY_MS, undefined, { signal: stop, ref: false }).catch(() => {}); // woken early
    }
  })();
  return {
    async [Symbol.asyncDispose]() {
      watching[Symbol.dispose]();
      stopping.abort();
      await running;
    },
  };
}
