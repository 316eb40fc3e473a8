import { z } from 'zod';
import type { Failure, Verdict } from '../http/judge-answer.ts';
import { RefusedError } from '../http/refusals.ts';
import type { Limit } from '../http/turns.ts';

/** LiveChat publishes no numbers; calls a quarter of a second apart are known to go well. */
export const LIVECHAT_LIMITS: Readonly<Record<string, Limit>> = {
  main: { requests: 1, perMs: 250 },
};

export const TOKEN_REMEDY =
  'Check LIVECHAT_ACCOUNT_ID and LIVECHAT_TOKEN: the developer console shows both where a personal access token is made.';

const errorBody = z.looseObject({
  error: z.looseObject({
    type: z.string(),
    message: z.string().nullish().catch(null),
    data: z
      .looseObject({ region: z.string().nullish().catch(null) })
      .nullish()
      .catch(null),
  }),
});

const PASSING: ReadonlySet<string> = new Set([
  ...['too_many_requests', 'request_timeout', 'service_unavailable', 'internal'],
]);

const WORDLESS: ReadonlySet<number> = new Set([400, 421]);

/** The scope each method takes; writing to chats takes another one. */
const SCOPES: Readonly<Record<string, string>> = {
  list_archives: 'chats--all:ro',
  list_chats: 'chats--all:ro',
  get_chat: 'chats--all:ro',
  list_agents: 'agents--all:ro',
  list_bots: 'agents-bot--all:ro',
  list_groups: 'groups--all:ro',
};
const WRITING = 'chats--all:rw';

const REMEDIES: Readonly<Record<string, string>> = {
  authentication: TOKEN_REMEDY,
  license_expired: 'Renew the LiveChat subscription.',
  unsupported_version: 'Set LIVECHAT_API to a version LiveChat still answers: 3.6.',
  wrong_product_version:
    'The account is on a product this API does not serve: see LiveChat’s console.',
};

/** Statuses aren't tied to types, so the type alone decides. `onRegion` is told where the account lives. */
export function liveChatFailure(
  { status, body, call }: Failure,
  onRegion: (region: string) => void,
): Verdict {
  const parsed = errorBody.safeParse(body);
  // LiveChat says what is wrong: a refusal without a word of it is a slip.
  if (!parsed.success) return { move: WORDLESS.has(status) ? 'retry' : 'usual' };
  const { type, message, data } = parsed.data.error;
  const words = message ? `${type}: ${message}` : type;
  if (PASSING.has(type)) return { move: 'retry', words };
  if (type === 'misdirected_request' && data?.region) {
    onRegion(data.region);
    return { move: 'again', words };
  }
  const remedy = REMEDIES[type] ?? (isAboutScopes(type) ? scopeRemedy(call.path) : null);
  return { move: 'final', words, ...(remedy !== null && { remedy }) };
}

const isAboutScopes = (type: string): boolean =>
  type === 'authorization' || type === 'missing_access';

function scopeRemedy(path: string): string {
  const scope = SCOPES[path.split('/').at(-1) ?? ''] ?? WRITING;
  return `Give the token in LIVECHAT_TOKEN the scope ${scope}.`;
}

/** Whether LiveChat refused for this reason, `not_found`. */
export function isRefusedFor(error: unknown, type: string): error is RefusedError {
  return error instanceof RefusedError && error.words.split(':')[0] === type;
}
