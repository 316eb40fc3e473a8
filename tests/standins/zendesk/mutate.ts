import type { Account, StoredStatus, StoredTicket } from './account.ts';
import { AGENTS } from './account.ts';

export type Mutations = ReturnType<typeof mutationsOf>;

/** Everything that people and machines do in an account while it is being read. Arguments are JSON, so that another process can ask for it. */
export function mutationsOf(account: Account) {
  function create(fields: Partial<StoredTicket> = {}): number {
    account.lastId += 1;
    const now = account.now();
    const ticket: StoredTicket = {
      id: account.lastId,
      createdAt: now,
      updatedAt: now,
      generated: 0,
      subject: `Ticket ${account.lastId}`,
      description: 'Help',
      status: 'new',
      priority: null,
      channel: 'web',
      requesterId: 10_001,
      assigneeId: null,
      groupId: null,
      organizationId: null,
      tags: [],
      comments: [],
      rating: null,
      statusAt: now,
      solvedAt: null,
      firstReplyAt: null,
      reopens: 0,
      ...fields,
    };
    account.changed(ticket);
    return ticket.id;
  }

  function comment(
    id: number,
    authorId: number,
    body: string,
    options: {
      readonly isPublic?: boolean;
      readonly channel?: string;
      readonly into?: number;
    } = {},
  ): number {
    const ticket = account.hold(id);
    const at = account.now();
    const isPublic = options.isPublic ?? true;
    const commentId = account.nextId();
    ticket.comments = [
      ...ticket.comments,
      {
        id: commentId,
        authorId,
        body,
        isPublic,
        at,
        channel: options.channel ?? 'web',
        mergedInto: options.into ?? null,
      },
    ];
    const isReply = isPublic && options.channel === undefined && isAgent(authorId);
    if (isReply) ticket.firstReplyAt ??= at;
    account.changed(ticket);
    return commentId;
  }

  function setStatus(id: number, status: StoredStatus): void {
    const ticket = account.hold(id);
    const isSolved = (one: StoredStatus) => one === 'solved' || one === 'closed';
    if (isSolved(status) && !isSolved(ticket.status)) ticket.solvedAt = account.now();
    if (!isSolved(status) && isSolved(ticket.status)) ticket.reopens += 1;
    ticket.status = status;
    ticket.statusAt = account.now();
    account.changed(ticket);
  }

  function change(
    id: number,
    fields: Partial<
      Pick<StoredTicket, 'subject' | 'priority' | 'assigneeId' | 'groupId' | 'tags' | 'requesterId'>
    >,
  ): void {
    const ticket = account.hold(id);
    Object.assign(ticket, fields);
    account.changed(ticket);
  }

  /** A system's doing: the stamp moves, `updated_at` doesn't. */
  function touch(id: number): void {
    account.changed(account.hold(id), { isSilent: true });
  }

  function rate(id: number, score: string, words: string | null = null): void {
    const ticket = account.hold(id);
    const ratingId = account.nextId();
    const at = account.now();
    account.ratings.push({ id: ratingId, ticketId: id, score, comment: words, at });
    ticket.rating = { id: ratingId, score, comment: words };
    account.changed(ticket);
  }

  function merge(id: number, into: number): void {
    comment(id, 901, `This request was closed and merged into request #${into}.`, {
      isPublic: false,
      into,
    });
    comment(into, 901, `Request #${id} was closed and merged into this one.`, { isPublic: false });
    const ticket = account.hold(id);
    ticket.tags = [...ticket.tags, 'closed_by_merge'];
    setStatus(id, 'closed');
  }

  function scrub(id: number): void {
    const ticket = account.hold(id);
    ticket.subject = 'SCRUBBED';
    ticket.description = 'SCRUBBED';
    ticket.comments = [];
    account.changed(ticket, { isSilent: true });
  }

  function redact(id: number, commentId: number): void {
    const ticket = account.hold(id);
    ticket.comments = ticket.comments.map((one) =>
      one.id === commentId ? { ...one, body: '▇▇▇▇' } : one,
    );
    account.changed(ticket, { isSilent: true });
  }

  return {
    create,
    comment,
    setStatus,
    change,
    touch,
    rate,
    merge,
    /** Stays in the export as a husk. */
    remove: (id: number) => setStatus(id, 'deleted'),
    scrub,
    /** Not even the export knows it any more. */
    purge: (id: number) => void account.purged.add(id),
    redact,
    renameUser: (id: number, name: string) => {
      const user = account.user(id);
      if (user) account.users.set(id, { ...user, name });
    },
    purgeUser: (id: number) => void account.purgedUsers.add(id),
  };
}

function isAgent(id: number): boolean {
  return AGENTS.some((agent) => agent.id === id);
}
