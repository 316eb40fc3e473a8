import {
  commentPage,
  type MetricSet,
  metricsAnswer,
  type ZendeskObject,
  type ZendeskUser,
} from './answers.ts';
import { walkPages } from './walk-pages.ts';
import type { ZendeskApi } from './zendesk-api.ts';

export type Comments = {
  readonly comments: readonly ZendeskObject[];
  readonly users: readonly ZendeskUser[];
};

/** All comments of a ticket, oldest first; none where it has been removed meanwhile. */
export async function readComments(
  api: ZendeskApi,
  ticketId: number,
  signal: AbortSignal,
): Promise<Comments> {
  const comments = new Map<number, ZendeskObject>();
  const users: ZendeskUser[] = [];
  const what = `read the comments of ticket ${ticketId}`;
  const pages = walkPages(what, (after) =>
    api.find({
      method: 'GET',
      path: `/api/v2/tickets/${ticketId}/comments`,
      query: {
        include: 'users',
        'page[size]': 100,
        ...(after !== null && { 'page[after]': after }),
      },
      what,
      schema: commentPage,
      answers: [404],
      signal,
    }),
  );
  for await (const page of pages) {
    for (const comment of page.comments) comments.set(comment.id, comment);
    users.push(...(page.users ?? []));
  }
  return { comments: [...comments.values()], users };
}

/** For tickets the export gave none with; null where there are none. */
export async function readMetrics(
  api: ZendeskApi,
  ticketId: number,
  signal: AbortSignal,
): Promise<MetricSet | null> {
  const answer = await api.find({
    method: 'GET',
    path: `/api/v2/tickets/${ticketId}/metrics`,
    what: `read the metrics of ticket ${ticketId}`,
    schema: metricsAnswer,
    answers: [404],
    signal,
  });
  const several = answer?.ticket_metrics;
  const [first] = Array.isArray(several) ? several : [several];
  return answer?.ticket_metric ?? first ?? null;
}
