import type { z } from 'zod';
import type { AnswerHeaders } from './plain-fetch.ts';

/** One request to a support system, and how its answer is read. */
export type Call<T> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base URL, `/crm/v3/owners`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** As an error names it: `list tickets (page 3)`. */
  readonly what: string;
  readonly schema: z.ZodType<T>;
  /** Which of the API's limits it counts against; the main one if left out. */
  readonly limit?: string;
  /** Makes something: asked once only where an answer was lost, for it may have been made. */
  readonly isWrite?: boolean;
  /** Statuses beside 2xx that are answers: `404`, `409`. Their bodies aren't checked. */
  readonly answers?: readonly number[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
};

export type Answer<T> = {
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** Null for a status of `answers`, and for an empty body where the schema takes null. */
  readonly value: T | null;
};

/**
 * An API behind its base URL. Waits for its turn by the API's limits; repeats what may be repeated (408, 429, 5xx, lost connections,
 * stalls, bodies cut short or not JSON, and twice an answer that doesn't fit the schema) after the wait the server asked for, else
 * exponentially with jitter, up to a cap. Throws UpstreamError when it stays so, ConfigError for 401 and 403, `RefusedError` for other
 * final statuses, and the signal's reason. No message holds a secret.
 */
export interface SourceHttp {
  request<T>(call: Call<T>): Promise<Answer<T>>;
  readonly traffic: { readonly requests: number; readonly retries: number };
}
