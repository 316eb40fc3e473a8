import type { App } from './app.ts';
import type { Noticeboard } from './core/messenger.ts';
import type { TicketNotice, TicketPart } from './core/ticket-card.ts';
import { createOnce, type DeedEntry } from './store/once.ts';
import { createAssignDesk } from './tickets/assign/assign-desk.ts';
import { type AssignInWords, assignInWords } from './tickets/assign/assign-in-words.ts';
import { assignmentPart } from './tickets/assign/assignment-part.ts';
import type { Assignments } from './tickets/assign/assignments.ts';
import { createAssignments } from './tickets/assign/create-assignments.ts';
import { keepTelling } from './tickets/assign/keep-telling.ts';

/** Longer than a call to a chat platform is waited for: whoever takes a message over finds what its holder sent. */
const LEASE_MS = 30_000;

/** Assignment, joined with what it is used by. */
export type Assigning = {
  readonly assignments: Assignments;
  /** For people, each as far as they may. */
  readonly inWords: AssignInWords;
  /** On a ticket's card. */
  readonly part: TicketPart;
  /** Tells members of tickets that are theirs, until disposed. */
  tellBy(board: Noticeboard<TicketNotice>): AsyncDisposable;
};

export function joinAssignments(app: App): Assigning {
  const { db, clock, logger, outbox, state, settings, assignment } = app;
  const { zone } = settings;
  const writable = app.syncing.sources.map(({ name }) => name);
  const assignments = createAssignments({
    ...{ db, outbox, writable, clock, logger },
    team: { settings: assignment, zone },
  });
  const desk = createAssignDesk({ assignments, clock, zone });
  return {
    assignments,
    inWords: assignInWords(desk, { zone }),
    part: assignmentPart(desk, { zone }),
    tellBy(board) {
      const space = state.space<DeedEntry>('assigned');
      const once = createOnce({ space, clock, leaseMs: LEASE_MS });
      const members = async () => (await assignments.team()).map(({ member }) => member.name);
      return keepTelling({ db, once, board, clock, logger, assignments, members, zone });
    },
  };
}
