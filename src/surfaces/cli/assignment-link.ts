import { z } from 'zod';
import type { Assignments } from '../../tickets/assign/assignments.ts';

/** What commands about assignments need, whether they have the store open or a service has. */
export type AssignmentsAtHand = {
  readonly assignments: Pick<Assignments, (typeof ASKED)[number]>;
  /** The team's. */
  readonly zone: string;
  /** Milliseconds since the epoch. */
  now(): number;
};

const ASKED = [
  ...(['assign', 'accept', 'decline', 'handOver'] as const),
  ...(['why', 'list', 'team', 'away', 'back'] as const),
] as const;

const words = z.string();
const by = { by: z.string() };
const ticket = { ticket: words };

/** What the command line asks of a service; times in milliseconds since the epoch. */
export const assignmentAsked = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('assign'), ...ticket, ...by, to: words.exactOptional() }),
  z.object({ ask: z.literal('accept'), ...ticket, ...by }),
  z.object({ ask: z.literal('decline'), ...ticket, ...by, reason: words.exactOptional() }),
  z.object({ ask: z.literal('handOver'), ...ticket, ...by, to: words.exactOptional() }),
  z.object({ ask: z.literal('why'), ...ticket }),
  z.object({ ask: z.literal('list') }),
  z.object({ ask: z.literal('team') }),
  z.object({
    ...{ ask: z.literal('away'), name: words, ...by },
    ...{ until: z.number().nullable(), note: words.exactOptional() },
  }),
  z.object({ ask: z.literal('back'), name: words, ...by }),
]);
export type AssignmentAsked = z.infer<typeof assignmentAsked>;

/** The service's half: does what was asked for. */
export function answerAssignment(
  asked: AssignmentAsked,
  assignments: AssignmentsAtHand['assignments'],
): Promise<unknown> {
  switch (asked.ask) {
    case 'assign':
      return assignments.assign(asked.ticket, asked);
    case 'accept':
      return assignments.accept(asked.ticket, asked);
    case 'decline':
      return assignments.decline(asked.ticket, asked);
    case 'handOver':
      return assignments.handOver(asked.ticket, asked);
    case 'why':
      return assignments.why(asked.ticket);
    case 'list':
      return assignments.list();
    case 'team':
      return assignments.team();
    case 'away':
      return assignments.away(asked.name, asked);
    case 'back':
      return assignments.back(asked.name, asked);
  }
}

/** The command line's half: assignments that are asked for over `ask`, which gives what the service answered. */
export function assignmentsOver(
  ask: (asked: AssignmentAsked) => Promise<unknown>,
): AssignmentsAtHand['assignments'] {
  // The casts hold: the service of the same version answers with what its own assignments gave, which survives JSON.
  const over = <T>(asked: AssignmentAsked): Promise<T> => ask(asked) as Promise<T>;
  return {
    assign: (ticket, { by, to }) => over({ ask: 'assign', ticket, by, ...defined({ to }) }),
    accept: (ticket, { by }) => over({ ask: 'accept', ticket, by }),
    decline: (ticket, { by, reason }) =>
      over({ ask: 'decline', ticket, by, ...defined({ reason }) }),
    handOver: (ticket, { by, to }) => over({ ask: 'handOver', ticket, by, ...defined({ to }) }),
    why: (ticket) => over({ ask: 'why', ticket }),
    list: () => over({ ask: 'list' }),
    team: () => over({ ask: 'team' }),
    away: (name, { by, until, note }) =>
      over({ ask: 'away', name, by, until, ...defined({ note }) }),
    back: (name, { by }) => over({ ask: 'back', name, by }),
  };
}

function defined<K extends string>(given: Readonly<Record<K, string | undefined>>) {
  const pairs = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(pairs) as Partial<Record<K, string>>; // what is left is a string
}
