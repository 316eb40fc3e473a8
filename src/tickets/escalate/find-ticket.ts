import { AskerError } from '../../core/errors.ts';
import type { Reader } from '../../store/database.ts';

/** A ticket as people speak of it. */
export type TicketLine = {
  readonly id: string;
  readonly source: string;
  /** The number its support system gave it. */
  readonly ref: string;
  readonly subject: string | null;
  readonly url: string | null;
};

/** The ticket somebody means by "4312", "#4312" or "zendesk:4312". Throws AskerError where there is none, or several. */
export async function findTicket(db: Reader, words: string): Promise<TicketLine> {
  const ref = words.trim().replace(/^#/, '');
  if (ref === '') throw new AskerError('Which ticket? Name its number, such as 4312.');
  const { rows } = await db.read(
    `SELECT id, source, source_id, subject, url FROM tickets
     WHERE deleted_at IS NULL AND (id = $ref OR source_id = $ref) ORDER BY id LIMIT 5`,
    { ref },
  );
  const found = rows.map(([id, source, sourceId, subject, url]) => ({
    id: String(id),
    source: String(source),
    ref: String(sourceId),
    subject: subject as string | null, // VARCHAR
    url: url as string | null,
  }));
  const [first] = found;
  if (!first) throw new AskerError(`There is no ticket ${ref}.`);
  if (found.length === 1) return first;
  const ids = found.map(({ id }) => id).join(', ');
  throw new AskerError(`Several tickets have the number ${ref}. Say which: ${ids}.`);
}

/** A ticket by its id; null: it is gone. */
export async function readTicket(db: Reader, id: string): Promise<TicketLine | null> {
  return findTicket(db, id).catch((error: unknown) => {
    if (error instanceof AskerError) return null;
    throw error;
  });
}
