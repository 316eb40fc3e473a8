import type { OutboxState } from '../../sources/outbox/outbox.ts';
import type { TicketLine } from '../escalate/find-ticket.ts';
import type { Decision, EndKind, Holding, How, Waiting } from './assignment.ts';
import type { Outcome } from './respond.ts';
import type { Absence, MemberState } from './roster.ts';

/** Who asks. The same `eventId` again is the same wish, and done once. */
export type Asked = { readonly by: string; readonly eventId?: string | undefined };

export type Told = {
  readonly ticket: TicketLine;
  readonly outcome: Outcome;
  /** Why its support system isn't told; null: it is, or nothing is to be told. */
  readonly unwritten: string | null;
};

/** One assignment as it went. Times ISO UTC. */
export type PastAssignment = {
  readonly id: string;
  readonly member: string;
  readonly how: How;
  readonly assignedBy: string;
  readonly assignedAt: string;
  readonly acceptedAt: string | null;
  readonly endedAt: string | null;
  readonly ended: EndKind | null;
  readonly note: string | null;
  readonly unwritten: string | null;
  /** Why they have no message about it; null: they have, or nobody sends any. */
  readonly untold: string | null;
  /** How far telling its support system has come; null: nothing was to be told. */
  readonly written: { readonly state: OutboxState; readonly problem: string | null } | null;
};

/** How a ticket came to whoever has it. */
export type AssignmentStory = {
  readonly ticket: TicketLine;
  readonly holding: Holding | null;
  readonly waiting: Waiting | null;
  /** Newest first. */
  readonly decisions: readonly Decision[];
  /** Newest first. */
  readonly history: readonly PastAssignment[];
};

export type Assigned = {
  readonly ticket: TicketLine;
  readonly holding: Holding | null;
  readonly waiting: Waiting | null;
};

/** Who has which ticket. Tickets and people are named as people name them. Everything throws AskerError for what isn't there, or can't be. */
export interface Assignments {
  /** To `to`, whatever speaks against it; left out: to whoever is best, or into the queue. */
  assign(ticket: string, asked: Asked & { readonly to?: string | undefined }): Promise<Told>;
  accept(ticket: string, asked: Asked): Promise<Told>;
  decline(ticket: string, asked: Asked & { readonly reason?: string | undefined }): Promise<Told>;
  handOver(ticket: string, asked: Asked & { readonly to?: string | undefined }): Promise<Told>;
  why(ticket: string): Promise<AssignmentStory>;
  /** Tickets that are held or wait by Deskhand; those that wait last. */
  list(): Promise<readonly Assigned[]>;
  /** Everybody tickets can be given to, as things stand. */
  team(): Promise<readonly MemberState[]>;
  /** `until` in milliseconds since the epoch; null: until they are back. Takes the place of an absence that is running. */
  away(
    name: string,
    absence: { readonly until: number | null; readonly note?: string | undefined } & Asked,
  ): Promise<Absence>;
  /** Who it is, and whether they were away. */
  back(name: string, asked: Asked): Promise<{ readonly member: string; readonly wasAway: boolean }>;
  /** Does what follows from tickets and time that went on. */
  look(): Promise<{ readonly moves: number }>;
  /** Tells whenever something became of a ticket, until disposed. */
  watch(onMoved: () => void): Disposable;
  /** Looks every minute, and after whatever somebody did, until disposed. */
  start(): AsyncDisposable;
}
