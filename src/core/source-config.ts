import type { Env } from './env.ts';
import { parseSchedule, type SyncSchedule } from './sync-schedule.ts';

/** How each support system is reached; null: not set up. */
export type SourcesConfig = {
  readonly hubspot: { readonly baseUrl: string; readonly api: 'v3' | '2026-09' } | null;
  readonly livechat: {
    readonly baseUrl: string;
    readonly api: '3.5' | '3.6';
    readonly region: 'dal' | 'fra';
  } | null;
  readonly zendesk: { readonly baseUrl: string } | null;
  readonly every: SyncSchedule;
  /** Conversations from support systems are kept this long. */
  readonly retentionDays: number;
};

export type SourceSecrets = {
  readonly hubspot: { readonly token: string } | null;
  readonly livechat: { readonly accountId: string; readonly token: string } | null;
  readonly zendesk:
    | { readonly kind: 'client'; readonly clientId: string; readonly clientSecret: string }
    | { readonly kind: 'token'; readonly email: string; readonly apiToken: string }
    | null;
};

const EVERY_FOUR_HOURS: SyncSchedule = { kind: 'interval', hours: 4 };

type Resolved = {
  readonly config: SourcesConfig;
  readonly secrets: SourceSecrets;
  readonly problems: readonly string[];
};

/** The support systems that are set up. Half-set ones are problems. */
export function resolveSources(env: Env): Resolved {
  const livechat = resolveLiveChat(env);
  const zendesk = resolveZendesk(env);
  const every = parseSchedule(env.SYNC_EVERY ?? '4 h');
  return {
    config: {
      hubspot: env.HUBSPOT_TOKEN
        ? {
            baseUrl: env.HUBSPOT_BASE_URL ?? 'https://api.hubapi.com',
            api: env.HUBSPOT_API ?? 'v3',
          }
        : null,
      livechat: livechat.secrets
        ? {
            baseUrl: env.LIVECHAT_BASE_URL ?? 'https://api.livechatinc.com',
            api: env.LIVECHAT_API ?? '3.5',
            region: env.LIVECHAT_REGION ?? 'dal',
          }
        : null,
      zendesk: zendesk.secrets && zendesk.baseUrl ? { baseUrl: zendesk.baseUrl } : null,
      every: 'problem' in every ? EVERY_FOUR_HOURS : every,
      retentionDays: env.DATA_RETENTION_DAYS ?? 365,
    },
    secrets: {
      hubspot: env.HUBSPOT_TOKEN ? { token: env.HUBSPOT_TOKEN } : null,
      livechat: livechat.secrets,
      zendesk: zendesk.secrets,
    },
    problems: [
      ...livechat.problems,
      ...zendesk.problems,
      ...('problem' in every ? [`SYNC_EVERY: ${every.problem}`] : []),
    ],
  };
}

function resolveLiveChat(env: Env): {
  readonly secrets: SourceSecrets['livechat'];
  readonly problems: readonly string[];
} {
  const { LIVECHAT_ACCOUNT_ID: accountId, LIVECHAT_TOKEN: token } = env;
  if (accountId && token) return { secrets: { accountId, token }, problems: [] };
  if (!accountId && !token) return { secrets: null, problems: [] };
  const missing = accountId ? 'LIVECHAT_TOKEN' : 'LIVECHAT_ACCOUNT_ID';
  return {
    secrets: null,
    problems: [`LiveChat is half set up: ${missing} is missing; the console shows both together`],
  };
}

function resolveZendesk(env: Env): {
  readonly secrets: SourceSecrets['zendesk'];
  readonly baseUrl: string | null;
  readonly problems: readonly string[];
} {
  const baseUrl =
    env.ZENDESK_BASE_URL ??
    (env.ZENDESK_SUBDOMAIN ? `https://${env.ZENDESK_SUBDOMAIN}.zendesk.com` : null);
  const secrets = zendeskSecrets(env);
  const given = [
    ...[env.ZENDESK_CLIENT_ID, env.ZENDESK_CLIENT_SECRET],
    ...[env.ZENDESK_EMAIL, env.ZENDESK_API_TOKEN],
  ];
  const isStarted = baseUrl !== null || given.some(Boolean);
  const problems = [
    isStarted && baseUrl === null ? 'Zendesk is half set up: ZENDESK_SUBDOMAIN is missing' : null,
    isStarted && secrets === null
      ? 'Zendesk is half set up: set ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET, or ZENDESK_EMAIL and ZENDESK_API_TOKEN'
      : null,
  ].filter((problem) => problem !== null);
  return { secrets, baseUrl, problems };
}

function zendeskSecrets(env: Env): SourceSecrets['zendesk'] {
  const { ZENDESK_CLIENT_ID: clientId, ZENDESK_CLIENT_SECRET: clientSecret } = env;
  if (clientId && clientSecret) return { kind: 'client', clientId, clientSecret };
  const { ZENDESK_EMAIL: email, ZENDESK_API_TOKEN: apiToken } = env;
  return email && apiToken ? { kind: 'token', email, apiToken } : null;
}
