import {
  createLiveChatSource,
  type LiveChatOptions,
} from '../../../src/sources/livechat/create-livechat-source.ts';
import type { TicketSource } from '../../../src/sources/sync/ticket-source.ts';
import { type StandIn, startStandIn } from '../../standins/kit/stand-in.ts';
import {
  CREDENTIALS,
  createStandIn,
  type LiveChatStandIn,
  type LiveChatStandInOptions,
} from '../../standins/livechat/create-stand-in.ts';

export interface OpenLiveChat extends AsyncDisposable {
  readonly source: TicketSource;
  readonly livechat: LiveChatStandIn;
  readonly server: StandIn;
  /** Another one before the same account. */
  connect(options?: Connecting): TicketSource;
}

type Connecting = Partial<LiveChatOptions> & { readonly api?: '3.5' | '3.6' };

/** An account's stand-in and a source before it, in a time that passes only when told to; waits pass at once. */
export async function openLiveChat(options: LiveChatStandInOptions = {}): Promise<OpenLiveChat> {
  const livechat = createStandIn({ now: '2026-11-20T12:00:00Z', ...options });
  const server = await startStandIn(livechat.handler);
  const connect: OpenLiveChat['connect'] = ({ api = '3.5', ...others } = {}) =>
    createLiveChatSource({
      config: { baseUrl: server.url, api, region: 'dal' },
      secrets: CREDENTIALS,
      clock: { now: livechat.account.now },
      http: {
        limits: {},
        patience: { timeoutMs: 150 },
        sleep: async (_, signal) => signal?.throwIfAborted(),
      },
      ...others,
    });
  return {
    source: connect(),
    livechat,
    server,
    connect,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
