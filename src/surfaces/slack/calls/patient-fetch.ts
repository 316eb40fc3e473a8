import type { FetchFunction } from '@slack/web-api';
import { type Log, messageOf } from '../log.ts';

type Fetch = FetchFunction;
type Init = Parameters<Fetch>[1];
type Answer = Awaited<ReturnType<Fetch>>;

export type CallPatience = {
  /** One attempt. Uploads take longer. */
  readonly timeoutMs: number;
  readonly uploadTimeoutMs: number;
  /** How often a call that met no answer is made again; where it may have been done, never. */
  readonly retries: number;
  readonly firstRetryMs: number;
  /** How long a call is held back in all because Slack asked to wait. */
  readonly longestHoldMs: number;
};

export const PATIENCE: CallPatience = {
  timeoutMs: 10_000,
  uploadTimeoutMs: 60_000,
  retries: 3,
  firstRetryMs: 300,
  longestHoldMs: 300_000,
};

type Parts = {
  readonly fetch: Fetch;
  readonly logger: Log;
  readonly patience: CallPatience;
  /** Ends all waiting. */
  readonly signal: AbortSignal;
};

/**
 * `fetch` for Slack's Web API: waits where Slack says so (429), makes calls again that met no answer, and gives up in time.
 * A call that makes something new, such as a message, is not made again when it may have arrived: whoever makes it looks first.
 */
export function createPatientFetch({ fetch, logger, patience, signal }: Parts): Fetch {
  /** Until when calls of a method are held back for a token. */
  const heldUntil = new Map<string, number>();

  async function attempt(url: string, init: Init): Promise<Answer> {
    const isUpload = typeof init?.body === 'object';
    const timeout = AbortSignal.timeout(isUpload ? patience.uploadTimeoutMs : patience.timeoutMs);
    return fetch(url, { ...init, signal: AbortSignal.any([timeout, signal]) });
  }

  /** Null: there was no answer worth having, and asking again does no harm. */
  async function attemptRepeatable(url: string, init: Init): Promise<Answer | null> {
    const method = methodOf(url);
    try {
      const answer = await attempt(url, init);
      return answer.status >= 500 && !MAKES_NEW.has(method) ? null : answer;
    } catch (error) {
      if (signal.aborted || !mayRepeat(method, error)) throw error;
      logger.info({ method, problem: messageOf(error) }, 'Slack did not answer; tried again');
      return null;
    }
  }

  async function untilAnswered(url: string, init: Init): Promise<Answer> {
    for (let tries = 0; tries < patience.retries; tries += 1) {
      const answer = await attemptRepeatable(url, init);
      if (answer) return answer;
      await wait(patience.firstRetryMs * 2 ** tries, signal);
    }
    return attempt(url, init);
  }

  return async (address, init) => {
    const url = String(address);
    const method = methodOf(url);
    const gate = `${method} ${init?.headers?.Authorization ?? ''}`;
    const started = performance.now();
    for (;;) {
      await wait((heldUntil.get(gate) ?? 0) - performance.now(), signal);
      const answer = await untilAnswered(url, init);
      if (answer.status !== 429) return answer;
      const holdMs = retryAfterMs(answer);
      if (performance.now() - started + holdMs > patience.longestHoldMs) return answer;
      logger.info({ method, holdMs }, 'Slack asked to wait');
      heldUntil.set(gate, performance.now() + holdMs);
    }
  };
}

/** What would be there twice when done twice. */
const MAKES_NEW = new Set([
  ...['chat.postMessage', 'chat.postEphemeral', 'chat.meMessage', 'chat.scheduleMessage'],
  ...['chat.startStream', 'chat.appendStream', 'files.completeUploadExternal', 'response'],
  ...['conversations.create', 'oauth.v2.access', 'views.open', 'views.push'],
]);

/** A response_url and other addresses take messages too. */
function methodOf(url: string): string {
  return /\/api\/([\w.]+)$/.exec(url)?.[1] ?? (/\/upload\//.test(url) ? 'upload' : 'response');
}

const NEVER_SENT = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$/;

function mayRepeat(method: string, error: unknown): boolean {
  return !MAKES_NEW.has(method) || NEVER_SENT.test(codeOf(error));
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : null;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

const UNSAID_MS = 1_000;

function retryAfterMs(answer: Answer): number {
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : UNSAID_MS;
}

async function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0) return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  await promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  });
}
