import type { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { UpstreamError } from '../../core/errors.ts';
import type { SourceSecrets, SourcesConfig } from '../../core/source-config.ts';
import { createSourceHttp, type SourceHttpOptions } from '../http/create-source-http.ts';
import type { SourceHttp } from '../http/source-http.ts';
import { LIVECHAT_LIMITS, liveChatFailure, TOKEN_REMEDY } from './failures.ts';

export type LiveChatConfig = NonNullable<SourcesConfig['livechat']>;
export type LiveChatSecrets = NonNullable<SourceSecrets['livechat']>;

export type LiveChatHttp = Pick<
  Partial<SourceHttpOptions>,
  'limits' | 'patience' | 'fetch' | 'sleep' | 'random'
>;

/** One call of a method. */
export type Asking<T> = {
  readonly api: 'agent' | 'configuration';
  readonly method: string;
  readonly body: unknown;
  /** As an error names it: `list agents`. */
  readonly what: string;
  readonly schema: z.ZodType<T>;
  readonly isWrite?: boolean;
};

/** LiveChat, signed in, and what it has told of itself. */
export interface LiveChatClient {
  /** Null for the empty answers of methods that change something. */
  ask<T>(asking: Asking<T>, signal: AbortSignal): Promise<T | null>;
  readonly config: LiveChatConfig;
  /** Where the account lives, as far as is known. */
  readonly region: string;
  /** What LiveChat says of the age of the version in use. */
  readonly ageing: string | null;
  readonly traffic: SourceHttp['traffic'];
}

export function createLiveChatClient({
  config,
  secrets,
  clock,
  http: parts,
}: {
  readonly config: LiveChatConfig;
  readonly secrets: LiveChatSecrets;
  readonly clock: Clock;
  readonly http: LiveChatHttp;
}): LiveChatClient {
  let region: string = config.region;
  let ageing: string | null = null;
  const signed = Buffer.from(`${secrets.accountId}:${secrets.token}`).toString('base64');
  const http = createSourceHttp({
    label: 'LiveChat',
    baseUrl: config.baseUrl,
    headers: () => ({ authorization: `Basic ${signed}`, 'x-region': region }),
    secrets: [signed, secrets.token],
    remedy: TOKEN_REMEDY,
    limits: LIVECHAT_LIMITS,
    readFailure: (failure) =>
      liveChatFailure(failure, (told) => {
        region = told;
      }),
    clock,
    ...parts,
  });

  return {
    async ask({ api, method, ...asking }, signal) {
      const { headers, value } = await http.request({
        ...asking,
        method: 'POST',
        path: `/v${config.api}/${api}/action/${method}`,
        signal,
      });
      ageing = headers.get('deprecation') ?? headers.get('legacy');
      return value;
    },
    config,
    get region() {
      return region;
    },
    get ageing() {
      return ageing;
    },
    traffic: http.traffic,
  };
}

/** For methods that always answer something. */
export function given<T>(value: T | null, what: string): T {
  if (value === null) throw new UpstreamError(`LiveChat failed to ${what}: an empty answer`);
  return value;
}
