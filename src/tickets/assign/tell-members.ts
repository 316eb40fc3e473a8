import type { Clock } from '../../core/clock.ts';
import { AskerError } from '../../core/errors.ts';
import type { Noticeboard, PostedMessage } from '../../core/messenger.ts';
import type { CardTicket, TicketNotice } from '../../core/ticket-card.ts';
import type { Database, Reader } from '../../store/database.ts';
import type { Once } from '../../store/once.ts';
import { readCardTicketById } from '../card/read-ticket.ts';
import { noticeSection } from './assignment-part.ts';
import { type Standing, standingWords } from './assignment-words.ts';
import { isoOf } from './slot-rows.ts';

const DAY_MS = 86_400_000;
/** Older ones were made before anybody could be reached, and are known by now. */
const NEWS_MS = DAY_MS;
const KEEP_MS = 30 * DAY_MS;
const AT_ONCE = 100;

export type TellParts = {
  readonly db: Database;
  readonly once: Once;
  /** Reaches members as `@` and their name. */
  readonly board: Noticeboard<TicketNotice>;
  readonly clock: Clock;
  readonly zone: string;
  /** Names of everybody tickets can be given to. */
  members(): Promise<readonly string[]>;
  readonly logger: { warn(fields: object, message: string): void };
};

/** It is theirs no more. */
class NoLongerTrue extends Error {}

/**
 * Tells members of tickets that are theirs, each once over crashes and several processes, and has older messages say how it stands now.
 * What fails for now is left for the next time. Gives how many messages were sent or changed.
 */
export async function tellMembers(parts: TellParts): Promise<number> {
  let told = 0;
  for (const due of await readDue(parts.db, parts.clock.now())) {
    const isTold = await tellOne(due, parts).catch((error: unknown) => {
      if (!(error instanceof NoLongerTrue))
        parts.logger.warn({ err: error, assignment: due.id }, 'a member could not be told');
      return false;
    });
    if (isTold) told += 1;
  }
  return told;
}

type Due = Standing & {
  readonly id: string;
  readonly ticketId: string;
  readonly assignedAt: string;
  /** null: they have no message yet. */
  readonly place: PostedMessage | null;
};

async function tellOne(due: Due, parts: TellParts): Promise<boolean> {
  const { db, board } = parts;
  const ticket = await readCardTicketById(db, due.ticketId);
  if (ticket === null) return false; // it was removed meanwhile
  const content = await noticeOf(due, ticket, parts);
  if (due.place === null) return send(due, content, parts);
  await board.revise(due.place, keyOf(due), content);
  await note(db, due.id, { shown: due.state });
  return true;
}

const keyOf = ({ id }: Due): string => `assigned:${id}`;

async function noticeOf(
  due: Due,
  ticket: CardTicket,
  { members, zone }: TellParts,
): Promise<TicketNotice> {
  const colleagues = (await members()).filter((name) => name !== due.member);
  const { headline, lines } = standingWords(due, ticket.ref, zone);
  return { headline, ticket, section: noticeSection(due.state, { lines, colleagues }) };
}

async function send(due: Due, content: TicketNotice, parts: TellParts): Promise<boolean> {
  const { db, once, board } = parts;
  const { id, member, state, assignedAt } = due;
  const key = keyOf(due);
  const where = { channel: `@${member}`, thread: null, key };
  const checkTrue = async () => {
    const { rows } = await db.read('SELECT ended_at IS NULL FROM assignments WHERE id = $id', {
      id,
    });
    if (rows[0]?.[0] !== true) throw new NoLongerTrue('it is theirs no more');
  };
  try {
    const sent = await once.run<PostedMessage>(
      key,
      {
        find: () => board.find({ ...where, since: assignedAt }),
        act: (hold) =>
          board.post({ ...where, content, piece: 0 }, async () => {
            if (!(await hold.renew())) throw new NoLongerTrue('another process has it');
            await checkTrue();
          }),
      },
      { keepMs: KEEP_MS },
    );
    if (sent.kind === 'held') return false;
    await note(db, id, { place: JSON.stringify(sent.value), shown: state });
    return true;
  } catch (error) {
    if (!(error instanceof AskerError)) throw error;
    await note(db, id, { untold: error.message });
    return false;
  }
}

type Noted = Partial<Readonly<Record<'place' | 'shown' | 'untold', string>>>;

async function note(db: Database, id: string, noted: Noted): Promise<void> {
  const set = Object.keys(noted).map((column) => `${column} = $${column}`);
  await db.write(
    (writer) =>
      writer.run(`UPDATE assignments SET ${set.join(', ')} WHERE id = $id`, { id, ...noted }),
    { keepVersion: true },
  );
}

/** Those who gave a ticket to themselves know. */
const DUE_SQL = `
  WITH standing AS (
    SELECT a.*, s.accept_by, CASE WHEN a.ended_at IS NOT NULL THEN 'over' WHEN s.accepted THEN 'accepted' ELSE 'offered' END AS state
    FROM assignments a LEFT JOIN assignment_slots s ON s.assignment_id = a.id
  )
  SELECT a.id, a.ticket_id, a.member, a.how, a.assigned_by, a.assigned_at, a.accept_by, a.state, a.ended, a.note, a.place,
    (SELECT any_value(json_extract_string(d.decision, '$.reason')) FROM assignment_decisions d
     WHERE d.ticket_id = a.ticket_id AND d.decided_at = a.assigned_at AND json_extract_string(d.decision, '$.assignee') = a.member)
  FROM standing a
  WHERE (a.place IS NULL AND a.untold IS NULL AND a.ended_at IS NULL AND a.assigned_at >= $since::TIMESTAMP AND a.assigned_by <> a.member)
     OR (a.place IS NOT NULL AND a.shown <> a.state)
  ORDER BY a.assigned_at, a.id LIMIT ${AT_ONCE}`;

async function readDue(db: Reader, now: number): Promise<readonly Due[]> {
  const { rows } = await db.read(DUE_SQL, { since: isoOf(now - NEWS_MS) });
  // The casts hold: these are the columns' types in 003-assignment.sql.
  return rows.map((row) => {
    const [id, ticketId, member, how, by, assignedAt, acceptBy, state, ended] = row;
    const [words, place, reason] = row.slice(9);
    return {
      ...{ id: String(id), ticketId: String(ticketId), member: String(member), by: String(by) },
      ...{ how: how as Due['how'], state: state as Due['state'], ended: ended as Due['ended'] },
      assignedAt: String(assignedAt),
      acceptBy: acceptBy === null ? null : Date.parse(String(acceptBy)),
      note: words as string | null,
      place: place === null ? null : (JSON.parse(String(place)) as PostedMessage), // as it was noted above
      reason: reason as string | null,
    };
  });
}
