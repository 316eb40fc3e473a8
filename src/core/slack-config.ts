import { hkdfSync } from 'node:crypto';
import type { Env } from './env.ts';

/** How Deskhand is reached from Slack. */
export type SlackConfig = {
  /** `socket`: Deskhand opens the connection, no public address is needed; `http`: Slack calls Deskhand. */
  readonly mode: 'socket' | 'http';
  /** `token`: one workspace, its token is set; `oauth`: people install it from /slack/install. */
  readonly installing: 'token' | 'oauth';
  /** Where Slack's requests, or people who install it, arrive. Null: nothing is listened to. */
  readonly listen: { readonly host: string; readonly port: number } | null;
  /** Where Slack sends people back to after they agreed; null: as the app's settings in Slack say. */
  readonly redirectUri: string | null;
  /** With a slash at its end. */
  readonly apiUrl: string;
};

export type SlackSecrets = {
  readonly botToken: string | null;
  readonly appToken: string | null;
  readonly signingSecret: string | null;
  /** Reads the app's own settings; only for looking at them. */
  readonly configToken: string | null;
  readonly oauth: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly stateSecret: string;
  } | null;
  /** What is kept of Slack’s (tokens of workspaces, requests not yet worked) is encrypted by this. */
  readonly encryptionSecret: string;
};

type Resolved = {
  readonly config: SlackConfig | null;
  readonly secrets: SlackSecrets | null;
  readonly problems: readonly string[];
};

const API_URL = 'https://slack.com/api';
const DEFAULT_LISTEN = { host: '127.0.0.1', port: 3001 };

/** Slack as it is set up; null when nothing of it is set. Half-set or contradictory settings are problems. */
export function resolveSlack(env: Env): Resolved {
  const isStarted = CREDENTIALS.some((name) => env[name] !== undefined);
  if (!isStarted) return { config: null, secrets: null, problems: strayProblems(env) };
  const problems = [...kindProblems(env), ...modeProblems(env), ...installingProblems(env)];
  if (problems.length > 0) return { config: null, secrets: null, problems };
  const mode = env.SLACK_APP_TOKEN ? 'socket' : 'http';
  const installing = env.SLACK_CLIENT_ID ? 'oauth' : 'token';
  return {
    config: {
      mode,
      installing,
      listen:
        mode === 'http' || installing === 'oauth'
          ? {
              host: env.SLACK_HTTP_HOST ?? DEFAULT_LISTEN.host,
              port: env.SLACK_HTTP_PORT ?? DEFAULT_LISTEN.port,
            }
          : null,
      redirectUri: env.SLACK_REDIRECT_URI ?? null,
      apiUrl: `${env.SLACK_API_URL ?? API_URL}/`,
    },
    secrets: secretsOf(env),
    problems: [],
  };
}

const CREDENTIALS = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_CLIENT_ID',
  'SLACK_CLIENT_SECRET',
] as const;

const BESIDES = [
  'SLACK_STATE_SECRET',
  'SLACK_REDIRECT_URI',
  'SLACK_ENCRYPTION_SECRET',
  'SLACK_CONFIG_TOKEN',
  'SLACK_HTTP_HOST',
  'SLACK_HTTP_PORT',
  'SLACK_API_URL',
] as const;

function strayProblems(env: Env): readonly string[] {
  return BESIDES.filter((name) => env[name] !== undefined).map(
    (name) =>
      `${name} does nothing by itself: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN as well, or leave it out`,
  );
}

const KINDS: readonly { readonly begins: RegExp; readonly what: string }[] = [
  { begins: /^xoxb-/, what: 'a bot token (xoxb-)' },
  { begins: /^xapp-/, what: 'an app-level token (xapp-)' },
  { begins: /^xoxe\.xoxp-/, what: 'an app configuration token (xoxe.xoxp-)' },
  { begins: /^xoxp-/, what: 'a person’s token (xoxp-)' },
  { begins: /^xox/, what: 'another kind of token' },
];

/** A value of one kind in the place of another is the commonest mistake, and Slack only says `invalid_auth`. */
function kindProblems(env: Env): readonly string[] {
  return [
    startProblem(env, 'SLACK_BOT_TOKEN', 'xoxb-'),
    startProblem(env, 'SLACK_APP_TOKEN', 'xapp-'),
    startProblem(env, 'SLACK_CONFIG_TOKEN', 'xoxe.xoxp-'),
    noTokenProblem(env, 'SLACK_SIGNING_SECRET', 'Basic Information → Signing Secret'),
    noTokenProblem(env, 'SLACK_CLIENT_SECRET', 'Basic Information → Client Secret'),
    noTokenProblem(env, 'SLACK_CLIENT_ID', 'Basic Information → Client ID'),
  ].filter((problem) => problem !== null);
}

