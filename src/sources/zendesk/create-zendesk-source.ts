import type { Clock } from '../../core/clock.ts';
import type { SourceSecrets, SourcesConfig } from '../../core/source-config.ts';
import type { PageRows } from '../sync/page.ts';
import type { TicketSource } from '../sync/ticket-source.ts';
import { ticketList } from './answers.ts';
import { checkAccess } from './check-access.ts';
import { gatherRows } from './gather-rows.ts';
import { createPeople } from './people.ts';
import { type PullSizes, pullZendesk, USUAL_SIZES } from './pull-zendesk.ts';
import { remap } from './remap.ts';
import { confirmChange, writeChange } from './write-change.ts';
import { createZendeskApi, type ZendeskHttp } from './zendesk-api.ts';

/** Changed whenever a row would come out of the same answer differently. */
const MAPPING = 'zendesk-1';
const MOST_IDS = 100;

export type ZendeskOptions = {
  readonly config: NonNullable<SourcesConfig['zendesk']>;
  readonly secrets: NonNullable<SourceSecrets['zendesk']>;
  readonly clock: Clock;
  /** Limits and patience other than Zendesk's, and what tests put in place of the network. */
  readonly http?: ZendeskHttp;
  readonly sizes?: PullSizes;
};

/** Zendesk Support: tickets by the cursor export, their comments, metrics and ratings; changes by updates that notice others' changes. */
export function createZendeskSource({
  config: { baseUrl },
  secrets,
  clock,
  http = {},
  sizes = USUAL_SIZES,
}: ZendeskOptions): TicketSource {
  const api = createZendeskApi({ baseUrl, secrets, clock, http });

  async function readTickets(
    ticketRefs: readonly string[],
    signal: AbortSignal,
  ): Promise<PageRows> {
    const pages: PageRows[] = [];
    for (let at = 0; at < ticketRefs.length; at += MOST_IDS) {
      const answer = await api.ask({
        method: 'GET',
        path: '/api/v2/tickets/show_many',
        query: {
          ids: ticketRefs.slice(at, at + MOST_IDS).join(','),
          include: 'metric_sets,users,groups,organizations',
        },
        what: 'read tickets',
        schema: ticketList,
        signal,
      });
      const people = createPeople(api, signal);
      pages.push(await gatherRows(answer.tickets, answer, { api, people, baseUrl, signal }));
    }
    return {
      tickets: pages.flatMap((page) => page.tickets ?? []),
      messages: pages.flatMap((page) => page.messages ?? []),
      agents: pages.flatMap((page) => page.agents ?? []),
      groups: pages.flatMap((page) => page.groups ?? []),
      gone: pages.flatMap((page) => page.gone ?? []),
      rejects: pages.flatMap((page) => page.rejects ?? []),
    };
  }

  return {
    name: 'zendesk',
    label: 'Zendesk',
    mapping: MAPPING,
    test: (signal) => checkAccess({ api, clock, signal }),
    pull: (start) => pullZendesk(start, { api, baseUrl, clock, sizes }),
    remap: (reject) => remap(reject, baseUrl),
    write: (request, signal) => writeChange(request, api, signal),
    confirm: (request, signal) => confirmChange(request, api, signal),
    readTickets,
    traffic: api.traffic,
  };
}
