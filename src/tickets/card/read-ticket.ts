import { AskerError } from '../../core/errors.ts';
import type { CardTicket } from '../../core/ticket-card.ts';
import type { Reader } from '../../store/database.ts';
import { findTicket } from '../escalate/find-ticket.ts';

/** The ticket somebody means by "4312", "#4312" or "zendesk:4312". Throws AskerError where there is none, or several. */
export async function readCardTicket(db: Reader, words: string): Promise<CardTicket> {
  const { id, source, ref, subject, url } = await findTicket(db, words);
  const { rows } = await db.read(
    `SELECT description, status, priority, category, channel, customer, customer_name, customer_email, company,
       CASE s.state WHEN 'held' THEN s.member WHEN 'waiting' THEN NULL ELSE t.agent END,
       tags, created_at, updated_at, first_response_at, resolved_at
     FROM tickets t LEFT JOIN assignment_slots s ON s.ticket_id = t.id WHERE t.id = $id LIMIT 1`,
    { id },
  );
  const row = rows[0] ?? [];
  // The columns are VARCHAR, and times come as ISO strings.
  const text = (at: number): string | null => (row[at] as string | null | undefined) ?? null;
  return {
    ...{ id, source, ref, subject, url },
    description: text(0),
    status: text(1),
    priority: text(2),
    category: text(3),
    channel: text(4),
    requester: { id: text(5), name: text(6), email: text(7) },
    company: text(8),
    agent: text(9),
    tags: Array.isArray(row[10]) ? row[10].map(String) : [],
    createdAt: text(11),
    updatedAt: text(12),
    firstResponseAt: text(13),
    resolvedAt: text(14),
  };
}

/** null: it is gone. */
export async function readCardTicketById(db: Reader, id: string): Promise<CardTicket | null> {
  return readCardTicket(db, id).catch((error: unknown) => {
    if (error instanceof AskerError) return null;
    throw error;
  });
}
