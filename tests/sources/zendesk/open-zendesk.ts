import type { TicketSource } from '../../../src/sources/sync/ticket-source.ts';
import {
  createZendeskSource,
  type ZendeskOptions,
} from '../../../src/sources/zendesk/create-zendesk-source.ts';
import { type StandIn, startStandIn } from '../../standins/kit/stand-in.ts';
import {
  createStandIn,
  type ZendeskStandIn,
  type ZendeskStandInOptions,
} from '../../standins/zendesk/create-stand-in.ts';
import { CLIENT } from '../../standins/zendesk/sign-in.ts';

export interface OpenZendesk extends AsyncDisposable {
  readonly source: TicketSource;
  readonly zendesk: ZendeskStandIn;
  readonly server: StandIn;
  /** Another one before the same account. */
  connect(options?: Partial<ZendeskOptions>): TicketSource;
}

/** An account's stand-in and a source before it, in a time that passes only when told to; waits pass at once. */
export async function openZendesk(options: ZendeskStandInOptions = {}): Promise<OpenZendesk> {
  const zendesk = createStandIn({ now: '2026-11-20T12:00:00Z', ...options });
  const server = await startStandIn(zendesk.handler);
  const connect: OpenZendesk['connect'] = (others = {}) =>
    createZendeskSource({
      config: { baseUrl: server.url },
      secrets: CLIENT,
      clock: { now: zendesk.account.now },
      http: {
        limits: {},
        patience: { timeoutMs: 150 },
        sleep: async (_, signal) => signal?.throwIfAborted(),
      },
      sizes: { page: 50, batch: 20 },
      ...others,
    });
  return {
    source: connect(),
    zendesk,
    server,
    connect,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
