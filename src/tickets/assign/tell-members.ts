import type { Clock } from '../../core/clock.ts';
import { AskerError } from '../../core/errors.ts';
import type { Database, Reader } from '../../store/database.ts';
import type { Once } from '../../store/once.ts';
import type { EndKind } from './assignment.ts';
import { ENDED } from './assignment-words.ts';
import type { MailPlace, MemberMail, Offer } from './member-mail.ts';
import { isoOf } from './slot-rows.ts';

const DAY_MS = 86_400_000;
/** Older ones were made before anybody could be reached, and are known by now. */
const NEWS_MS = DAY_MS;
const KEEP_MS = 30 * DAY_MS;
const AT_ONCE = 100;

export type TellParts = {
  readonly db: Database;
  readonly once: Once;
  readonly mail: MemberMail;
  readonly clock: Clock;
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
    const isTold = await (due.place === null
      ? send(due, parts)
      : revise(due, due.place, parts)
    ).catch((error: unknown) => {
      if (error instanceof NoLongerTrue) return false;
      parts.logger.warn({ err: error, assignment: due.id }, 'a member could not be told');
      return false;
    });
    if (isTold) told += 1;
  }
  return told;
}

type Due = {
  readonly id: string;
  readonly assignedAt: number;
  /** null: they have no message yet. */
  readonly place: MailPlace | null;
  readonly offer: Offer;
};

async function send(due: Due, { db, once, mail }: TellParts): Promise<boolean> {
  const { id, offer } = due;
  const checkTrue = async () => {
    const { rows } = await db.read('SELECT ended_at IS NULL FROM assignments WHERE id = $id', {
      id,
    });
    if (rows[0]?.[0] !== true) throw new NoLongerTrue('it is theirs no more');
  };
  try {
    const sent = await once.run<MailPlace>(
      offer.key,
      {
        find: () => mail.find(offer, due.assignedAt),
        act: (hold) =>
          mail.send(offer, async () => {
            if (!(await hold.renew())) throw new NoLongerTrue('another process has it');
            await checkTrue();
          }),
      },
      { keepMs: KEEP_MS },
    );
    if (sent.kind === 'held') return false;
    await note(db, id, { place: sent.value, shown: offer.state });
    return sent.kind !== 'done';
  } catch (error) {
    if (!(error instanceof AskerError)) throw error;
    await note(db, id, { untold: error.message });
    return false;
  }
}

async function revise(
  { id, offer }: Due,
  place: MailPlace,
  { db, mail }: TellParts,
): Promise<boolean> {
  await mail.revise(place, offer);
  await note(db, id, { shown: offer.state });
  return true;
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
  SELECT a.id, a.member, a.how, a.assigned_by, a.assigned_at, a.accept_by, a.state, a.ended, a.note, a.place,
    t.id, t.source, t.source_id, t.subject, t.url, t.priority,
    (SELECT any_value(json_extract_string(d.decision, '$.reason')) FROM assignment_decisions d
     WHERE d.ticket_id = a.ticket_id AND d.decided_at = a.assigned_at AND json_extract_string(d.decision, '$.assignee') = a.member)
  FROM standing a JOIN tickets t ON t.id = a.ticket_id
  WHERE (a.place IS NULL AND a.untold IS NULL AND a.ended_at IS NULL AND a.assigned_at >= $since::TIMESTAMP AND a.assigned_by <> a.member)
     OR (a.place IS NOT NULL AND a.shown <> a.state)
  ORDER BY a.assigned_at, a.id LIMIT ${AT_ONCE}`;

async function readDue(db: Reader, now: number): Promise<readonly Due[]> {
  const { rows } = await db.read(DUE_SQL, { since: isoOf(now - NEWS_MS) });
  // The casts hold: these are the columns' types in 001-canonical.sql and 003-assignment.sql.
  return rows.map((row) => {
    const [id, member, how, by, assignedAt, acceptBy, state, ended, note, place] = row;
    const [ticketId, source, ref, subject, url, priority, reason] = row.slice(10);
    return {
      id: String(id),
      assignedAt: Date.parse(String(assignedAt)),
      place: place as string | null,
      offer: {
        ...{
          key: `assigned:${id}`,
          member: String(member),
          by: String(by),
          how: how as Offer['how'],
        },
        ticket: {
          ...{ id: String(ticketId), source: String(source), ref: String(ref) },
          subject: subject as string | null,
          url: url as string | null,
          priority: priority as string | null,
        },
        reason: reason as string | null,
        acceptBy: acceptBy === null ? null : Date.parse(String(acceptBy)),
        state: state as Offer['state'],
        end: ended === null ? null : `${ENDED[ended as EndKind]}${note ? `, ${note}` : ''}`,
      },
    };
  });
}
