import type { Writer } from '../../store/database.ts';
import {
  addressesIn,
  blankIn,
  erasedKey,
  findErased,
  isAnybodyErased,
  markErased,
} from '../../store/erased.ts';
import { removeLeaving } from '../../store/remove-conversations.ts';
import { makeRewriteDue } from '../../store/rewrite.ts';
import type { MessageRow, PageRows, Reject } from './page.ts';

type Kind = 'ticket' | 'chat';
type Ref = { readonly kind: Kind; readonly ref: string };

/**
 * The page without what belongs to people who were erased: their conversations by address, and messages, ratings and rejects of those.
 * Their addresses are blanked in other people's texts. The conversations' ids join the erased ones, for their messages may come on later pages,
 * and what came of them before is removed.
 */
export async function keepOutErased<Page extends PageRows>(
  writer: Writer,
  source: string,
  page: Page,
  now: string,
): Promise<{ readonly page: Page; readonly keptOut: number }> {
  if (!(await isAnybodyErased(writer))) return { page, keptOut: 0 };
  const erased = await findErased(writer, keysOf(source, page));
  if (erased.size === 0) return { page, keptOut: 0 };
  const going = conversationsOf(page).filter(({ kind, row }) =>
    conversationKeys(kind, source, row).some((key) => erased.has(key)),
  );
  const met = going.map(({ kind, row }): Ref => ({ kind, ref: row.source_id }));
  const isKnown = (kind: Kind, ref: string): boolean =>
    erased.has(erasedKey.conversation(kind, source, ref));
  const unknown = met.filter(({ kind, ref }) => !isKnown(kind, ref));
  await forgetConversations(writer, source, unknown, now);
  const isGone = (kind: Kind, ref: string): boolean =>
    isKnown(kind, ref) || unknown.some((one) => one.kind === kind && one.ref === ref);
  const isErased = (address: string) => erased.has(erasedKey.email(address));
  return {
    page: withBlanks(withoutGone(page, isGone, isErased), isErased),
    keptOut: met.length,
  };
}

function withoutGone<Page extends PageRows>(
  page: Page,
  isGone: (kind: Kind, ref: string) => boolean,
  isErased: (address: string) => boolean,
): Page {
  const isTheirs = ({ entity, source_id, raw }: Reject): boolean =>
    (entity === 'tickets' && source_id !== null && isGone('ticket', source_id)) ||
    (entity === 'chats' && source_id !== null && isGone('chat', source_id)) ||
    addressesIn(JSON.stringify(raw) ?? '').some(isErased);
  return {
    ...page,
    ...(page.tickets && {
      tickets: page.tickets.filter((row) => !isGone('ticket', row.source_id)),
    }),
    ...(page.chats && { chats: page.chats.filter((row) => !isGone('chat', row.source_id)) }),
    ...(page.messages && {
      messages: page.messages.filter((row) => !isGone(row.conversation_kind, row.conversation_ref)),
    }),
    ...(page.ratings && {
      ratings: page.ratings.filter((row) => !isGone('ticket', row.conversation_ref)),
    }),
    ...(page.history && {
      history: page.history.filter((row) => !isGone('ticket', row.ticket_ref)),
    }),
    ...(page.rejects && { rejects: page.rejects.filter((row) => !isTheirs(row)) }),
  };
}

/** Other people's texts may name them: in copy, quoted, forwarded. */
function withBlanks<Page extends PageRows>(
  page: Page,
  isErased: (address: string) => boolean,
): Page {
  const blanked = <Row extends object>(row: Row): Row => {
    const texts = Object.entries(row).flatMap(([name, value]) =>
      typeof value === 'string' && addressesIn(value).some(isErased)
        ? [[name, blankIn(value, isErased)] as const]
        : [],
    );
    return texts.length === 0 ? row : { ...row, ...Object.fromEntries(texts) };
  };
  return {
    ...page,
    ...(page.tickets && { tickets: page.tickets.map(blanked) }),
    ...(page.chats && { chats: page.chats.map(blanked) }),
    ...(page.messages && { messages: page.messages.map(blanked) }),
    ...(page.ratings && { ratings: page.ratings.map(blanked) }),
    ...(page.history && { history: page.history.map(blanked) }),
  };
}

async function forgetConversations(
  writer: Writer,
  source: string,
  refs: readonly Ref[],
  now: string,
): Promise<void> {
  if (refs.length === 0) return;
  await markErased(
    writer,
    refs.map(({ kind, ref }) => erasedKey.conversation(kind, source, ref)),
    now,
  );
  await writer.run(
    `CREATE OR REPLACE TEMP TABLE leaving AS
       SELECT kind, $source || ':' || ref AS id, $source AS source, ref AS source_id, NULL::VARCHAR AS customer
       FROM (SELECT unnest($kinds) AS kind, unnest($refs) AS ref)`,
    { source, kinds: refs.map(({ kind }) => kind), refs: refs.map(({ ref }) => ref) },
  );
  const removed = await removeLeaving(writer);
  await writer.run('DROP TABLE leaving');
  if (Object.keys(removed).length > 0) await makeRewriteDue(writer, now);
}

type Conversation = {
  readonly source_id: string;
  readonly customer_email?: string | null;
  readonly customer_ref?: string | null;
};

function conversationsOf({
  tickets = [],
  chats = [],
}: PageRows): readonly { readonly kind: Kind; readonly row: Conversation }[] {
  return [
    ...tickets.map((row) => ({ kind: 'ticket' as const, row })),
    ...chats.map((row) => ({ kind: 'chat' as const, row })),
  ];
}

function conversationKeys(
  kind: Kind,
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
  const {
    tickets = [],
    chats = [],
    messages = [],
    ratings = [],
    history = [],
    rejects = [],
  } = page;
  const ofMessage = ({ conversation_kind, conversation_ref }: MessageRow): string =>
    erasedKey.conversation(conversation_kind, source, conversation_ref);
  const ofTicket = (ref: string): string => erasedKey.conversation('ticket', source, ref);
  const texts = [...tickets, ...chats, ...messages, ...ratings, ...history].flatMap((row) =>
    Object.values(row).filter((value) => typeof value === 'string'),
  );
  return new Set([
    ...conversationsOf(page).flatMap(({ kind, row }) => conversationKeys(kind, source, row)),
    ...messages.map(ofMessage),
    ...ratings.map((row) => ofTicket(row.conversation_ref)),
    ...history.map((row) => ofTicket(row.ticket_ref)),
    ...rejects.flatMap(({ entity, source_id }) =>
      source_id === null || (entity !== 'tickets' && entity !== 'chats')
        ? []
        : [erasedKey.conversation(entity === 'chats' ? 'chat' : 'ticket', source, source_id)],
    ),
    ...[...texts, ...rejects.map(({ raw }) => JSON.stringify(raw) ?? '')]
      .flatMap(addressesIn)
      .map(erasedKey.email),
  ]);
}
