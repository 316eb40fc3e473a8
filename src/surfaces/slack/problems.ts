import { randomBytes } from 'node:crypto';
import { AuthorizationError, MultipleListenerError, RespondError, UnknownError } from '@slack/bolt';
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { AppError, UpstreamError } from '../../core/errors.ts';

/** What Bolt wrapped is what matters. */
export function originOf(error: unknown): unknown {
  if (error instanceof UnknownError || error instanceof AuthorizationError)
    return originOf(error.original);
  if (error instanceof MultipleListenerError) {
    const origins = error.originals.map(originOf);
    return origins.find((origin) => !isPassing(origin)) ?? origins[0];
  }
  return error;
}

const PASSING_ANSWERS = new Set([
  ...['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'],
  ...['ratelimited', 'team_added_to_org', 'external_service_migration_in_progress'],
]);

/** Whether it is worth trying again later: Slack, or something else that is needed, did not answer. */
export function isPassing(error: unknown): boolean {
  if (error instanceof UpstreamError || error instanceof WebAPIRequestError) return true;
  if (error instanceof WebAPIRateLimitedError) return true;
  if (error instanceof WebAPIHTTPError) return error.statusCode >= 500;
  if (error instanceof WebAPIPlatformError) return PASSING_ANSWERS.has(error.data.error);
  if (error instanceof RespondError) return error.statusCode >= 500 || error.statusCode === 429;
  return isUnanswered(error);
}

/** `fetch` itself failed: no connection, no answer in time, or we are stopping. */
function isUnanswered(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    error.name === 'TimeoutError' || error.name === 'AbortError' || error.message === 'fetch failed'
  );
}

const REFUSED_TOKENS = new Set([
  ...['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired'],
  'not_allowed_token_type',
]);

/** Slack's word for a token that is no good any more; null: it is about something else. */
export function refusedToken(error: unknown): string | null {
  if (!(error instanceof WebAPIPlatformError)) return null;
  const reason = error.data.error;
  return REFUSED_TOKENS.has(reason) ? reason : null;
}

/** What the person reads, and what the log is found by; null where the message already says what to do. */
export type Problem = { readonly words: string; readonly reference: string | null };

export function describeProblem(error: unknown): Problem {
  if (error instanceof AppError && error.kind !== 'config')
    return { words: error.message, reference: null };
  const reference = randomBytes(3).toString('hex').toUpperCase();
  return {
    words:
      'Sorry, that went wrong on our side. Nothing was changed. Try it once more; if it stays, tell whoever runs Deskhand the reference.',
    reference,
  };
}
