import type { AnswerHeaders, Fetch, Sending } from './plain-fetch.ts';
import { readText, UnreadableBodyError } from './read-body.ts';

/** An answer as it came, whatever its status. */
export type RawAnswer = {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly text: string;
};

/** No whole answer came back. `wasSent`: the request may have reached the other side. */
export class LostAnswerError extends Error {
  readonly wasSent: boolean;

  constructor(message: string, options: { readonly wasSent: boolean; readonly cause: unknown }) {
    super(message, { cause: options.cause });
    this.wasSent = options.wasSent;
  }
}

const NEVER_SENT = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  'UND_ERR_CONNECT_TIMEOUT',
]);

type Limits = {
  readonly fetch: Fetch;
  /** For the whole of it, body included. */
  readonly timeoutMs: number;
  readonly bodyLimitBytes: number;
  readonly signal: AbortSignal | undefined;
};

/** One attempt. Throws LostAnswerError where no whole answer came, and the signal's reason. */
export async function sendOnce(
  url: URL,
  sending: Omit<Sending, 'signal'>,
  limits: Limits,
): Promise<RawAnswer> {
  const { signal, timeoutMs } = limits;
  signal?.throwIfAborted();
  const attempt = new AbortController();
  const stop = (): void => attempt.abort(signal?.reason);
  let isOverdue = false;
  const timer = setTimeout(() => {
    isOverdue = true;
    attempt.abort();
  }, timeoutMs);
  // Not AbortSignal.any: a signal that lives as long as a sync would gather one of these for each request.
  signal?.addEventListener('abort', stop);
  try {
    const response = await limits.fetch(url, { ...sending, signal: attempt.signal });
    const text = await readText(response.body, limits.bodyLimitBytes);
    return { status: response.status, headers: response.headers, text };
  } catch (cause) {
    signal?.throwIfAborted();
    attempt.abort();
    throw lost(cause, isOverdue ? timeoutMs : null);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

function lost(cause: unknown, overdueMs: number | null): LostAnswerError {
  if (cause instanceof UnreadableBodyError) {
    return new LostAnswerError(cause.message, { wasSent: true, cause });
  }
  if (overdueMs !== null) {
    return new LostAnswerError(`no answer within ${overdueMs / 1000} s`, { wasSent: true, cause });
  }
  const code = codeOf(cause);
  const wasSent = code === null || !NEVER_SENT.has(code);
  const words = wasSent ? 'the connection was lost' : 'it could not be reached';
  return new LostAnswerError(code ? `${words} (${code})` : words, { wasSent, cause });
}

/** What really happened may be one or two causes deep. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}