function startProblem(
  env: Env,
  name: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN' | 'SLACK_CONFIG_TOKEN',
  start: string,
): string | null {
  const value = env[name];
  if (value === undefined || value.startsWith(start)) return null;
  const found = KINDS.find(({ begins }) => begins.test(value));
  return `${name} starts with ${start}; this one ${found ? `is ${found.what}` : 'doesn’t, and is no Slack token'}`;
}

function noTokenProblem(
  env: Env,
  name: 'SLACK_SIGNING_SECRET' | 'SLACK_CLIENT_SECRET' | 'SLACK_CLIENT_ID',
  place: string,
): string | null {
  const value = env[name];
  const found = value && KINDS.find(({ begins }) => begins.test(value));
  return found
    ? `${name} is no token, but this one is ${found.what}; it stands under ${place}`
    : null;
}

function modeProblems(env: Env): readonly string[] {
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = env;
  if (appToken && signingSecret)
    return [
      'SLACK_APP_TOKEN (Deskhand connects to Slack) and SLACK_SIGNING_SECRET (Slack calls Deskhand) exclude each other: leave one out; without a public address keep SLACK_APP_TOKEN',
    ];
  if (!appToken && !signingSecret)
    return [
      'Slack is half set up: SLACK_APP_TOKEN (xapp-, Basic Information → App-Level Tokens, scope connections:write) is missing; or SLACK_SIGNING_SECRET where Slack is to call a public address',
    ];
  const isListening = signingSecret || env.SLACK_CLIENT_ID;
  return (['SLACK_HTTP_HOST', 'SLACK_HTTP_PORT'] as const)
    .filter((name) => env[name] !== undefined && !isListening)
    .map(
      (name) =>
        `${name} is for SLACK_SIGNING_SECRET or SLACK_CLIENT_ID: with SLACK_APP_TOKEN alone nothing is listened to; leave it out`,
    );
}

function installingProblems(env: Env): readonly string[] {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = env;
  if (env.SLACK_BOT_TOKEN && (clientId || clientSecret))
    return [
      'SLACK_BOT_TOKEN (one workspace) and SLACK_CLIENT_ID with SLACK_CLIENT_SECRET (several workspaces) exclude each other: leave one out',
    ];
  if (env.SLACK_BOT_TOKEN)
    return (['SLACK_STATE_SECRET', 'SLACK_REDIRECT_URI'] as const)
      .filter((name) => env[name] !== undefined)
      .map((name) => `${name} is for several workspaces (SLACK_CLIENT_ID): leave it out`);
  if (clientId && clientSecret) return redirectProblems(env);
  if (clientId || clientSecret)
    return [
      `Slack is half set up: ${clientId ? 'SLACK_CLIENT_SECRET' : 'SLACK_CLIENT_ID'} is missing; Basic Information shows both together`,
    ];
  return [
    'Slack is half set up: SLACK_BOT_TOKEN (xoxb-, OAuth & Permissions, after “Install to Workspace”) is missing; or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for several workspaces',
  ];
}

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

function redirectProblems({ SLACK_REDIRECT_URI: uri }: Env): readonly string[] {
  if (uri === undefined) return [];
  const { protocol, hostname, pathname } = new URL(uri); // the schema has seen that it is one
  return [
    protocol === 'https:' || LOOPBACK.test(hostname)
      ? null
      : 'SLACK_REDIRECT_URI has to begin with https://: Slack sends people to no other',
    pathname === '/slack/oauth_redirect'
      ? null
      : `SLACK_REDIRECT_URI has to end in /slack/oauth_redirect; this one leads to ${pathname}`,
  ].filter((problem) => problem !== null);
}

function secretsOf(env: Env): SlackSecrets {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = env;
  const basis = clientSecret ?? env.SLACK_SIGNING_SECRET ?? env.SLACK_APP_TOKEN ?? '';
  return {
    botToken: env.SLACK_BOT_TOKEN ?? null,
    appToken: env.SLACK_APP_TOKEN ?? null,
    signingSecret: env.SLACK_SIGNING_SECRET ?? null,
    configToken: env.SLACK_CONFIG_TOKEN ?? null,
    oauth:
      clientId && clientSecret
        ? { clientId, clientSecret, stateSecret: env.SLACK_STATE_SECRET ?? derive(basis, 'state') }
        : null,
    encryptionSecret: env.SLACK_ENCRYPTION_SECRET ?? derive(basis, 'encryption'),
  };
}

function derive(basis: string, purpose: string): string {
  return Buffer.from(hkdfSync('sha256', basis, '', `deskhand ${purpose}`, 32)).toString('base64');
}
