import { formatCounted } from '../../core/format.ts';
import { formatInstant } from '../../core/format-time.ts';
import type { CardSection, CardTicket, TicketPart } from '../../core/ticket-card.ts';
import type { Reader } from '../../store/database.ts';

type StoryParts = { readonly db: Reader; readonly zone: string };

const MESSAGES_SHOWN = 50;
const CHANGES_SHOWN = 50;
const NOBODY = 'somebody';

/** What was written, oldest first; of long ones the newest. */
export function messagesPart({ db, zone }: StoryParts): TicketPart {
  return {
    id: 'messages',
    async section(ticket) {
      const { rows } = await db.read(
        `SELECT author_kind, author, sent_at, text, public, count(*) OVER () FROM messages
         WHERE conversation_id = $id AND conversation_kind = 'ticket' AND deleted_at IS NULL
         ORDER BY sent_at DESC, id DESC LIMIT ${MESSAGES_SHOWN}`,
        { id: ticket.id },
      );
      const total = Number(rows[0]?.[5] ?? 0);
      const texts = rows.toReversed().map(([kind, author, at, text, isPublic]) => ({
        head: [
          String(author ?? (kind === 'customer' ? ticket.requester.name : null) ?? kind ?? NOBODY),
          ...(typeof at === 'string' ? [formatInstant(at, zone)] : []),
          ...(isPublic === false ? ['internal note'] : []),
        ].join(', '),
        text: String(text ?? ''),
      }));
      const asked = askedFirst(ticket, texts.length, zone);
      if (asked.length + texts.length === 0) return null;
      return {
        title: 'Messages',
        texts: [...asked, ...texts],
        notes:
          total > texts.length
            ? [`The newest ${texts.length} of ${formatCounted(total, 'message')}.`]
            : [],
        length: 'long',
      };
    },
  };
}

/** What a ticket that came without messages says. */
function askedFirst(
  { description, requester, createdAt }: CardTicket,
  messages: number,
  zone: string,
): NonNullable<CardSection['texts']> {
  if (messages > 0 || !description?.trim()) return [];
  const when = createdAt === null ? [] : [formatInstant(createdAt, zone)];
  return [{ head: [requester.name ?? 'Requester', ...when].join(', '), text: description }];
}

/** What was changed about it, newest first. */
export function historyPart({ db, zone }: StoryParts): TicketPart {
  return {
    id: 'history',
    async section(ticket) {
      const { rows } = await db.read(
        `SELECT field, from_value, to_value, changed_by, changed_at FROM ticket_history
         WHERE ticket_id = $id ORDER BY changed_at DESC, field LIMIT ${CHANGES_SHOWN}`,
        { id: ticket.id },
      );
      if (rows.length === 0) return null;
      return {
        title: 'History',
        lines: rows.map(([field, from, to, by, at]) => {
          const when = typeof at === 'string' ? `${formatInstant(at, zone)}: ` : '';
          const what = from === null ? `set to ${to}` : `from ${from} to ${to ?? 'nothing'}`;
          return `${when}${field} ${what}${by === null ? '' : `, ${by}`}`;
        }),
        length: 'long',
      };
    },
  };
}
