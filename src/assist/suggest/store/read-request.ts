import { AskerError } from '../../../core/errors.ts';
import type { Reader } from '../../../store/database.ts';
import type { HelpRequest } from '../write/request.ts';

/** A ticket that wants a reply, and where it is. */
export type TicketToAnswer = HelpRequest & {
  readonly source: string;
  readonly ref: string;
  readonly subject: string | null;
  readonly customer: string | null;
  /** Of the analysis, in the store. */
  readonly sentiment: number | null;
};

/** What a draft is made for; the newest words say most, long threads are cut. */
const MESSAGES_READ = 3;
const LONGEST_TEXT = 2_000;

/** The ticket somebody means by "4312", "#4312" or "zendesk:4312", with what its customer wrote. Throws AskerError where there is none, or several. */
export async function readTicketToAnswer(db: Reader, words: string): Promise<TicketToAnswer> {
  const ref = words.trim().replace(/^#/, '');
  if (ref === '') throw new AskerError('Which ticket? Name its number, such as 4312.');
  const { rows } = await db.read(
    `SELECT id, source, source_id, subject, description, customer, customer_name, category, emotion, sentiment,
       (SELECT list(text ORDER BY sent_at DESC, id DESC)[1:${MESSAGES_READ}] FROM messages m
        WHERE m.conversation_id = t.id AND m.conversation_kind = 'ticket' AND m.author_kind = 'customer'
          AND m.deleted_at IS NULL AND trim(m.text) <> '')
     FROM tickets t WHERE deleted_at IS NULL AND (id = $ref OR source_id = $ref) ORDER BY id LIMIT 5`,
    { ref },
  );
  const [row] = rows;
  if (!row) throw new AskerError(`There is no ticket ${ref}.`);
  if (rows.length > 1)
    throw new AskerError(
      `Several tickets have the number ${ref}. Say which: ${rows.map(([id]) => id).join(', ')}.`,
    );
  // The columns are VARCHAR but for the last two, as 001-canonical.sql has them.
  const [id, source, sourceId, subject, description, customer, name, category, emotion] =
    row as readonly (string | null)[];
  const messages = Array.isArray(row[10]) ? row[10].map(String).toReversed() : [];
  const parts = [subject, description, ...messages].map((part) => part?.trim() ?? '');
  return {
    ticketId: String(id),
    source: String(source),
    ref: String(sourceId),
    subject: subject ?? null,
    customer: customer ?? null,
    customerName: name ?? null,
    category: category ?? null,
    emotion: emotion ?? 'neutral',
    sentiment: typeof row[9] === 'number' ? row[9] : null,
    language: null,
    text: [...new Set(parts)]
      .filter((part) => part !== '')
      .join('\n')
      .slice(0, LONGEST_TEXT),
  };
}
