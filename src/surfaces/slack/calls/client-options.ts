import type { WebClientOptions } from '@slack/web-api';
import { createBoltLogger, type Log } from '../log.ts';
import { type CallPatience, createPatientFetch } from './patient-fetch.ts';

type Parts = {
  readonly apiUrl: string;
  readonly fetch: NonNullable<WebClientOptions['fetch']>;
  readonly logger: Log;
  readonly patience: CallPatience;
  readonly signal: AbortSignal;
};

const CALLS_AT_ONCE = 10;

/** How every client of Slack's Web API calls it. Waiting and trying again is left to our `fetch`, which knows what may be repeated. */
export function clientOptions(parts: Parts): WebClientOptions {
  return {
    slackApiUrl: parts.apiUrl,
    fetch: createPatientFetch(parts),
    logger: createBoltLogger(parts.logger),
    maxRequestConcurrency: CALLS_AT_ONCE,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  };
}
