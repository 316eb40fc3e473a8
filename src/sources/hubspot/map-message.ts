import type { MessageRow } from '../sync/page.ts';
import type { CrmObject, ThreadMessage } from './answers.ts';
import type { Labels } from './labels.ts';
import { instantOf, isoOf, plainText, textOf, versionOf } from './values.ts';

/** Types that somebody wrote for somebody; others say what happened to the thread. */
const WRITTEN = new Set(['MESSAGE', 'WELCOME_MESSAGE', 'COMMENT']);

/** By the letter before an actor's id. */
const AUTHOR_KINDS: Readonly<Record<string, MessageRow['author_kind']>> = {
  A: 'agent',
  V: 'customer',
  E: 'customer',
  B: 'bot',
  L: 'bot',
  I: 'bot',
  S: 'system',
};

export const isTruncated = (message: ThreadMessage): boolean =>
  message.truncationStatus?.startsWith('TRUNCATED') ?? false;

/** Null for what isn't a message. `labels` tell which owner a user is. */
export function mapThreadMessage(
  message: ThreadMessage,
  ticketRef: string,
  labels: Labels | null,
): MessageRow | null {
  if (!WRITTEN.has(message.type ?? '')) return null;
  const sender = message.senders?.[0];
  const actor = message.createdBy ?? sender?.actorId ?? '';
  const authorKind = AUTHOR_KINDS[/^([A-Z])-/.exec(actor)?.[1] ?? ''] ?? 'system';
  const sentAt = instantOf(message.createdAt);
  return {
    source_id: message.id,
    version: instantOf(message.updatedAt) ?? sentAt ?? 0,
    conversation_kind: 'ticket',
    conversation_ref: ticketRef,
    author_kind: authorKind,
    author_ref: authorKind === 'agent' ? ownerOfUser(actor.slice(2), labels) : null,
    author: sender?.name ?? null,
    sent_at: isoOf(sentAt),
    text: message.text || plainText(message.richText ?? '') || null,
    public: message.type !== 'COMMENT',
    deleted_at: message.archived ? isoOf(instantOf(message.updatedAt) ?? sentAt) : null,
  };
}

function ownerOfUser(userId: string, labels: Labels | null): string | null {
  const owner = Object.entries(labels?.owners ?? {}).find(([, user]) => String(user) === userId);
  return owner?.[0] ?? null;
}

export const NOTE_PROPERTIES: readonly string[] = [
  ...['hs_note_body', 'hs_timestamp', 'hubspot_owner_id', 'hs_lastmodifieddate'],
];
export const EMAIL_PROPERTIES: readonly string[] = [
  ...['hs_email_text', 'hs_email_html', 'hs_email_direction', 'hs_timestamp'],
  ...['hubspot_owner_id', 'hs_lastmodifieddate'],
];

/** A note stands on the ticket for colleagues only. */
export function mapNote(note: CrmObject, ticketRef: string): MessageRow {
  return {
    ...engagement(note, ticketRef, 'note'),
    author_kind: 'agent',
    author_ref: textOf(note.properties, 'hubspot_owner_id'),
    text: plainText(textOf(note.properties, 'hs_note_body') ?? '') || null,
    public: false,
  };
}

export function mapEmail(email: CrmObject, ticketRef: string): MessageRow {
  const { properties } = email;
  const isIncoming = textOf(properties, 'hs_email_direction') === 'INCOMING_EMAIL';
  const text =
    textOf(properties, 'hs_email_text') ?? plainText(textOf(properties, 'hs_email_html') ?? '');
  return {
    ...engagement(email, ticketRef, 'email'),
    author_kind: isIncoming ? 'customer' : 'agent',
    author_ref: isIncoming ? null : textOf(properties, 'hubspot_owner_id'),
    text: text || null,
    public: true,
  };
}

/** Notes, e-mails and messages each count their ids for themselves. */
function engagement(object: CrmObject, ticketRef: string, kind: 'note' | 'email') {
  const sentAt = instantOf(object.properties.hs_timestamp) ?? instantOf(object.createdAt);
  return {
    source_id: `${kind}-${object.id}`,
    version: versionOf(object) ?? sentAt ?? 0,
    conversation_kind: 'ticket',
    conversation_ref: ticketRef,
    author: null,
    sent_at: isoOf(sentAt),
    deleted_at: null,
  } as const;
}
