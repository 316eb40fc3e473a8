import type { Writer } from '../../store/database.ts';
import { erasedKey, findErased, markErased } from '../../store/erased.ts';
import type { MessageRow, PageRows } from './page.ts';

/**
 * The page without what belongs to people who were erased: their conversations by address, and messages and ratings of those.
 * The conversations' ids join the erased ones, for their messages may come on later pages.
 */
export async function keepOutErased<Page extends PageRows>(
  writer: Writer,
  source: string,
  page: Page,
  now: string,
): Promise<{ readonly page: Page; readonly keptOut: number }> {
  const erased = await findErased(writer, keysOf(source, page));
  if (erased.size === 0) return { page, keptOut: 0 };
  const isTheirs = (kind: 'ticket' | 'chat') => (row: Conversation) =>
    conversationKeys(kind, source, row).some((key) => erased.has(key));
  const gone = {
    ticket: new Set((page.tickets ?? []).filter(isTheirs('ticket')).map(idOf)),
    chat: new Set((page.chats ?? []).filter(isTheirs('chat')).map(idOf)),
  };
  await markErased(
    writer,
    (['ticket', 'chat'] as const).flatMap((kind) =>
      [...gone[kind]].map((ref) => erasedKey.conversation(kind, source, ref)),
    ),
    now,
  );
  const isGone = (kind: 'ticket' | 'chat', ref: string): boolean =>
    gone[kind].has(ref) || erased.has(erasedKey.conversation(kind, source, ref));
  const kept = {
    ...page,
    ...(page.tickets && { tickets: page.tickets.filter((row) => !isGone('ticket', idOf(row))) }),
    ...(page.chats && { chats: page.chats.filter((row) => !isGone('chat', idOf(row))) }),
    ...(page.messages && {
      messages: page.messages.filter((row) => !isGone(row.conversation_kind, row.conversation_ref)),
    }),
    ...(page.ratings && {
      ratings: page.ratings.filter((row) => !isGone('ticket', row.conversation_ref)),
    }),
    ...(page.history && {
      history: page.history.filter((row) => !isGone('ticket', row.ticket_ref)),
    }),
  };
  return { page: kept, keptOut: gone.ticket.size + gone.chat.size };
}

type Conversation = {
  readonly source_id: string;
  readonly customer_email?: string | null;
  readonly customer_ref?: string | null;
};

function conversationKeys(
  kind: 'ticket' | 'chat',
  source: string,
  { source_id, customer_email, customer_ref }: Conversation,
): readonly string[] {
  return [
    erasedKey.conversation(kind, source, source_id),
    ...(customer_email ? [erasedKey.email(customer_email)] : []),
    ...(customer_ref ? [erasedKey.customer(source, customer_ref)] : []),
  ];
}

function keysOf(source: string, page: PageRows): ReadonlySet<string> {
  const ofMessage = ({ conversation_kind, conversation_ref }: MessageRow): string =>
    erasedKey.conversation(conversation_kind, source, conversation_ref);
  return new Set([
    ...(page.tickets ?? []).flatMap((row) => conversationKeys('ticket', source, row)),
    ...(page.chats ?? []).flatMap((row) => conversationKeys('chat', source, row)),
    ...(page.messages ?? []).map(ofMessage),
    ...(page.ratings ?? []).map((row) =>
      erasedKey.conversation('ticket', source, row.conversation_ref),
    ),
    ...(page.history ?? []).map((row) => erasedKey.conversation('ticket', source, row.ticket_ref)),
  ]);
}

function idOf({ source_id }: { readonly source_id: string }): string {
  return source_id;
}
