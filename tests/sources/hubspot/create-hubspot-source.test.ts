import { describeTicketSource } from '../../contracts/ticket-source.ts';
import { openHubSpot } from './open-hubspot.ts';

describeTicketSource('HubSpot', async () => {
  const { source, hubspot, server, connect, ...opened } = await openHubSpot({
    tickets: 250,
    threads: 60,
  });
  const firstId = hubspot.account.generation.firstId;
  return {
    source,
    denied: connect({ token: 'pat-eu1-wrong' }),
    secret: 'pat-eu1-',
    entity: 'tickets',
    change: () => {
      hubspot.mutations.update(firstId + 3, { subject: 'Another subject' });
      return String(firstId + 3);
    },
    becomeAnotherApi: () => {
      hubspot.quirks.isOtherShape = true;
    },
    pass: hubspot.pass,
    requests: () => server.counts.requests,
    writable: String(firstId + 4),
    [Symbol.asyncDispose]: opened[Symbol.asyncDispose],
  };
});
