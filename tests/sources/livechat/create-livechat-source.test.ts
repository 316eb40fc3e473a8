import { describeTicketSource } from '../../contracts/ticket-source.ts';
import { CREDENTIALS } from '../../standins/livechat/create-stand-in.ts';
import { openLiveChat } from './open-livechat.ts';

describeTicketSource('LiveChat', async () => {
  const { source, livechat, server, connect, ...opened } = await openLiveChat({ chats: 250 });
  return {
    source,
    denied: connect({ secrets: { ...CREDENTIALS, token: 'wrong-secret' } }),
    secret: 'secret-of-the-owner',
    entity: 'chats',
    change: () => livechat.mutations.chat('Another one'),
    becomeAnotherApi: () => {
      livechat.quirks.isOtherShape = true;
    },
    pass: livechat.pass,
    requests: () => server.counts.requests,
    writable: null,
    [Symbol.asyncDispose]: opened[Symbol.asyncDispose],
  };
});
