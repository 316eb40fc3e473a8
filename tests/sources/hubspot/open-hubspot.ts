import {
  createHubSpotSource,
  type HubSpotOptions,
} from '../../../src/sources/hubspot/create-hubspot-source.ts';
import type { TicketSource } from '../../../src/sources/sync/ticket-source.ts';
import {
  createStandIn,
  type HubSpotStandIn,
  type HubSpotStandInOptions,
  TOKEN,
} from '../../standins/hubspot/create-stand-in.ts';
import { type StandIn, startStandIn } from '../../standins/kit/stand-in.ts';

export interface OpenHubSpot extends AsyncDisposable {
  readonly source: TicketSource;
  readonly hubspot: HubSpotStandIn;
  readonly server: StandIn;
  /** Another one before the same account. */
  connect(options?: Partial<HubSpotOptions> & { readonly token?: string }): TicketSource;
}

/** An account's stand-in and a source before it, in a time that passes only when told to; waits pass at once. */
export async function openHubSpot(options: HubSpotStandInOptions = {}): Promise<OpenHubSpot> {
  const hubspot = createStandIn({ now: '2026-11-20T12:00:00Z', ...options });
  const server = await startStandIn(hubspot.handler);
  const connect: OpenHubSpot['connect'] = ({ token = TOKEN, ...others } = {}) =>
    createHubSpotSource({
      config: { baseUrl: server.url, api: 'v3' },
      secrets: { token },
      clock: { now: hubspot.account.now },
      http: {
        limits: {},
        patience: { timeoutMs: 150 },
        sleep: async (_, signal) => signal?.throwIfAborted(),
      },
      // Each answer a page of its own, so that a pull can end anywhere.
      rowsAPage: 1,
      ...others,
    });
  return {
    source: connect(),
    hubspot,
    server,
    connect,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
