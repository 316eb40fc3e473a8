import type { Escalation } from './escalation.ts';

/** Works out what those who are called want to know, and takes longer than a page may wait for. Done again for the same escalation it does nothing. */
export type Prepare = (
  escalation: Pick<Escalation, 'id' | 'ticketId'>,
  signal: AbortSignal,
) => Promise<void>;

export type PreparingParts = {
  readonly prepare: Prepare;
  /** Those nobody has answered. */
  unanswered(): Promise<readonly Escalation[]>;
  /** There is more to know now than was told. */
  readonly onPrepared: () => void;
  readonly logger: { warn(fields: object, message: string): void };
};

/** Prepares alerts beside the ticks, each escalation once in a process, until disposed. */
export function createPreparing(parts: PreparingParts): AsyncDisposable & { look(): void } {
  const { prepare, unanswered, onPrepared, logger } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  const tried = new Set<string>();
  let running: Promise<void> | null = null;

  const prepareAll = async () => {
    for (const one of await unanswered()) {
      if (signal.aborted) return;
      if (tried.has(one.id)) continue;
      tried.add(one.id);
      try {
        await prepare(one, signal);
        onPrepared();
      } catch (error) {
        if (!signal.aborted)
          logger.warn({ err: error, escalation: one.id }, 'an alert tells less than it could');
      }
    }
  };
  return {
    look() {
      running ??= prepareAll()
        .catch((error: unknown) => logger.warn({ err: error }, 'alerts could not be prepared'))
        .finally(() => {
          running = null;
        });
    },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await running;
    },
  };
}
