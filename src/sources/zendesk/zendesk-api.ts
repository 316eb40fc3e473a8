import type { Clock } from '../../core/clock.ts';
import { ConfigError, UpstreamError } from '../../core/errors.ts';
import { createSourceHttp, type SourceHttpOptions } from '../http/create-source-http.ts';
import { LostAnswerError } from '../http/send-once.ts';
import type { Call, SourceHttp } from '../http/source-http.ts';
import type { Patience } from '../http/waits.ts';
import { CREDENTIALS_REMEDY, createCredentials, type ZendeskSecrets } from './access-token.ts';
import { ZENDESK_LIMITS, zendeskFailure, zendeskLimit } from './read-failure.ts';

/** Zendesk behind its limits, signed in. */
export interface ZendeskApi {
  /** Never null: for calls that name no `answers`. */
  ask<T>(call: Call<T>): Promise<T>;
  /** Null where one of the call's `answers` came: it isn't there, or isn't for us. */
  find<T>(call: Call<T>): Promise<T | null>;
  /** A page of the export: given up early, so that a smaller one can be asked for. Throws TooLargeError then. */
  export<T>(call: Call<T>): Promise<T>;
  /** What the access token may do, where Zendesk told. */
  readonly scope: string | null;
  readonly traffic: SourceHttp['traffic'];
}

/** A page didn't come, time and again, in a way smaller ones might. */
export class TooLargeError extends UpstreamError {}

export type ZendeskHttp = Pick<
  Partial<SourceHttpOptions>,
  'limits' | 'patience' | 'fetch' | 'sleep' | 'random'
>;

/** A page of a thousand tickets with all that hangs on them takes its time. */
const EXPORT_PATIENCE: Partial<Patience> = { timeoutMs: 60_000, attempts: 5 };

export function createZendeskApi({
  baseUrl,
  secrets,
  clock,
  http: parts,
}: {
  readonly baseUrl: string;
  readonly secrets: ZendeskSecrets;
  readonly clock: Clock;
  readonly http: ZendeskHttp;
}): ZendeskApi {
  const shared = { label: 'Zendesk', baseUrl, clock, ...parts };
  const credentials = createCredentials(secrets, shared);
  const renewedFor = new WeakSet<Call<unknown>>();
  const overloaded = new WeakSet<Call<unknown>>();

  const options: SourceHttpOptions = {
    ...shared,
    headers: () => credentials.headers(),
    secrets: credentials.secrets,
    remedy: CREDENTIALS_REMEDY[secrets.kind],
    limits: parts.limits ?? ZENDESK_LIMITS,
    readLimit: parts.limits ? () => null : zendeskLimit,
    readFailure(failure) {
      const { status, call } = failure;
      if (status >= 500) overloaded.add(call);
      if (status === 401 && !renewedFor.has(call) && credentials.renew()) {
        renewedFor.add(call);
        return { move: 'again', words: 'the access token was refused' };
      }
      return zendeskFailure(failure);
    },
  };
  const http = createSourceHttp(options);
  const exporting = createSourceHttp({
    ...options,
    patience: { ...EXPORT_PATIENCE, ...parts.patience },
  });

  async function find<T>(call: Call<T>): Promise<T | null> {
    return (await http.request(call)).value;
  }

  return {
    find,
    async ask(call) {
      return given(await find(call), call);
    },
    async export(call) {
      try {
        return given((await exporting.request(call)).value, call);
      } catch (error) {
        const isPassing = error instanceof UpstreamError && error.retryAfterMs === undefined;
        const isTooMuch = isPassing && (isLost(error) || overloaded.has(call));
        throw isTooMuch ? new TooLargeError(error.message, { cause: error.cause }) : error;
      }
    },
    get scope() {
      return credentials.scope;
    },
    traffic: sumOf([http.traffic, exporting.traffic, credentials.traffic]),
  };
}

/** Counts on as its parts do. */
function sumOf(parts: readonly SourceHttp['traffic'][]): SourceHttp['traffic'] {
  return {
    get requests() {
      return parts.reduce((sum, { requests }) => sum + requests, 0);
    },
    get retries() {
      return parts.reduce((sum, { retries }) => sum + retries, 0);
    },
  };
}

const isLost = (error: Error): boolean => error.cause instanceof LostAnswerError;

function given<T>(value: T | null, { what }: Call<T>): T {
  if (value === null) throw new UpstreamError(`Zendesk failed to ${what}: an empty answer`);
  return value;
}

/** What stands in the way and is for people to settle, or will settle itself; anything else is a bug. */
export function isTrouble(error: unknown): error is ConfigError | UpstreamError {
  return error instanceof ConfigError || error instanceof UpstreamError;
}
