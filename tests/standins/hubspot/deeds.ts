import type { HubSpotStandIn } from './create-stand-in.ts';

/** What people do with tickets in an account, by chance; `next` gives numbers below its argument. Whoever was deleted or merged away is left alone. */
export function deedsIn(
  { mutations, account }: Pick<HubSpotStandIn, 'mutations' | 'account'>,
  next: (below: number) => number,
): { readonly anyTicket: () => number; readonly deeds: readonly (() => unknown)[] } {
  const { firstId } = account.generation;
  const anyTicket = (): number => {
    for (;;) {
      const id = firstId + next(account.lastTicketId - firstId + 1);
      if (account.ticket(id)?.archivedAt === null) return id;
    }
  };
  const deeds = [
    () => mutations.create({ subject: 'New', hs_ticket_priority: 'HIGH', source_type: 'CHAT' }),
    () => mutations.update(anyTicket(), { subject: `Changed ${next(1000)}` }),
    () => mutations.update(anyTicket(), { hubspot_owner_id: next(2) ? '73320012' : null }),
    () => mutations.close(anyTicket()),
    () => mutations.reopen(anyTicket()),
    () => mutations.remove(anyTicket()),
    () =>
      mutations.say(anyTicket(), { text: `Said ${next(1000)}`, by: 'A-4411', name: 'Tom Berg' }),
    () => mutations.rate(anyTicket(), String(1 + next(5))),
    () => {
      const [one, other] = [anyTicket(), anyTicket()];
      if (one !== other) mutations.merge(one, other, { asThird: next(3) === 0 });
    },
  ];
  return { anyTicket, deeds };
}
