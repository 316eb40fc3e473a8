import { DateTime } from 'luxon';
import { z } from 'zod';
import type { Failure, Verdict } from '../http/judge-answer.ts';
import type { AnswerHeaders } from '../http/plain-fetch.ts';
import type { Limit } from '../http/turns.ts';

/** Locked, moving between data centres, timed out at the edge. */
export const HUBSPOT_PASSING: readonly number[] = [423, 477, 524];

/** Searches may go at 5 a second, and others of the account search as well; the window is for everything else. */
export const HUBSPOT_LIMITS: Readonly<Record<string, Limit>> = {
  main: { requests: 95, perMs: 10_000 },
  search: { requests: 4, perMs: 1000 },
};

export const TOKEN_REMEDY =
  'Make a service key in HubSpot (Settings, Integrations, Service Keys) and set it as HUBSPOT_TOKEN.';

const text = z.string().nullish().catch(null);
const errorBody = z.looseObject({
  message: text,
  policyName: text,
  category: text,
  correlationId: text,
  errors: z
    .array(
      z.looseObject({
        message: text,
        context: z.record(z.string(), z.array(z.string())).nullish().catch(null),
      }),
    )
    .nullish()
    .catch(null),
});

/** What HubSpot's errors mean. `zoneOf`: the account's, whose midnight renews what may be asked in a day. */
export function hubSpotFailure(
  { status, body }: Failure,
  { zoneOf, now }: { readonly zoneOf: () => string | null; readonly now: () => number },
): Verdict {
  const parsed = errorBody.safeParse(body);
  const error = parsed.success ? parsed.data : null;
  const words = [error?.message, error?.correlationId && `(correlation id ${error.correlationId})`]
    .filter(Boolean)
    .join(' ');
  const said = words === '' ? {} : { words };
  if (status === 429) return { move: 'usual', ...said, ...tooMany(error?.policyName, zoneOf, now) };
  if (status === 423) return { move: 'usual', ...said, inMs: 2000 };
  // A page from in front of HubSpot says nothing about scopes.
  if (status === 403 && error === null) return { move: 'retry' };
  if (status === 403) {
    const scopes = (error?.errors ?? []).flatMap(({ context }) => [
      ...(context?.requiredGranularScopes ?? context?.requiredScopes ?? []),
    ]);
    const which = scopes.length > 0 ? `: ${[...new Set(scopes)].join(', ')}` : '';
    const remedy = `Give the key in HUBSPOT_TOKEN the scopes it lacks${which}.`;
    return { move: 'final', ...said, remedy };
  }
  return { move: 'usual', ...said };
}

function tooMany(
  policy: string | null | undefined,
  zoneOf: () => string | null,
  now: () => number,
): Pick<Verdict, 'inMs'> {
  if (policy === 'DAILY') {
    const utc = DateTime.fromMillis(now(), { zone: 'utc' });
    const here = utc.setZone(zoneOf() ?? 'utc');
    const midnight = (here.isValid ? here : utc).plus({ days: 1 }).startOf('day');
    return { inMs: midnight.toMillis() - now() };
  }
  if (policy === 'TEN_SECONDLY_ROLLING') return { inMs: 10_000 };
  return policy === 'SECONDLY' ? { inMs: 1000 } : {};
}

/** The account's own window, less a little for whoever else asks. Searches carry no such headers. */
export function hubSpotLimit(headers: AnswerHeaders, name: string): Limit | null {
  const most = Number(headers.get('x-hubspot-ratelimit-max') ?? Number.NaN);
  const perMs = Number(headers.get('x-hubspot-ratelimit-interval-milliseconds') ?? Number.NaN);
  if (name !== 'main' || !(most > 0) || !(perMs > 0)) return null;
  return { requests: Math.max(1, Math.floor(most * 0.95)), perMs };
}
