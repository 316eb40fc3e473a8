import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { AskerError } from '../../core/errors.ts';
import { createRounds } from '../../core/rounds.ts';
import type { ChangeAsked, Outbox } from '../../sources/outbox/outbox.ts';
import type { Database } from '../../store/database.ts';
import { findTicket } from '../escalate/find-ticket.ts';
import { endAbsence, writeAbsence } from './absence-rows.ts';
import type { Asked, Assignments, Told } from './assignments.ts';
import { changeBook } from './change-book.ts';
import type { Team } from './decide-assignment.ts';
import type { AssignmentEvent } from './plan-assignment.ts';
import { readMembers } from './read-state.ts';
import { readAssigned, readStory } from './read-story.ts';
import type { Wish } from './respond.ts';
import { findMember } from './roster.ts';

const LOOK_EVERY_MS = 60_000;
/** Many new tickets are taken some at a time; looking again finds the next. */
const MOST_LOOKS = 50;

export type AssignmentParts = {
  readonly team: Team;
  readonly db: Database;
  /** Told of changes that were kept, so that they are made at once. */
  readonly outbox: Pick<Outbox, 'enqueue'>;
  /** Names of the sources whose tickets can be changed. */
  readonly writable: readonly string[];
  readonly clock: Clock;
  readonly logger: {
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
};

/** Assignment over the store. */
export function createAssignments(parts: AssignmentParts): Assignments {
  const { team, db, clock, logger } = parts;
  const book = { db, writable: new Set(parts.writable) };
  const rounds = createRounds();
  const watchers = new Set<() => void>();

  const change = async (event: AssignmentEvent, eventId: string | null) => {
    const planning = { team, now: clock.now(), newId: randomUUID };
    const changed = await changeBook(event, eventId, { parts: planning, book });
    if (changed.kind === 'done') await hurry(changed.asked);
    if (changed.kind === 'done' && changed.plan.moves.length > 0)
      for (const tell of watchers) tell();
    return changed;
  };

  /** They are kept already: asking again only has the outbox begin now. */
  const hurry = async (asked: readonly ChangeAsked[]): Promise<void> => {
    for (const one of asked)
      await parts.outbox
        .enqueue(one)
        .catch((error) => logger.warn({ err: error }, 'an owner is told of later'));
  };

  const wish = async (words: string, wanted: Wish, asked: Asked): Promise<Told> => {
    const ticket = await findTicket(db, words);
    const event = { kind: 'wish', ticketId: ticket.id, wish: wanted, actor: asked.by } as const;
    const changed = await change(event, asked.eventId ?? null);
    rounds.wake();
    if (changed.kind === 'done' && changed.plan.outcome)
      return { ticket, outcome: changed.plan.outcome, unwritten: changed.unwritten };
    const { holding, waiting, decisions, history } = await readStory(db, ticket.id);
    const decision = decisions[0] ?? null;
    const unwritten = history.find(({ id }) => id === holding?.id)?.unwritten ?? null;
    return {
      ...{ ticket, unwritten },
      outcome: { isChanged: false, holding, waiting, decision, caveats: [] },
    };
  };

  const memberNamed = async (words: string) => {
    const members = (await assignments.team()).map(({ member }) => member);
    const found = findMember(members, words);
    if (found) return found;
    throw new AskerError(
      members.length === 0
        ? 'There is nobody to assign to yet: list people in config/team.yaml.'
        : `There is no “${words}” in the team. There are: ${members.map(({ name }) => name).join(', ')}.`,
    );
  };

  /** Until nothing more follows. */
  const lookAround = async (signal: AbortSignal): Promise<void> => {
    for (let looks = 0; looks < MOST_LOOKS && !signal.aborted; looks++)
      if ((await assignments.look()).moves === 0) return;
  };

  const assignments: Assignments = {
    assign: (ticket, { to, ...asked }) => wish(ticket, { kind: 'assign', to: to ?? null }, asked),
    accept: (ticket, asked) => wish(ticket, { kind: 'accept' }, asked),
    decline: (ticket, { reason, ...asked }) =>
      wish(ticket, { kind: 'decline', reason: reason?.trim() || null }, asked),
    handOver: (ticket, { to, ...asked }) =>
      wish(ticket, { kind: 'hand over', to: to ?? null }, asked),
    why: (ticket) => readStory(db, ticket),
    list: () => readAssigned(db),
    team: () =>
      readMembers({ rows: (sql, params) => db.read(sql, params) }, { team, now: clock.now() }),
    async away(name, { until, note, by, eventId = null }) {
      const now = clock.now();
      if (until !== null && until <= now)
        throw new AskerError('That time has passed already: name one that is to come.');
      const { name: member } = await memberNamed(name);
      const absence = { id: randomUUID(), member, from: now, until, note: note?.trim() || null };
      const kept = await writeAbsence(db, absence, { by, now, eventId });
      await change({ kind: 'look' }, null);
      return kept;
    },
    async back(name, { by, eventId = null }) {
      const { name: member } = await memberNamed(name);
      const wasAway = await endAbsence(db, member, { by, now: clock.now(), eventId });
      await change({ kind: 'look' }, null);
      return { member, wasAway };
    },
    async look() {
      const changed = await change({ kind: 'look' }, null);
      return { moves: changed.kind === 'done' ? changed.plan.moves.length : 0 };
    },
    watch(onMoved) {
      watchers.add(onMoved);
      return { [Symbol.dispose]: () => watchers.delete(onMoved) };
    },
    start: () =>
      rounds.start({
        async go(signal) {
          await lookAround(signal);
          return LOOK_EVERY_MS;
        },
        failed: (error) => logger.error({ err: error }, 'assignment could not go on'),
        retryMs: LOOK_EVERY_MS,
      }),
  };
  return assignments;
}
