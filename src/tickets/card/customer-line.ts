import { formatCount, formatCounted, formatScore } from '../../core/format.ts';
import type { CardTicket, TicketPart } from '../../core/ticket-card.ts';
import type { Reader } from '../../store/database.ts';

/** The requester's history in one line, this ticket not counted; null: nobody knows who it is, or there is none. */
export async function customerLine(db: Reader, ticket: CardTicket): Promise<string | null> {
  const customer = ticket.requester.id;
  if (customer === null) return null;
  const { rows } = await db.read(
    `SELECT count(*), count(*) FILTER (resolved_at IS NULL AND coalesce(status, 'open') NOT IN ('solved', 'closed')),
       avg(rating), coalesce(sum(reopen_count), 0),
       (SELECT count(*) FROM chats c WHERE c.customer = $customer AND c.deleted_at IS NULL)
     FROM tickets WHERE customer = $customer AND id <> $id AND deleted_at IS NULL`,
    { customer, id: ticket.id },
  );
  const [tickets, open, rating, reopened, chats] = (rows[0] ?? []).map((one) =>
    one === null ? null : Number(one),
  );
  if (!tickets && !chats) return 'First contact of this customer.';
  return [
    ...(tickets ? [formatCounted(tickets, 'other ticket')] : []),
    ...(open ? [`${formatCount(open)} of them open`] : []),
    ...(chats ? [formatCounted(chats, 'chat')] : []),
    ...(reopened ? [`reopened ${formatCounted(reopened, 'time')}`] : []),
    ...(typeof rating === 'number' ? [`rated ${formatScore(rating)} of 5 on average`] : []),
  ].join(', ');
}

/** Who asks, and how it went with them before. */
export function customerPart({ db }: { readonly db: Reader }): TicketPart {
  return {
    id: 'customer',
    async section(ticket) {
      const line = await customerLine(db, ticket);
      const { name, email } = ticket.requester;
      const facts = [
        { name: 'Requester', value: [name, email].filter((one) => one !== null).join(', ') },
        { name: 'Company', value: ticket.company ?? '' },
        { name: 'Before', value: line ?? '' },
      ].filter(({ value }) => value !== '');
      return facts.length === 0 ? null : { title: 'Customer', facts };
    },
    async alert(ticket) {
      const line = await customerLine(db, ticket);
      const { name } = ticket.requester;
      const who = [name, ticket.company].filter((one) => one !== null).join(', ');
      const told = [who === '' ? '' : `**${who}**`, line ?? ''].filter((one) => one !== '');
      return told.length === 0 ? [] : [told.join(': ')];
    },
  };
}
