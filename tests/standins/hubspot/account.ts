import { type Generation, generatedModifiedAt, generatedTicket } from './generate.ts';

export type Properties = Record<string, string | null>;
export type Change = {
  readonly value: string;
  readonly timestamp: string;
  readonly sourceId: string;
};

export type StoredTicket = {
  readonly id: number;
  properties: Properties;
  /** Newest first. */
  history: Record<string, readonly Change[]>;
  archivedAt: number | null;
  mergedInto: number | null;
  contactId: number | null;
  companyId: number | null;
  noteIds: number[];
  emailIds: number[];
  /** What search knew of it and since when, oldest first; null: it wasn't to be found. */
  indexed: { readonly at: number; readonly properties: Properties | null }[];
};

export type StoredObject = {
  readonly id: number;
  properties: Properties;
  readonly ticketId?: number;
  /** Not told by a property, only by association. */
  readonly isLinkedOnly?: boolean;
};

export type StoredMessage = {
  readonly id: string;
  readonly type: string;
  readonly at: number;
  readonly by: string;
  readonly name: string | null;
  readonly text: string;
  readonly isTruncated: boolean;
};

export type StoredThread = {
  readonly id: string;
  ticketId: number | null;
  latestAt: number;
  messages: readonly StoredMessage[];
};

export type StoredOwner = {
  readonly id: string;
  userId: number;
  firstName: string;
  lastName: string;
  email: string;
  isArchived: boolean;
};

export type StoredStage = { readonly id: string; label: string; readonly isClosed: boolean };
export type StoredPipeline = { readonly id: string; label: string; stages: StoredStage[] };

/** What a HubSpot account holds. Times are ms; ids count up from past 2^31. */
export class Account {
  readonly generation: Generation;
  readonly now: () => number;
  /** How far behind search is, ms. */
  indexLagMs = 0;
  readonly tickets = new Map<number, StoredTicket>();
  readonly notes = new Map<number, StoredObject>();
  readonly emails = new Map<number, StoredObject>();
  readonly feedback = new Map<number, StoredObject>();
  readonly threads = new Map<string, StoredThread>();
  readonly owners: StoredOwner[];
  readonly pipelines: StoredPipeline[];
  lastTicketId: number;
  #lastOtherId = 88_000_000_000;

  constructor(generation: Generation, now: () => number) {
    this.generation = generation;
    this.now = now;
    this.lastTicketId = generation.firstId + generation.tickets - 1;
    this.owners = structuredClone(generation.owners);
    this.pipelines = structuredClone(generation.pipelines);
    for (const thread of generation.threads) this.threads.set(thread.id, structuredClone(thread));
  }

  nextId(): number {
    this.#lastOtherId += 7;
    return this.#lastOtherId;
  }

  /** As it stands now, also when it is archived; not when it was merged away. */
  ticket(id: number): StoredTicket | null {
    const stored = this.tickets.get(id) ?? generatedTicket(this.generation, id);
    return stored && stored.mergedInto === null ? stored : null;
  }

  /** For changing: from here on it is kept. */
  held(id: number): StoredTicket {
    const ticket = this.ticket(id);
    if (!ticket) throw new Error(`no ticket ${id}`);
    this.tickets.set(id, ticket);
    return ticket;
  }

  /** When it last changed, without making the whole of it; null: not to be found. */
  modifiedAt(id: number): number | null {
    const held = this.tickets.get(id);
    if (!held) return generatedModifiedAt(this.generation, id);
    return held.mergedInto === null && held.archivedAt === null
      ? Date.parse(held.properties.hs_lastmodifieddate ?? '')
      : null;
  }

  /** What search finds of it: its state of a while ago. Null: nothing. */
  found(id: number): Properties | null {
    const held = this.tickets.get(id);
    if (!held) return generatedTicket(this.generation, id)?.properties ?? null;
    const until = this.now() - this.indexLagMs;
    const known = held.indexed.findLast(({ at }) => at <= until);
    return known ? known.properties : null;
  }

  /** Keeps what changed for history and, later, for search. */
  changed(ticket: StoredTicket, changes: Properties, by = 'userId:4410'): void {
    const at = this.now();
    const timestamp = new Date(at).toISOString();
    for (const [name, value] of Object.entries(changes)) {
      if ((ticket.properties[name] ?? null) === value) continue;
      const change = { value: value ?? '', timestamp, sourceId: by };
      ticket.history[name] = [change, ...(ticket.history[name] ?? [])];
    }
    ticket.properties = { ...ticket.properties, ...changes, hs_lastmodifieddate: timestamp };
    this.index(ticket);
  }

  index(ticket: StoredTicket): void {
    const isFound = ticket.archivedAt === null && ticket.mergedInto === null;
    ticket.indexed.push({
      at: this.now(),
      properties: isFound ? ticket.properties : null,
    });
    const until = this.now() - this.indexLagMs;
    const lastNeeded = ticket.indexed.findLastIndex(({ at }) => at <= until);
    if (lastNeeded > 0) ticket.indexed.splice(0, lastNeeded);
  }

  stage(pipelineId: string, stageId: string): StoredStage | undefined {
    const pipeline = this.pipelines.find(({ id }) => id === pipelineId);
    return pipeline?.stages.find(({ id }) => id === stageId);
  }
}
