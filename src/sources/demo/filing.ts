import type { Cast } from './cast.ts';
import type { TicketRow } from './rows.ts';

type Asker = Pick<TicketRow, 'customer' | 'customer_name' | 'customer_email' | 'company'>;
type Topic = Pick<TicketRow, 'category' | 'subcategory'>;

/** Who asked, as far as the support system knows; chats are more often anonymous. */
export function identify({ random, customer }: Cast, unknownShare: number): Asker {
  if (random.chance(unknownShare)) {
    return { customer: null, customer_name: null, customer_email: null, company: null };
  }
  return {
    customer: customer.email,
    customer_name: customer.name,
    customer_email: customer.email,
    company: customer.company,
  };
}

/** What it was filed under; now and then nobody did. */
export function categorise({ random, issue }: Cast, uncategorisedShare: number): Topic {
  if (random.chance(uncategorisedShare)) return { category: null, subcategory: null };
  return { category: issue.category, subcategory: issue.subcategory };
}

/** The issue's main topic as a tag. */
export function topicTag({ issue }: Cast): string {
  return (issue.topics[0] ?? 'other').toLowerCase().replaceAll(' ', '-');
}
