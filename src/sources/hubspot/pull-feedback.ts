import type { CrmObject } from './answers.ts';
import type { HubSpotApi } from './hubspot-api.ts';
import { nextAfter, searchAfter } from './keyset.ts';
import { FEEDBACK_PROPERTIES, mapRating, widenRanges } from './map-rating.ts';
import type { PullParts, Turned } from './pull.ts';
import { sinceOf, type UnderWay } from './pull-state.ts';
import { textOf } from './values.ts';

const SEARCH_PAGE = 200;

/** Answers to surveys, those about a ticket. */
export async function pullFeedback(state: UnderWay, { api, optional }: PullParts): Promise<Turned> {
  const { pass } = state;
  const page = await optional('feedback', () =>
    searchAfter(pass.after, (lastId) =>
      api.search('feedback_submissions', {
        filters: [
          {
            propertyName: 'hs_lastmodifieddate',
            operator: 'GTE',
            value: String(sinceOf(state, state.feedbackUntil)),
          },
          { propertyName: 'hs_lastmodifieddate', operator: 'LTE', value: String(pass.until) },
          { propertyName: 'hs_object_id', operator: 'GT', value: lastId },
        ],
        sort: 'hs_object_id',
        properties: FEEDBACK_PROPERTIES,
        limit: SEARCH_PAGE,
      }),
    ),
  );
  if (page === null) return { rows: {}, state, isDone: true };
  const ticketOf = await associatedTickets(page.results, api);
  const surveys = widenRanges(state.surveys, page.results);
  const mapped = page.results.flatMap(
    (submission) => mapRating(submission, ticketOf.get(submission.id) ?? null, surveys) ?? [],
  );
  const after = nextAfter(page);
  return {
    rows: {
      ratings: mapped.filter((one) => 'conversation_ref' in one),
      rejects: mapped.filter((one) => 'reason' in one),
    },
    isDone: after === null,
    state: {
      ...state,
      surveys: { ...surveys },
      feedbackUntil: after === null ? pass.until : state.feedbackUntil,
      pass: {
        ...pass,
        after,
        done: pass.done + page.results.length,
        of: pass.of ?? page.total ?? null,
      },
    },
  };
}

/** For those that don't name their ticket themselves. */
async function associatedTickets(
  submissions: readonly CrmObject[],
  api: HubSpotApi,
): Promise<ReadonlyMap<string, string>> {
  const ids = submissions
    .filter(({ properties }) => textOf(properties, 'hs_ticket_id') === null)
    .map(({ id }) => id);
  const tickets = await api.associated('feedback_submissions', 'tickets', ids);
  return new Map([...tickets].flatMap(([id, [first]]) => (first ? [[id, first] as const] : [])));
}
