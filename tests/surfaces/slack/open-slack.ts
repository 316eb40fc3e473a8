import type { App } from '@slack/bolt';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import type { SlackConfig, SlackSecrets } from '../../../src/core/slack-config.ts';
import type { Log } from '../../../src/surfaces/slack/log.ts';
import {
  createSlackSurface,
  type SlackParts,
  type SlackSurface,
} from '../../../src/surfaces/slack/slack-surface.ts';
import { FakeStateStore } from '../../fakes/fake-state-store.ts';
import { freePort } from '../../standins/kit/free-port.ts';
import { createSlackCaller, type SlackCaller } from '../../standins/slack/caller.ts';
import {
  BOT,
  BOT_TOKEN,
  SIGNING_SECRET,
  type SlackWebApi,
  type SlackWebApiOptions,
  startSlackWebApi,
} from '../../standins/slack/web-api.ts';

/** Waits short enough for a test. */
export const QUICK = {
  pace: { sweepEveryMs: 30, holdMs: 300, closingMs: 500, retryAfterMs: [20, 40] },
  patience: { timeoutMs: 500, retries: 1, firstRetryMs: 10, longestHoldMs: 2_000 },
  socketWaits: { firstRetryMs: 20, longestRetryMs: 100, silenceMs: 1_000 },
} as const;

export const HTTP_SECRETS: SlackSecrets = {
  botToken: BOT_TOKEN,
  appToken: null,
  signingSecret: SIGNING_SECRET,
  configToken: null,
  oauth: null,
  encryptionSecret: 'stand-in-encryption-secret',
};

export type LogLine = { readonly level: string; readonly fields: object; readonly words: string };

/** Keeps what is logged. */
export function createLog(): Log & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: string) => (fields: object, words: string) => {
    lines.push({ level, fields, words });
  };
  // pino's own types overload these; the surface always gives fields and words, or words alone
  const log = { info: at('info'), warn: at('warn'), error: at('error') } as unknown as Log;
  return Object.assign(log, { lines });
}

export type OpenSlack = {
  readonly api: SlackWebApi;
  readonly slack: SlackCaller;
  readonly surface: SlackSurface;
  readonly state: FakeStateStore;
  readonly log: ReturnType<typeof createLog>;
  readonly config: SlackConfig;
};

type Choices = {
  readonly register?: (app: App) => void;
  readonly api?: SlackWebApi;
  readonly state?: FakeStateStore;
  readonly parts?: Partial<SlackParts>;
  readonly standIn?: SlackWebApiOptions;
};

/** Slack in HTTP mode against the stand-in, started; all of it ends with the test. */
export async function openSlack(choices: Choices = {}): Promise<OpenSlack> {
  const api = choices.api ?? (await openWebApi(choices.standIn));
  const port = await freePort();
  const state = choices.state ?? new FakeStateStore();
  const log = createLog();
  const config: SlackConfig = {
    mode: 'http',
    installing: 'token',
    listen: { host: '127.0.0.1', port },
    redirectUri: null,
    apiUrl: api.apiUrl,
  };
  const surface = createSlackSurface({
    config,
    secrets: HTTP_SECRETS,
    state,
    clock: systemClock,
    logger: log,
    register: choices.register ?? (() => {}),
    ...QUICK,
    ...choices.parts,
  });
  await surface.start();
  onTestFinished(() => surface[Symbol.asyncDispose]());
  return { api, slack: callerOf(api, port), surface, state, log, config };
}

export async function openWebApi(options?: SlackWebApiOptions): Promise<SlackWebApi> {
  const api = await startSlackWebApi(options);
  onTestFinished(() => api[Symbol.asyncDispose]());
  return api;
}

export function callerOf(api: SlackWebApi, port: number): SlackCaller {
  return createSlackCaller({
    url: `http://127.0.0.1:${port}`,
    signingSecret: SIGNING_SECRET,
    teamId: api.teamId,
    appId: BOT.appId,
    botUserId: BOT.userId,
  });
}

/** Tries until it holds. */
export async function eventually(
  holds: () => boolean | Promise<boolean>,
  ms = 3000,
): Promise<void> {
  const until = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > until) throw new Error(`still not so after ${ms} ms: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
