import type { Failure, Verdict } from '../http/judge-answer.ts';
import type { AnswerHeaders } from '../http/plain-fetch.ts';
import type { Limit } from '../http/turns.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Until the account's own headers say otherwise. */
export const ZENDESK_LIMITS: Readonly<Record<string, Limit>> = {
  main: { requests: 200, perMs: 60_000 },
  exports: { requests: 10, perMs: 60_000 },
};

/**
 * What Zendesk says in its three shapes of error and OAuth's:
 * `{error, description, details}`, `{error: {title, message}}`, `{errors: [{title, detail}]}`, `{error, error_description}`.
 */
export function wordsOfFailure(body: unknown): string {
  const fields = asFields(body);
  if (!fields) return '';
  const [first] = Array.isArray(fields.errors) ? fields.errors : [];
  const told = asFields(fields.error) ?? asFields(first) ?? fields;
  const said = [
    told.title ?? told.error,
    told.message ?? told.detail ?? told.description ?? told.error_description,
    ...detailsOf(fields.details),
  ].filter((word): word is string => typeof word === 'string' && word !== '');
  return [...new Set(said)].join(': ');
}

/** `details: {status: [{description}]}`, as `status: …`. */
function detailsOf(details: unknown): readonly string[] {
  return Object.entries(asFields(details) ?? {}).flatMap(([field, problems]) =>
    (Array.isArray(problems) ? problems : [])
      .map((problem) => asFields(problem)?.description)
      .filter((words) => typeof words === 'string')
      .map((words) => `${field}: ${words}`),
  );
}

/** 403 names what the person or the client lacks: exports are for admins alone. */
export function zendeskFailure({ status, body, call }: Failure): Verdict {
  const words = wordsOfFailure(body);
  const said = words === '' ? {} : { words };
  if (status !== 403) return { move: 'usual', ...said };
  const remedy = call.path.includes('/incremental/')
    ? 'Exporting tickets takes an admin: give admin rights to whoever the OAuth client or API token belongs to.'
    : 'Give the OAuth client the scopes read and write, and whoever it belongs to the rights of an admin.';
  return { move: 'final', ...said, remedy };
}

/** `Zendesk-RateLimit-incremental-exports-cursor: total=10; …` for exports, `X-Rate-Limit` for the rest; both per minute. */
export function zendeskLimit(headers: AnswerHeaders, name: string): Limit | null {
  const told =
    name === 'exports'
      ? /total=(\d+)/.exec(headers.get('zendesk-ratelimit-incremental-exports-cursor') ?? '')?.[1]
      : (headers.get('x-rate-limit') ?? headers.get('ratelimit-limit'));
  const requests = Number(told ?? 0);
  return requests > 0 ? { requests, perMs: 60_000 } : null;
}

function asFields(value: unknown): Fields | null {
  // An object that is no array has keys.
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : null;
}
