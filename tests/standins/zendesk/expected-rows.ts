import type { Account, StoredComment, StoredTicket } from './account.ts';

const STAGES = {
  new: ['open', 'New'],
  open: ['open', 'Open'],
  pending: ['pending', 'Pending'],
  hold: ['pending', 'On hold'],
  solved: ['solved', 'Solved'],
  closed: ['closed', 'Closed'],
  deleted: ['closed', 'Deleted'],
} as const;
const CHANNELS: Readonly<Record<string, string>> = {
  web: 'Web',
  email: 'Email',
  chat: 'Chat',
  native_messaging: 'Messaging',
  voice: 'Phone',
  api: 'API',
  facebook: 'Facebook',
};

/** What the store has to hold of an account's living tickets, worked out from the account itself. */
export function expectedRows(account: Account, baseUrl: string) {
  const living = [...account.tickets()].filter(
    ({ status, tags }) => status !== 'deleted' && !tags.includes('closed_by_merge'),
  );
  const byId = (a: { readonly source_id: string }, b: { readonly source_id: string }) =>
    a.source_id < b.source_id ? -1 : 1;
  return {
    tickets: living.map((ticket) => expectedTicket(account, ticket, baseUrl)).sort(byId),
    messages: living
      .flatMap((ticket) => ticket.comments.map((one) => expectedMessage(account, ticket, one)))
      .sort(byId),
    ratings: account.ratings
      .map(({ id, ticketId, score }) => ({
        source_id: String(id),
        conversation_ref: String(ticketId),
        rating: starsOf(score),
      }))
      .sort(byId),
  };
}

const iso = (at: number): string => new Date(Math.floor(at / 1000) * 1000).toISOString();
const refOf = (id: number | null): string | null => (id === null ? null : String(id));
const starsOf = (score: string): number | null =>
  ({ good: 5, bad: 1 })[score.split('_')[0] ?? ''] ?? null;

function expectedTicket(account: Account, ticket: StoredTicket, baseUrl: string) {
  const [status, stage] = STAGES[ticket.status];
  const requester = account.user(ticket.requesterId);
  const isResolved = status === 'solved' || status === 'closed';
  const replySeconds =
    ticket.firstReplyAt === null
      ? null
      : Math.round((ticket.firstReplyAt - ticket.createdAt) / 1000);
  const stars = starsOf(ticket.rating?.score ?? '');
  return {
    source_id: String(ticket.id),
    version: ticket.generated * 1000,
    status,
    stage,
    subject: ticket.subject,
    description: ticket.description,
    priority: ticket.priority === 'normal' ? 'medium' : ticket.priority,
    channel: CHANNELS[ticket.channel],
    tags: ticket.tags,
    agent_ref: refOf(ticket.assigneeId),
    group_ref: refOf(ticket.groupId),
    customer_ref: String(ticket.requesterId),
    customer_name: requester?.name ?? null,
    customer_email: requester?.email ?? null,
    company: ticket.organizationId === null ? null : `Company ${ticket.organizationId}`,
    created_at: iso(ticket.createdAt),
    first_response_at:
      replySeconds === null
        ? null
        : iso(Math.floor(ticket.createdAt / 1000) * 1000 + replySeconds * 1000),
    resolved_at: isResolved && ticket.solvedAt !== null ? iso(ticket.solvedAt) : null,
    closed_at: ticket.status === 'closed' ? iso(ticket.statusAt) : null,
    updated_at: iso(ticket.updatedAt),
    reopen_count: ticket.reopens,
    rating: stars,
    rating_comment: stars === null ? null : (ticket.rating?.comment ?? null),
    url: `${baseUrl}/agent/tickets/${ticket.id}`,
    deleted_at: null,
    merged_into: null,
  };
}

function expectedMessage(account: Account, ticket: StoredTicket, comment: StoredComment) {
  const author = account.user(comment.authorId);
  const byMachine = { system: 'system', rule: 'bot' }[comment.channel];
  const kind = byMachine ?? (author?.role === 'end-user' ? 'customer' : 'agent');
  return {
    source_id: String(comment.id),
    conversation_kind: 'ticket',
    conversation_ref: String(ticket.id),
    author_kind: kind,
    author_ref: kind === 'agent' ? String(comment.authorId) : null,
    author: byMachine ? null : (author?.name ?? null),
    sent_at: iso(comment.at),
    text: comment.body,
    public: comment.isPublic,
    deleted_at: null,
  };
}
