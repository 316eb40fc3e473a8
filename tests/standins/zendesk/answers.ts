import type { StandInAnswer } from '../kit/stand-in.ts';
import type { Account, StoredComment, StoredTicket, StoredUser } from './account.ts';

/** Errors in the three shapes Zendesk has, and OAuth's. */
export const problem = {
  record: (status: number, error: string, description: string): StandInAnswer => ({
    status,
    body: { error, description, details: { base: [{ description, error }] } },
  }),
  titled: (status: number, title: string, message: string): StandInAnswer => ({
    status,
    body: { error: { title, message } },
  }),
  listed: (status: number, title: string, detail: string): StandInAnswer => ({
    status,
    body: { errors: [{ code: title, title, detail }] },
  }),
  oauth: (status: number, error: string, description: string): StandInAnswer => ({
    status,
    body: { error, error_description: description },
  }),
};

const iso = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

export function ticketAnswer(ticket: StoredTicket, baseUrl: string) {
  const isMerged = ticket.tags.includes('closed_by_merge');
  return {
    id: ticket.id,
    url: `${baseUrl}/api/v2/tickets/${ticket.id}.json`,
    external_id: null,
    created_at: iso(ticket.createdAt),
    updated_at: iso(ticket.updatedAt),
    generated_timestamp: ticket.generated,
    type: null,
    subject: ticket.subject,
    raw_subject: ticket.subject,
    description: ticket.description,
    priority: ticket.priority,
    status: ticket.status,
    requester_id: ticket.requesterId,
    submitter_id: ticket.requesterId,
    assignee_id: ticket.assigneeId,
    organization_id: ticket.organizationId,
    group_id: ticket.groupId,
    tags: ticket.tags,
    via: {
      channel: ticket.channel,
      source: { from: {}, to: {}, rel: isMerged ? 'merge' : null },
    },
    custom_fields: [{ id: 27_642, value: '745' }],
    satisfaction_rating: ticket.rating ?? { score: 'unoffered' },
    is_public: true,
  };
}

export function metricAnswer(ticket: StoredTicket) {
  const { createdAt, firstReplyAt } = ticket;
  const seconds = firstReplyAt === null ? null : Math.round((firstReplyAt - createdAt) / 1000);
  return {
    id: ticket.id + 1,
    ticket_id: ticket.id,
    created_at: iso(createdAt),
    updated_at: iso(ticket.updatedAt),
    reopens: ticket.reopens,
    replies: 1,
    status_updated_at: iso(ticket.statusAt),
    solved_at: isoOrNull(ticket.solvedAt),
    reply_time_in_minutes: {
      calendar: seconds === null ? null : Math.floor(seconds / 60),
      business: null,
    },
    reply_time_in_seconds: { calendar: seconds },
  };
}

export function userAnswer(user: StoredUser) {
  return { ...user, suspended: false, created_at: '2024-02-01T10:00:00Z' };
}

export function commentAnswer(comment: StoredComment) {
  const { mergedInto } = comment;
  const source =
    mergedInto === null
      ? { from: {}, to: {}, rel: null }
      : { from: {}, to: { ticket_id: mergedInto }, rel: 'merge' };
  return {
    id: comment.id,
    type: 'Comment',
    author_id: comment.authorId,
    body: comment.body,
    html_body: `<p>${comment.body}</p>`,
    plain_body: comment.body,
    public: comment.isPublic,
    attachments: [],
    audit_id: comment.id + 7,
    created_at: iso(comment.at),
    via: { channel: comment.channel, source },
  };
}

/** Users, groups and organisations that tickets name. */
export function sideLoads(account: Account, tickets: readonly StoredTicket[]) {
  const userIds = new Set(
    tickets.flatMap(({ requesterId, assigneeId }) => [
      requesterId,
      ...(assigneeId ? [assigneeId] : []),
    ]),
  );
  const organizationIds = new Set(tickets.flatMap(({ organizationId: id }) => (id ? [id] : [])));
  return {
    users: [...userIds].flatMap((id) => {
      const user = account.user(id);
      return user ? [userAnswer(user)] : [];
    }),
    organizations: [...organizationIds].map((id) => account.organization(id)),
  };
}
