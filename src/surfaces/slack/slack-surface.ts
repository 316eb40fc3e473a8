import { randomUUID } from 'node:crypto';
import { App, type HTTPReceiver } from '@slack/bolt';
import type { WebClient, WebClientOptions } from '@slack/web-api';
import type { Clock } from '../../core/clock.ts';
import { createSeal, type Seal } from '../../core/seal.ts';
import type { SlackConfig, SlackSecrets } from '../../core/slack-config.ts';
import type { StateStore } from '../../core/state.ts';
import { answerProblems } from './answer-problems.ts';
import { clientOptions } from './calls/client-options.ts';
import { type CallPatience, PATIENCE } from './calls/patient-fetch.ts';
import { forgetWorkspaces } from './install/forget-workspaces.ts';
import { GREETING_WAITS_MS, greetSlack } from './install/greet-slack.ts';
import { openInstallations } from './install/installation-store.ts';
import { createInstalledWorkspaces } from './install/installed-workspaces.ts';
import { createClients, createOneWorkspace, type Workspaces } from './install/workspaces.ts';
import { createBoltLogger, type Log, messageOf } from './log.ts';
import { createHttpEntrance } from './receiver/http-entrance.ts';
import { createHttpReceiver } from './receiver/http-receiver.ts';
import { createJournal, type Journal, type JournalEntry } from './receiver/journal.ts';
import {
  createJournallingReceiver,
  type Entrance,
  PACE,
  type Pace,
} from './receiver/journalling-receiver.ts';
import {
  createSocketEntrance,
  SOCKET_WAITS,
  type SocketWaits,
} from './receiver/socket-entrance.ts';

/** What listeners need beside what each request brings along. */
export type SlackTools = {
  /** Calls Slack outside of any request; for the workspace there is when it isn't named. Throws when Deskhand isn't installed there. */
  clientOf(teamId?: string): Promise<WebClient>;
};

export type SlackParts = {
  readonly config: SlackConfig;
  readonly secrets: SlackSecrets;
  readonly state: Pick<StateStore, 'space'>;
  readonly clock: Clock;
  readonly logger: Log;
  /** Adds the listeners. One is called once for each request, and after a crash again with the same `context.jobKey`. */
  register(app: App, tools: SlackTools): void;
  readonly fetch?: NonNullable<WebClientOptions['fetch']>;
  readonly pace?: Partial<Pace>;
  readonly patience?: Partial<CallPatience>;
  readonly socketWaits?: Partial<SocketWaits>;
};

export interface SlackSurface extends SlackTools, AsyncDisposable {
  /** Stops taking requests, and gives those in hand eight seconds; what isn't done by then is kept for the next start. */
  [Symbol.asyncDispose](): Promise<void>;
  /** Takes requests from here on. Slack being down doesn't fail it. Throws ConfigError when the port is taken. */
  start(): Promise<void>;
}

/** Deskhand in Slack: takes its requests, has each worked once, and answers what went wrong. */
export function createSlackSurface(parts: SlackParts): SlackSurface {
  const { logger } = parts;
  const stopping = new AbortController();
  const seal = createSeal(parts.secrets.encryptionSecret);
  const options = clientOptions({
    apiUrl: parts.config.apiUrl,
    fetch: parts.fetch ?? globalThis.fetch,
    logger,
    patience: { ...PATIENCE, ...parts.patience },
    signal: stopping.signal,
  });
  const pace = { ...PACE, ...parts.pace };
  const { workspaces, http } = reachWorkspaces(parts, options);
  const receiver = createJournallingReceiver({
    entrance: createEntrance(parts, options, http),
    journal: openJournal(parts, seal, pace),
    logger,
    pace,
  });
  const app = new App({
    receiver,
    authorize: workspaces.authorize,
    clientOptions: options,
    logger: createBoltLogger(logger),
    convoStore: false,
    extendedErrorHandler: true,
  });
  answerProblems(app, { logger, workspaces, clientWith: createClients(options) });
  forgetWorkspaces(app, { workspaces, logger });
  parts.register(app, workspaces);
  let stopped: Promise<void> | null = null;
  const stop = async () => {
    await receiver.stop();
    stopping.abort();
  };
  return {
    clientOf: (teamId) => workspaces.clientOf(teamId),
    async start() {
      await receiver.start();
      if (parts.config.installing === 'oauth') return;
      const greeting = { workspaces, logger, signal: stopping.signal, waitsMs: GREETING_WAITS_MS };
      greetSlack(greeting).catch((error: unknown) =>
        logger.error({ problem: messageOf(error) }, 'Slack could not be greeted'),
      );
    },
    [Symbol.asyncDispose]() {
      stopped ??= stop();
      return stopped;
    },
  };
}

type Reached = { readonly workspaces: Workspaces; readonly http: HTTPReceiver | null };

function reachWorkspaces(
  { config, secrets, state, logger }: SlackParts,
  options: WebClientOptions,
): Reached {
  const clientWith = createClients(options);
  const installations = config.installing === 'oauth' ? openInstallations(state, secrets) : null;
  const http =
    config.listen &&
    createHttpReceiver({
      config,
      secrets,
      installationStore: installations,
      clientOptions: options,
      logger,
    });
  const installer = http?.installer;
  if (installations && installer) {
    const authorize = installer.authorize.bind(installer);
    return {
      http,
      workspaces: createInstalledWorkspaces({ installations, authorize, clientWith }),
    };
  }
  return { http, workspaces: createOneWorkspace(secrets.botToken ?? '', clientWith) };
}

/** Where requests come in, and where people who install Deskhand do: two places in socket mode. */
function createEntrance(
  { config, secrets, logger, socketWaits }: SlackParts,
  options: WebClientOptions,
  http: HTTPReceiver | null,
): Entrance {
  const entrances = [
    ...(http && config.listen ? [createHttpEntrance(http, config.listen)] : []),
    ...(secrets.appToken
      ? [
          createSocketEntrance({
            appToken: secrets.appToken,
            clientOptions: options,
            logger,
            waits: { ...SOCKET_WAITS, ...socketWaits },
          }),
        ]
      : []),
  ];
  return {
    deliverTo: (deliver) => {
      for (const entrance of entrances) entrance.deliverTo(deliver);
    },
    async open() {
      for (const entrance of entrances) await entrance.open();
    },
    async close() {
      await Promise.all(entrances.map((entrance) => entrance.close()));
    },
  };
}

function openJournal({ state, clock }: SlackParts, seal: Seal, { holdMs }: Pace): Journal {
  return createJournal({
    jobs: state.space<JournalEntry>('slack-jobs'),
    done: state.space<true>('slack-done'),
    seal,
    clock,
    owner: randomUUID(),
    holdMs,
  });
}
