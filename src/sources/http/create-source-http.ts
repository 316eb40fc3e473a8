import { setTimeout as delay } from 'node:timers/promises';
import { type Clock, systemClock } from '../../core/clock.ts';
import { UpstreamError } from '../../core/errors.ts';
import {
  type Failure,
  type Judging,
  judgeAnswer,
  type Outcome,
  type Verdict,
} from './judge-answer.ts';
import { type AnswerHeaders, type Fetch, plainFetch, type Sending } from './plain-fetch.ts';
import { MayHaveBeenMadeError } from './refusals.ts';
import { LostAnswerError, sendOnce } from './send-once.ts';
import type { Answer, Call, SourceHttp } from './source-http.ts';
import { createTurns, type Limit, type Sleep } from './turns.ts';
import { inWords, nextWait, PATIENCE, type Patience } from './waits.ts';

export type SourceHttpOptions = {
  /** As messages name it: `HubSpot`. */
  readonly label: string;
  readonly baseUrl: string;
  /** Asked for before each attempt; credentials are among them. */
  readonly headers: () =>
    | Readonly<Record<string, string>>
    | Promise<Readonly<Record<string, string>>>;
  /** Taken out of every message, even where the API repeats them. */
  readonly secrets: readonly string[];
  /** What to do about 401 and 403, a sentence: `Check HUBSPOT_TOKEN.` */
  readonly remedy: string;
  /** By the names calls give, `main` for those that give none. A name without one never waits. */
  readonly limits?: Readonly<Record<string, Limit>>;
  /** The limit a call counted against, as the answer's headers tell it. */
  readonly readLimit?: (headers: AnswerHeaders, name: string) => Limit | null;
  /** Statuses that pass, beside 408, 429, 500, 502, 503 and 504. */
  readonly passing?: readonly number[];
  readonly readFailure?: (failure: Failure) => Verdict | Promise<Verdict>;
  readonly patience?: Partial<Patience>;
  readonly bodyLimitBytes?: number;
} & SourceHttpParts;

/** What tests put in place of the real thing. */
export type SourceHttpParts = {
  readonly fetch?: Fetch;
  readonly clock?: Clock;
  readonly sleep?: Sleep;
  /** 0–1. */
  readonly random?: () => number;
};

const PASSING = [408, 429, 500, 502, 503, 504];
const BODY_LIMIT_BYTES = 64 * 2 ** 20;
/** An answer of the wrong shape may be a slip; three in a row are another API. */
const SHAPE_ATTEMPTS = 3;

type Tried = { readonly begunAt: number; attempts: number; shapeless: number; again: number };
type Again = Extract<Outcome<unknown>, { kind: 'again' }>;
type Passing = Extract<Outcome<unknown>, { kind: 'passing' }>;

