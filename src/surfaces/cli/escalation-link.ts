import { z } from 'zod';
import type { Escalations } from '../../tickets/escalate/escalations.ts';
import type { OnCallBook } from '../../tickets/escalate/on-call-book.ts';

/** What commands about escalations need, whether they have the store open or a service has. */
export type EscalationsAtHand = {
  readonly escalations: Pick<Escalations, (typeof ASKED)[number]> & { readonly onCall: OnCallBook };
  /** The team's. */
  readonly zone: string;
  /** Whether a service has them, which calls people. */
  readonly isRunning: boolean;
  /** Milliseconds since the epoch. */
  now(): number;
};

const ASKED = [
  ...(['escalate', 'answer', 'list', 'get'] as const),
  ...(['stuck', 'audit', 'verifyAudit'] as const),
] as const;

const words = z.string();
const calling = z.object({
  by: words,
  reason: words.exactOptional(),
  chain: words.exactOptional(),
});
const action = z.union([
  z.object({ kind: z.enum(['acknowledge', 'take', 'resolve', 'further']) }),
  z.object({ kind: z.literal('snooze'), ms: z.number().positive() }),
]);
const listing = z.object({
  isOpen: z.boolean().exactOptional(),
  ticketId: words.exactOptional(),
  limit: z.number().exactOptional(),
});
const stretch = { from: z.number(), to: z.number() };
const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('override'), person: words, ...stretch }),
  z.object({ kind: z.literal('swap'), between: z.tuple([words, words]).readonly(), ...stretch }),
]);

/** What the command line asks of a service, each with what it asks it with; times in milliseconds since the epoch. */
export const escalationAsked = z.union([
  z.object({ ask: z.literal('escalate'), of: z.tuple([words, calling]) }),
  z.object({ ask: z.literal('answer'), of: z.tuple([words, action, words]) }),
  z.object({ ask: z.literal('list'), of: z.tuple([listing]) }),
  z.object({ ask: z.literal('get'), of: z.tuple([words]) }),
  z.object({ ask: z.literal('stuck') }),
  z.object({ ask: z.literal('audit'), of: z.tuple([words]) }),
  z.object({ ask: z.literal('verifyAudit') }),
  z.object({ ask: z.literal('rotations') }),
  z.object({ ask: z.literal('now'), of: z.array(z.number()).max(1) }),
  z.object({ ask: z.literal('roster'), of: z.tuple([words, z.number(), z.number()]) }),
  z.object({ ask: z.literal('change'), of: z.tuple([words, change, words]) }),
  z.object({ ask: z.literal('changes') }),
  z.object({ ask: z.literal('cancel'), of: z.tuple([words, words]) }),
]);
export type EscalationAsked = z.infer<typeof escalationAsked>;

/** The service's half: does what was asked for. */
export function answerEscalation(
  asked: EscalationAsked,
  { onCall, ...escalations }: EscalationsAtHand['escalations'],
): Promise<unknown> {
  switch (asked.ask) {
    case 'escalate':
      return escalations.escalate(...asked.of);
    case 'answer':
      return escalations.answer(...asked.of);
    case 'list':
      return escalations.list(...asked.of);
    case 'get':
      return escalations.get(...asked.of);
    case 'stuck':
      return escalations.stuck();
    case 'audit':
      return escalations.audit(...asked.of);
    case 'verifyAudit':
      return escalations.verifyAudit();
    case 'rotations':
      return onCall.rotations();
    case 'now':
      return onCall.now(asked.of[0]);
    case 'roster':
      return onCall.roster(...asked.of);
    case 'change':
      return onCall.change(...asked.of);
    case 'changes':
      return onCall.changes();
    case 'cancel':
      return onCall.cancel(...asked.of);
  }
}

/** The command line's half: escalations that are asked for over `ask`, which gives what the service answered. */
export function escalationsOver(
  ask: (asked: EscalationAsked) => Promise<unknown>,
): EscalationsAtHand['escalations'] {
  // The casts hold: the service of the same version answers with what its own escalations gave, which survives JSON.
  const over = <T>(asked: EscalationAsked): Promise<T> => ask(asked) as Promise<T>;
  return {
    escalate: (ticket, { by, reason, chain }) =>
      over({
        ask: 'escalate',
        of: [
          ticket,
          { by, ...(reason !== undefined && { reason }), ...(chain !== undefined && { chain }) },
        ],
      }),
    answer: (id, does, by) => over({ ask: 'answer', of: [id, does, by] }),
    list: (options = {}) => over({ ask: 'list', of: [options] }),
    get: (id) => over({ ask: 'get', of: [id] }),
    stuck: () => over({ ask: 'stuck' }),
    audit: (ticket) => over({ ask: 'audit', of: [ticket] }),
    verifyAudit: () => over({ ask: 'verifyAudit' }),
    onCall: {
      rotations: () => over({ ask: 'rotations' }),
      now: (at) => over({ ask: 'now', of: at === undefined ? [] : [at] }),
      roster: (rotation, from, to) => over({ ask: 'roster', of: [rotation, from, to] }),
      change: (rotation, made, by) => over({ ask: 'change', of: [rotation, made, by] }),
      changes: () => over({ ask: 'changes' }),
      cancel: (id, by) => over({ ask: 'cancel', of: [id, by] }),
    },
  };
}
