import { type WebAPICallResult, WebAPIPlatformError, WebClient } from '@slack/web-api';
import { messageOf, SILENT_BOLT_LOGGER } from '../log.ts';

export type Asked<T> =
  | { readonly kind: 'answered'; readonly answer: T }
  /** In Slack's own word, such as `invalid_auth`. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unreachable'; readonly why: string };

/** One call by one token, once, its failure as a value. */
export async function askSlack<T extends WebAPICallResult>(
  ask: (client: WebClient) => Promise<T>,
  { apiUrl, token }: { readonly apiUrl: string; readonly token: string | null },
): Promise<Asked<T>> {
  const client = new WebClient(token ?? undefined, {
    slackApiUrl: apiUrl,
    logger: SILENT_BOLT_LOGGER, // what matters is in the finding
    retryConfig: { retries: 0 },
    timeout: TIMEOUT_MS,
    rejectRateLimitedCalls: true,
  });
  try {
    return { kind: 'answered', answer: await ask(client) };
  } catch (error) {
    return error instanceof WebAPIPlatformError
      ? { kind: 'refused', reason: error.data.error }
      : { kind: 'unreachable', why: messageOf(error) };
  }
}

const TIMEOUT_MS = 10_000;
