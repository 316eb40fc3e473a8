import type { App, HTTPReceiver, ReceiverProcessEventErrorHandlerArgs } from '@slack/bolt';
import { ConfigError } from '../../../core/errors.ts';
import { messageOf } from '../log.ts';
import type { Entrance } from './journalling-receiver.ts';

type Listen = { readonly host: string; readonly port: number };

/** Slack's requests as they arrive at an address of ours. Throws ConfigError on opening when the port is taken. */
export function createHttpEntrance(receiver: HTTPReceiver, listen: Listen): Entrance {
  let isOpen = false;
  return {
    deliverTo(deliver) {
      // Bolt's receiver calls nothing else of an app.
      receiver.init({ processEvent: deliver } as App);
    },
    async open() {
      try {
        await receiver.start({ host: listen.host, port: listen.port });
        isOpen = true;
      } catch (cause) {
        throw new ConfigError(
          [
            `Slack’s requests can’t be listened for at ${listen.host}:${listen.port} (SLACK_HTTP_HOST, SLACK_HTTP_PORT): ${messageOf(cause)}`,
          ],
          { cause },
        );
      }
    },
    async close() {
      if (!isOpen) return;
      isOpen = false;
      await receiver.stop();
    },
  };
}

/** What failed before it was acknowledged is refused, so that Slack sends it again. */
export async function refuseUnacknowledged({
  error,
  logger,
  response,
}: ReceiverProcessEventErrorHandlerArgs): Promise<boolean> {
  logger.warn(`a request was not taken: ${messageOf(error)}`);
  if (!response.headersSent) response.writeHead(500).end();
  return true;
}
