import { type App, SocketModeReceiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import { type Log, messageOf, SILENT_BOLT_LOGGER } from '../log.ts';
import { refusedToken } from '../problems.ts';
import type { Entrance } from './journalling-receiver.ts';

export type SocketParts = {
  readonly appToken: string;
  readonly clientOptions: WebClientOptions;
  readonly logger: Log;
  readonly waits: SocketWaits;
};

/** Milliseconds. */
export type SocketWaits = {
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** No sign of life from Slack for this long: the connection is given up and made anew. */
  readonly silenceMs: number;
};

export const SOCKET_WAITS: SocketWaits = {
  firstRetryMs: 1_000,
  longestRetryMs: 60_000,
  silenceMs: 30_000,
};

/**
 * Slack's requests over a connection we open. Opening never fails: it is tried until it works, and again when it breaks.
 * Bolt would end the process over some failures (an unhandled rejection), so it only makes one connection at a time, and we repeat that.
 */
export function createSocketEntrance(parts: SocketParts): Entrance {
  const { appToken, logger, waits } = parts;
  const { logger: _itsOwn, ...calling } = parts.clientOptions;
  const receiver = new SocketModeReceiver({
    appToken,
    logger: SILENT_BOLT_LOGGER, // it says every failure anew; we say the first, and when it works again
    autoReconnectEnabled: false,
    serverPingTimeout: waits.silenceMs,
    installerOptions: { clientOptions: calling },
    customPropertiesExtractor: ({ envelope_id }) => ({ envelopeId: envelope_id }),
    processEventErrorHandler: async ({ error }) => {
      logger.warn({ problem: messageOf(error) }, 'a Slack request was not taken');
      return false; // not acknowledged: Slack sends it again
    },
  });
  const closing = new AbortController();
  let isDown = false;
  let failures = 0;
  let connectedAt = 0;
  let connecting: Promise<void> | null = null;

  async function connect(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await receiver.client.start();
        if (isDown) logger.info('connected to Slack again');
        else if (connectedAt === 0) logger.info('connected to Slack');
        isDown = false;
        connectedAt = performance.now();
        return;
      } catch (error) {
        tellOnce(error);
        await pause(waitAfter(failures++));
      }
    }
  }

  function tellOnce(error: unknown): void {
    if (isDown || closing.signal.aborted) return;
    isDown = true;
    const reason = refusedToken(error);
    if (reason)
      logger.error(
        { reason },
        'Slack refuses SLACK_APP_TOKEN: “deskhand slack check” says what to do',
      );
    else
      logger.warn(
        { problem: error ? messageOf(error) : 'the connection was closed' },
        'Slack can’t be reached; it is tried again until it can',
      );
  }

  /** One that broke at once counts as a failure: it isn't hurried. */
  async function connectAgain(): Promise<void> {
    if (performance.now() - connectedAt > waits.longestRetryMs) failures = 0;
    else if (connectedAt > 0) await pause(waitAfter(failures++));
    await connect();
  }

  const waitAfter = (tries: number) =>
    Math.min(waits.longestRetryMs, waits.firstRetryMs * 2 ** tries);

  function reconnect(): void {
    if (closing.signal.aborted || connecting) return;
    connecting = connectAgain().finally(() => {
      connecting = null;
    });
  }

  async function pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms * (0.5 + Math.random() / 2));
    closing.signal.addEventListener('abort', () => resolve(), { once: true });
    await promise.finally(() => clearTimeout(timer));
  }

  // Slack closes connections every few hours, and says so before: no news.
  receiver.client.on('disconnected', reconnect);

  return {
    deliverTo(deliver) {
      // Bolt's receiver calls nothing else of an app.
      receiver.init({ processEvent: deliver } as App);
    },
    async open() {
      reconnect();
    },
    async close() {
      closing.abort();
      await receiver.stop();
    },
  };
}
