import type { StandInAnswer, StandInRequest } from '../kit/stand-in.ts';
import type { Account, StoredStatus, StoredTicket } from './account.ts';
import { GROUPS } from './account.ts';
import {
  commentAnswer,
  metricAnswer,
  problem,
  sideLoads,
  ticketAnswer,
  userAnswer,
} from './answers.ts';
import type { Mutations } from './mutate.ts';

export type Route = {
  readonly request: StandInRequest;
  readonly account: Account;
  readonly mutations: Mutations;
  readonly baseUrl: string;
};

const NOT_FOUND = problem.record(404, 'RecordNotFound', 'Not found');

export function answerTicket(route: Route): StandInAnswer {
  const { request, account } = route;
  const [, id, rest] = /^\/api\/v2\/tickets\/(\d+)(?:\/(\w+))?$/.exec(request.path) ?? [];
  if (request.path === '/api/v2/tickets/show_many') return showMany(route);
  const ticket = account.find(Number(id));
  if (!ticket) return NOT_FOUND;
  // Only the export still knows a deleted one.
  if (ticket.status === 'deleted') return NOT_FOUND;
  if (rest === 'comments') return listComments(route, ticket);
  if (rest === 'metrics') return { body: { ticket_metric: metricAnswer(ticket) } };
  if (request.method === 'PUT') return update(route, ticket);
  return { body: { ticket: ticketAnswer(ticket, route.baseUrl) } };
}

function showMany({ request, account, baseUrl }: Route): StandInAnswer {
  const ids = (request.query.get('ids') ?? '').split(',').map(Number);
  const tickets = ids
    .map((id) => account.find(id))
    .filter((ticket): ticket is StoredTicket => ticket !== null && ticket.status !== 'deleted');
  return {
    body: {
      tickets: tickets.map((ticket) => ticketAnswer(ticket, baseUrl)),
      ...sideLoads(account, tickets),
      groups: GROUPS,
      metric_sets: tickets.map(metricAnswer),
    },
  };
}

function listComments({ request, account }: Route, ticket: StoredTicket): StandInAnswer {
  const size = Number(request.query.get('page[size]') ?? 100);
  const from = Number(request.query.get('page[after]') ?? 0);
  const shown = ticket.comments.slice(from, from + size);
  const authors = [...new Set(shown.map(({ authorId }) => authorId))];
  const next = from + size;
  return {
    body: {
      comments: shown.map(commentAnswer),
      users: authors.flatMap((id) => {
        const user = account.user(id);
        return user ? [userAnswer(user)] : [];
      }),
      meta: {
        has_more: next < ticket.comments.length,
        after_cursor: String(next),
        before_cursor: 'x',
      },
      links: { next: null, prev: null },
    },
  };
}

type Asked = {
  readonly status?: StoredStatus;
  readonly priority?: string;
  readonly assignee_id?: number | null;
  readonly comment?: { readonly body: string; readonly public?: boolean };
  readonly safe_update?: boolean;
  readonly updated_stamp?: string;
};

function update(
  { request, account, mutations, baseUrl }: Route,
  ticket: StoredTicket,
): StandInAnswer {
  const asked: Asked = Object(Object(request.body).ticket);
  const stamp = ticketAnswer(ticket, baseUrl).updated_at;
  if (asked.safe_update && asked.updated_stamp !== stamp) {
    return problem.record(409, 'UpdateConflict', 'The ticket was changed meanwhile');
  }
  if (ticket.status === 'closed') {
    return problem.record(422, 'RecordInvalid', 'Status: closed prevents ticket update');
  }
  if (asked.assignee_id && account.user(asked.assignee_id)?.role === 'end-user') {
    return problem.record(422, 'RecordInvalid', 'Assignee is no agent');
  }
  const { id } = ticket;
  if (asked.priority !== undefined) mutations.change(id, { priority: asked.priority });
  if (asked.assignee_id !== undefined) mutations.change(id, { assigneeId: asked.assignee_id });
  if (asked.status !== undefined) mutations.setStatus(id, asked.status);
  if (asked.comment) {
    // Whoever doesn't say otherwise writes to the customer.
    mutations.comment(id, 901, asked.comment.body, { isPublic: asked.comment.public ?? true });
  }
  return {
    body: {
      ticket: ticketAnswer(account.hold(id), baseUrl),
      audit: { id: account.nextId(), ticket_id: id, author_id: 901, events: [] },
    },
  };
}
