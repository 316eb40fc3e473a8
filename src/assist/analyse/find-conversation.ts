import { AskerError } from '../../core/errors.ts';
import type { Reader } from '../../store/database.ts';
import type { ConversationRef } from './conversation-ref.ts';

const SHOWN = 5;

/** The ticket or chat somebody means by "4312", "#4312" or "zendesk:4312". Throws AskerError where there is none, or several. */
export async function findConversation(db: Reader, words: string): Promise<ConversationRef> {
  const said = words.trim().replace(/^#/, '');
  const { rows } = await db.read(
    `SELECT 'ticket', id FROM tickets WHERE deleted_at IS NULL AND (id = $said OR source_id = $said)
     UNION ALL SELECT 'chat', id FROM chats WHERE deleted_at IS NULL AND (id = $said OR source_id = $said) ORDER BY ALL LIMIT ${SHOWN}`,
    { said },
  );
  const [first, ...others] = rows.map(([kind, id]) => ({
    kind: kind === 'chat' ? ('chat' as const) : ('ticket' as const),
    id: String(id),
  }));
  if (!first) throw new AskerError(`There is no ticket or chat ${said || '(no number given)'}.`);
  if (others.length === 0) return first;
  const ids = [first, ...others].map(({ kind, id }) => `${kind} ${id}`);
  throw new AskerError(
    `Several have that number: ${ids.join(', ')}. Say which, as in ${first.id}.`,
  );
}
