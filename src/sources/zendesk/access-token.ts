import type { Clock } from '../../core/clock.ts';
import type { SourceSecrets } from '../../core/source-config.ts';
import { createSourceHttp, type SourceHttpOptions } from '../http/create-source-http.ts';
import type { SourceHttp } from '../http/source-http.ts';
import { tokenAnswer } from './answers.ts';
import { zendeskFailure } from './read-failure.ts';

export type ZendeskSecrets = NonNullable<SourceSecrets['zendesk']>;

/** What requests are signed with. */
export interface Credentials {
  headers(): Promise<Readonly<Record<string, string>>>;
  /** Never to be told to anybody; grows with every token. */
  readonly secrets: readonly string[];
  /** What the token may do, where Zendesk told; null: unknown. */
  readonly scope: string | null;
  /** Whether another token can be had in place of one that was refused; the next headers then carry it. */
  renew(): boolean;
  readonly traffic: SourceHttp['traffic'];
}

type TokenHttp = Omit<SourceHttpOptions, 'headers' | 'secrets' | 'remedy' | 'clock'> & {
  readonly clock: Clock;
};

/** A token is used up to so long before it ends. */
const MARGIN_MS = 60_000;
const DEFAULT_LIFE_SECONDS = 1800;
/** Requests that were under way when a token was renewed are no reason to renew it again. */
const JUST_RENEWED_MS = 5_000;

export const CREDENTIALS_REMEDY: Readonly<Record<ZendeskSecrets['kind'], string>> = {
  client:
    'Check ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET: the OAuth client has to be confidential and active (Admin Center, Apps and integrations, OAuth clients).',
  token:
    'Check ZENDESK_EMAIL and ZENDESK_API_TOKEN. Zendesk switches off tokens left idle for 30 days, and all of them on 30 April 2027: an OAuth client (ZENDESK_CLIENT_ID, ZENDESK_CLIENT_SECRET) lasts.',
};

export function createCredentials(secrets: ZendeskSecrets, options: TokenHttp): Credentials {
  return secrets.kind === 'token' ? withApiToken(secrets) : withClient(secrets, options);
}

function withApiToken({
  email,
  apiToken,
}: Extract<ZendeskSecrets, { kind: 'token' }>): Credentials {
  const signed = Buffer.from(`${email}/token:${apiToken}`).toString('base64');
  return {
    headers: () => Promise.resolve({ authorization: `Basic ${signed}` }),
    secrets: [signed, apiToken],
    scope: null,
    renew: () => false,
    traffic: { requests: 0, retries: 0 },
  };
}

type Token = { readonly value: string; readonly endsAt: number };

/** There is no refresh token: another one is asked for before the one in use ends, or is refused. */
function withClient(
  { clientId, clientSecret }: Extract<ZendeskSecrets, { kind: 'client' }>,
  options: TokenHttp,
): Credentials {
  const { clock } = options;
  const secrets = [clientSecret];
  const http = createSourceHttp({
    ...options,
    headers: () => ({}),
    secrets,
    remedy: CREDENTIALS_REMEDY.client,
    readFailure: readTokenFailure,
  });
  let held: Token | null = null;
  let asking: Promise<Token> | null = null;
  let scope: string | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;

  async function ask(): Promise<Token> {
    askedAt = clock.now();
    const { value } = await http.request({
      method: 'POST',
      path: '/oauth/tokens',
      body: {
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        scope: 'read write',
      },
      what: 'sign in',
      schema: tokenAnswer,
    });
    if (!value) throw new Error('a token answer without a body passed its schema');
    secrets.push(value.access_token);
    scope = value.scope ?? null;
    const lifeMs = (value.expires_in ?? DEFAULT_LIFE_SECONDS) * 1000;
    const marginMs = Math.min(MARGIN_MS, lifeMs / 10);
    held = { value: value.access_token, endsAt: askedAt + lifeMs - marginMs };
    return held;
  }

  function current(): Promise<Token> {
    if (held && held.endsAt > clock.now()) return Promise.resolve(held);
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  }

  return {
    headers: async () => ({ authorization: `Bearer ${(await current()).value}` }),
    secrets,
    get scope() {
      return scope;
    },
    renew() {
      if (clock.now() - askedAt > JUST_RENEWED_MS) held = null;
      return true;
    },
    traffic: http.traffic,
  };
}

/** OAuth says 400 or 401 for a client it doesn't know: the operator's move either way. */
function readTokenFailure(
  failure: Parameters<typeof zendeskFailure>[0],
): ReturnType<typeof zendeskFailure> {
  const { words } = zendeskFailure(failure);
  const said = words === undefined ? {} : { words };
  const isTheirs = failure.status >= 400 && failure.status < 404;
  return isTheirs
    ? { move: 'final', ...said, remedy: CREDENTIALS_REMEDY.client }
    : { move: 'usual', ...said };
}
