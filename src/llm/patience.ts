import { setTimeout as wait } from 'node:timers/promises';
import type { Circuit } from './circuit.ts';
import type { ModelOutcome, Unavailable } from './language-model.ts';
import { ModelError } from './model-error.ts';

export type Patience = {
  readonly circuit: Circuit;
  /** All tries and pauses together. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
  /** 0–1, for jitter. */
  readonly random?: () => number;
};

export type Tried<T> =
  | { readonly kind: 'done'; readonly value: T }
  | Extract<ModelOutcome, { kind: 'unavailable' }>;

const TRIES = 4;
const FIRST_PAUSE_MS = 500;

/**
 * Tries a call until it succeeds, can't, or the deadline comes: exponential pauses with jitter, never shorter than
 * asked for. A pause that would pass the deadline isn't begun. Throws only what `signal` was aborted with, and bugs.
 */
export async function withPatience<T>(
  call: (signal: AbortSignal) => Promise<T>,
  { circuit, deadlineMs, signal, random = Math.random }: Patience,
): Promise<Tried<T>> {
  const paused = circuit.pauseMs();
  if (paused > 0)
    return unavailable(
      'down',
      `the model has been failing; it is tried again in ${inSeconds(paused)}`,
    );
  const startedAt = performance.now();
  const deadline = AbortSignal.timeout(deadlineMs);
  const stop = signal ? AbortSignal.any([signal, deadline]) : deadline;
  for (let tries = 1; ; tries++) {
    try {
      const value = await call(stop);
      circuit.succeeded();
      return { kind: 'done', value };
    } catch (error) {
      signal?.throwIfAborted();
      const leftMs = deadlineMs - (performance.now() - startedAt);
      const next = deadline.aborted
        ? unavailable('slow', `the model took longer than ${inSeconds(deadlineMs)}`)
        : afterFailure(error, { tries, leftMs, random });
      if ('kind' in next) {
        if (next.why !== 'refused') circuit.failed(retryAfterOf(error));
        return next;
      }
      await wait(next.pauseMs, undefined, { signal: stop }).catch(() => {}); // an abort shows at the next call
    }
  }
}

type Failed = { readonly tries: number; readonly leftMs: number; readonly random: () => number };

/** What to do about a failed try: wait and try again, or give up. Throws what is a bug. */
function afterFailure(
  error: unknown,
  { tries, leftMs, random }: Failed,
): { readonly pauseMs: number } | ReturnType<typeof unavailable> {
  if (!(error instanceof ModelError)) throw error;
  const { status, isPassing } = error.fault;
  if (!isPassing) return unavailable('refused', error.message, status);
  const backOffMs = FIRST_PAUSE_MS * 2 ** (tries - 1) * (0.5 + random());
  const pauseMs = Math.max(backOffMs, error.retryAfterMs ?? 0);
  return tries === TRIES || pauseMs >= leftMs
    ? unavailable('down', error.message, status)
    : { pauseMs };
}

function retryAfterOf(error: unknown): number | undefined {
  return error instanceof ModelError ? error.retryAfterMs : undefined;
}

function unavailable(
  why: Unavailable,
  message: string,
  status: number | null = null,
): Extract<Tried<never>, { kind: 'unavailable' }> {
  return { kind: 'unavailable', why, message, ...(status !== null && { status }) };
}

function inSeconds(ms: number): string {
  return `${Math.ceil(ms / 1000)} s`;
}