/** A client for one API. Connections stay open between requests. */
export function createSourceHttp(options: SourceHttpOptions): SourceHttp {
  const { label, random = Math.random, clock = systemClock } = options;
  const send = options.fetch ?? plainFetch;
  const sleep: Sleep = options.sleep ?? sleepFor;
  const patience: Patience = { ...PATIENCE, ...options.patience };
  const turns = createTurns(options.limits ?? {}, { clock, sleep });
  const traffic = { requests: 0, retries: 0 };
  const judging: Judging = {
    label,
    passing: new Set([...PASSING, ...(options.passing ?? [])]),
    remedy: options.remedy,
    readFailure: options.readFailure ?? (() => ({ move: 'usual' })),
    now: () => clock.now(),
    clean: (words) =>
      options.secrets
        .filter((secret) => secret !== '')
        .reduce((text, secret) => text.replaceAll(secret, '…'), words),
  };

  async function attempt<T>(call: Call<T>): Promise<Outcome<T>> {
    const limit = call.limit ?? 'main';
    await turns.take(limit, call.signal);
    try {
      const init = await requestOf(call, options);
      traffic.requests += 1;
      const raw = await sendOnce(addressOf(call, options.baseUrl), init, {
        fetch: send,
        timeoutMs: patience.timeoutMs,
        bodyLimitBytes: options.bodyLimitBytes ?? BODY_LIMIT_BYTES,
        signal: call.signal,
      });
      const told = options.readLimit?.(raw.headers, limit);
      if (told) turns.adapt(limit, told);
      const outcome = await judgeAnswer(raw, call, judging);
      if (raw.status === 429 && outcome.kind === 'passing' && outcome.askedMs !== null) {
        turns.pause(limit, Math.min(outcome.askedMs, patience.totalMs));
      }
      return outcome;
    } catch (error) {
      if (!(error instanceof LostAnswerError)) throw error;
      const { message: words, wasSent: mayBeMade, cause } = error;
      return { kind: 'passing', words, askedMs: null, mayBeMade, isShape: false, cause };
    }
  }

  async function request<T>(call: Call<T>): Promise<Answer<T>> {
    const tried: Tried = { begunAt: clock.now(), attempts: 0, shapeless: 0, again: 0 };
    for (;;) {
      const outcome = await attempt(call);
      if (outcome.kind === 'answered') return outcome.answer;
      tried.attempts += 1;
      if (outcome.kind === 'again') askAgain(call, outcome, tried);
      else await waitAfter(call, outcome, tried);
      traffic.retries += 1;
    }
  }

  function askAgain(call: Call<unknown>, { words }: Again, tried: Tried): void {
    tried.again += 1;
    if (tried.again > 1) throw new UpstreamError(`${failed(call)}: ${words}, twice`);
  }

  async function waitAfter(call: Call<unknown>, outcome: Passing, tried: Tried): Promise<void> {
    if (call.isWrite && outcome.mayBeMade) throw mayHaveBeenMade(call, outcome);
    if (outcome.isShape) tried.shapeless += 1;
    const waitMs = nextWait(tried.attempts, outcome.askedMs, patience, random);
    const isTooLong = clock.now() - tried.begunAt + waitMs > patience.totalMs;
    const isLast = tried.attempts >= patience.attempts || tried.shapeless >= SHAPE_ATTEMPTS;
    if (isLast || isTooLong) throw givenUp(call, outcome, tried.attempts);
    await sleep(waitMs, call.signal);
  }

  function givenUp(call: Call<unknown>, outcome: Passing, attempts: number): UpstreamError {
    const { askedMs, cause } = outcome;
    const tried = attempts > 1 ? `, ${attempts} times` : '';
    const until =
      askedMs === null
        ? ''
        : `; it asks to wait ${inWords(askedMs)}, until ${new Date(clock.now() + askedMs).toISOString()}`;
    return new UpstreamError(`${failed(call)}: ${outcome.words}${tried}${until}`, {
      cause,
      ...(askedMs !== null && { retryAfterMs: askedMs }),
    });
  }

  function mayHaveBeenMade(call: Call<unknown>, outcome: Passing): MayHaveBeenMadeError {
    const message = `${failed(call)}: ${outcome.words}; it may have been made all the same`;
    return new MayHaveBeenMadeError(message, { cause: outcome.cause });
  }

  const failed = (call: Call<unknown>): string => `${label} failed to ${call.what}`;

  return { request, traffic };
}

async function sleepFor(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

async function requestOf(
  call: Call<unknown>,
  { headers }: Pick<SourceHttpOptions, 'headers'>,
): Promise<Omit<Sending, 'signal'>> {
  const sent = { accept: 'application/json', ...(await headers()), ...call.headers };
  // A redirect is an address that is set wrongly, not a place to send credentials to.
  const redirect = 'manual' as const;
  return call.body === undefined
    ? { method: call.method, headers: sent, redirect }
    : {
        method: call.method,
        redirect,
        headers: { 'content-type': 'application/json', ...sent },
        body: JSON.stringify(call.body),
      };
}

/** The base URL may have a path of its own, which stays. */
function addressOf(call: Call<unknown>, baseUrl: string): URL {
  const address = new URL(baseUrl.replace(/\/+$/, '') + call.path);
  for (const [name, value] of Object.entries(call.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      address.searchParams.append(name, String(one));
    }
  }
  return address;
}
