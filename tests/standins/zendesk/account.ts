import { type Generation, generatedTicket } from './generate.ts';

export type StoredComment = {
  readonly id: number;
  readonly authorId: number;
  body: string;
  readonly isPublic: boolean;
  /** Ms since the epoch, like every time here. */
  readonly at: number;
  readonly channel: string;
  /** Set by merging: the ticket it tells of. */
  readonly mergedInto: number | null;
};

export type StoredStatus = 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed' | 'deleted';

export type StoredTicket = {
  readonly id: number;
  readonly createdAt: number;
  updatedAt: number;
  /** Seconds; moves with every change, whoever made it. */
  generated: number;
  subject: string;
  description: string;
  status: StoredStatus;
  priority: string | null;
  channel: string;
  requesterId: number;
  assigneeId: number | null;
  groupId: number | null;
  organizationId: number | null;
  tags: readonly string[];
  comments: StoredComment[];
  rating: { readonly id: number; readonly score: string; readonly comment: string | null } | null;
  statusAt: number;
  solvedAt: number | null;
  firstReplyAt: number | null;
  reopens: number;
};

export type StoredUser = {
  readonly id: number;
  name: string;
  email: string | null;
  role: 'end-user' | 'agent' | 'admin';
  active: boolean;
};

export type StoredRating = {
  readonly id: number;
  readonly ticketId: number;
  readonly score: string;
  readonly comment: string | null;
  readonly at: number;
};

export const AGENTS: readonly StoredUser[] = [
  { id: 901, name: 'Nova Lind', email: 'nova@acme.test', role: 'admin', active: true },
  { id: 902, name: 'Tariq Osei', email: 'tariq@acme.test', role: 'agent', active: true },
  { id: 903, name: 'Mia Berg', email: 'mia@acme.test', role: 'agent', active: false },
];
export const GROUPS = [
  { id: 71, name: 'First line' },
  { id: 72, name: 'Billing' },
];
const FIRST_CUSTOMER = 10_001;
export const CUSTOMERS = 500;

/** What one Zendesk account holds. Tickets nobody touched since they were generated are made up when asked for. */
export class Account {
  readonly made: Generation;
  readonly now: () => number;
  /** Those that changed since, or were made since. */
  readonly held = new Map<number, StoredTicket>();
  readonly purged = new Set<number>();
  readonly users = new Map<number, StoredUser>();
  readonly purgedUsers = new Set<number>();
  readonly ratings: StoredRating[] = [];
  /** Changes in the order they came, by ticket; one that was followed by another no longer counts. */
  readonly log: { readonly id: number; readonly generated: number }[] = [];
  lastId: number;
  lastSmallId = 500_000_000;

  constructor(made: Generation, now: () => number) {
    this.made = made;
    this.now = now;
    this.lastId = made.firstId + made.tickets - 1;
    for (const agent of AGENTS) this.users.set(agent.id, { ...agent });
    for (let id = made.firstId; id <= this.lastId; id++) {
      this.log.push({ id, generated: made.generatedOf(id) });
    }
  }

  find(id: number): StoredTicket | null {
    if (this.purged.has(id)) return null;
    return this.held.get(id) ?? generatedTicket(this.made, id);
  }

  /** To be changed. */
  hold(id: number): StoredTicket {
    const ticket = this.find(id);
    if (!ticket) throw new Error(`there is no ticket ${id}`);
    this.held.set(id, ticket);
    return ticket;
  }

  /** Puts the ticket at the end of the export. */
  changed(ticket: StoredTicket, options: { readonly isSilent?: boolean } = {}): void {
    const now = this.now();
    // Stamps are whole seconds, and still no two states of a ticket share one.
    ticket.generated = Math.max(Math.floor(now / 1000), ticket.generated + 1);
    if (!options.isSilent) ticket.updatedAt = now;
    this.held.set(ticket.id, ticket);
    this.log.push({ id: ticket.id, generated: ticket.generated });
  }

  user(id: number): StoredUser | null {
    if (this.purgedUsers.has(id)) return null;
    const known = this.users.get(id);
    if (known) return known;
    const isCustomer = id >= FIRST_CUSTOMER && id < FIRST_CUSTOMER + CUSTOMERS;
    return isCustomer ? customer(id) : null;
  }

  organization(id: number): { readonly id: number; readonly name: string } {
    return { id, name: `Company ${id}` };
  }

  nextId(): number {
    this.lastSmallId += 1;
    return this.lastSmallId;
  }

  *tickets(): Generator<StoredTicket> {
    for (let id = this.made.firstId; id <= this.lastId; id++) {
      const ticket = this.find(id);
      if (ticket) yield ticket;
    }
  }
}

function customer(id: number): StoredUser {
  const email = id % 7 === 0 ? null : `customer${id}@example.test`;
  return { id, name: `Customer ${id}`, email, role: 'end-user', active: true };
}
