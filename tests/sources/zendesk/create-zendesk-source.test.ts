import { describeTicketSource } from '../../contracts/ticket-source.ts';
import { CLIENT } from '../../standins/zendesk/sign-in.ts';
import { openZendesk } from './open-zendesk.ts';

describeTicketSource('Zendesk', async () => {
  const { source, zendesk, server, connect, ...opened } = await openZendesk({ tickets: 130 });
  const { firstId } = zendesk.account.made;
  return {
    source,
    denied: connect({ secrets: { ...CLIENT, clientSecret: 'wrong-secret' } }),
    secret: 'secret',
    entity: 'tickets',
    change: () => {
      zendesk.mutations.change(firstId + 3, { subject: 'Another subject' });
      return String(firstId + 3);
    },
    becomeAnotherApi: () => {
      zendesk.quirks.isOtherShape = true;
    },
    pass: zendesk.pass,
    requests: () => server.counts.requests,
    writable: String(firstId + 1),
    [Symbol.asyncDispose]: opened[Symbol.asyncDispose],
  };
});
