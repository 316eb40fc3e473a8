import type { MessageRow, Reject } from '../sync/page.ts';
import { comment as commentShape, type ZendeskComment, type ZendeskObject } from './answers.ts';
import { problemWords } from './map-ticket.ts';
import { isoTime } from './values.ts';

/** A comment and what tells who wrote it: also what is kept of a rejected one. */
export type CommentParts = {
  readonly comment: ZendeskObject;
  readonly ticketId: number;
  /** Of the ticket when its comments were read: a redacted comment has no stamp of its own. */
  readonly version: number;
  readonly requesterId: number | null;
  readonly author: { readonly isAgent: boolean; readonly name: string | null } | null;
};

export type MappedComment =
  | { readonly kind: 'row'; readonly row: MessageRow }
  | { readonly kind: 'reject'; readonly reject: Reject };

const SYSTEM_AUTHOR = -1;

export function mapComment(parts: CommentParts): MappedComment {
  const parsed = commentShape.safeParse(parts.comment);
  if (!parsed.success) return reject(parts, problemWords(parsed.error.issues[0]));
  const comment = parsed.data;
  const sentAt = isoTime(comment.created_at);
  if (sentAt === null) return reject(parts, 'created_at is no time');
  const authorKind = authorKindOf(comment, parts);
  if (authorKind === null) return reject(parts, 'its author is no user of Zendesk any more');
  const isPerson = authorKind === 'agent' || authorKind === 'customer';
  return {
    kind: 'row',
    row: {
      source_id: String(comment.id),
      version: parts.version,
      conversation_kind: 'ticket',
      conversation_ref: String(parts.ticketId),
      author_kind: authorKind,
      author_ref: authorKind === 'agent' ? String(comment.author_id) : null,
      author: isPerson ? (parts.author?.name ?? null) : null,
      sent_at: sentAt,
      text: comment.body ?? comment.plain_body ?? null,
      public: comment.public,
      deleted_at: null,
    },
  };
}

/** Triggers and automations write in the name of a person. Only agents write what isn't public. */
function authorKindOf(
  { author_id: authorId, via, public: isPublic }: ZendeskComment,
  { author, requesterId }: CommentParts,
): MessageRow['author_kind'] | null {
  if (via?.channel === 'system' || authorId === SYSTEM_AUTHOR) return 'system';
  if (via?.channel === 'rule') return 'bot';
  if (author) return author.isAgent ? 'agent' : 'customer';
  if (authorId === requesterId) return 'customer';
  return isPublic ? null : 'agent';
}

function reject(parts: CommentParts, reason: string): MappedComment {
  const sourceId = String(parts.comment.id);
  return {
    kind: 'reject',
    reject: { entity: 'messages', source_id: sourceId, reason, raw: parts },
  };
}

/** The parts of a comment as a reject kept them; null where they aren't all there. */
export function readCommentParts(raw: unknown): CommentParts | null {
  const kept: Readonly<Record<string, unknown>> = Object(raw);
  const { ticketId, version, requesterId } = kept;
  const id = Object(kept.comment).id;
  if (typeof id !== 'number' || typeof ticketId !== 'number' || typeof version !== 'number') {
    return null;
  }
  const { isAgent, name } = Object(kept.author);
  return {
    comment: { ...Object(kept.comment), id },
    ticketId,
    version,
    requesterId: typeof requesterId === 'number' ? requesterId : null,
    author:
      typeof isAgent === 'boolean'
        ? { isAgent, name: typeof name === 'string' ? name : null }
        : null,
  };
}

/** The ticket another one went into, from the comment that merging left on it. */
export function mergedIntoOf(comments: readonly ZendeskObject[], ticketId: number): string | null {
  for (const raw of [...comments].reverse()) {
    const { data: comment } = commentShape.safeParse(raw);
    const source = comment?.via?.source;
    const target = Object(source?.to).ticket_id;
    const named = /\bmerged into request #(\d+)/i.exec(comment?.body ?? '')?.[1];
    const into = source?.rel === 'merge' && target !== undefined ? String(target) : named;
    if (into !== undefined && into !== String(ticketId)) return into;
  }
  return null;
}
