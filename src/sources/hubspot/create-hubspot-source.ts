import type { Clock } from '../../core/clock.ts';
import type { SourceSecrets, SourcesConfig } from '../../core/source-config.ts';
import { createSourceHttp, type SourceHttpOptions } from '../http/create-source-http.ts';
import type { PageRows, Reject } from '../sync/page.ts';
import type { TicketSource } from '../sync/ticket-source.ts';
import { crmObject } from './answers.ts';
import { changeTicket, isChangeMade } from './change-ticket.ts';
import { checkAccount } from './check-account.ts';
import {
  HUBSPOT_LIMITS,
  HUBSPOT_PASSING,
  hubSpotFailure,
  hubSpotLimit,
  TOKEN_REMEDY,
} from './failures.ts';
import { gatherPages, ROWS_A_PAGE } from './gather-pages.ts';
import { createHubSpotApi, type HubSpotApi } from './hubspot-api.ts';
import type { Labels } from './labels.ts';
import { mapRating } from './map-rating.ts';
import { mapTicket, TICKET_PROPERTIES } from './map-ticket.ts';
import { PATHS } from './paths.ts';
import { optionalParts, pullHubSpot } from './pull.ts';
import { mapTickets } from './pull-tickets.ts';
import { readLabels } from './read-labels.ts';

export type HubSpotOptions = {
  readonly config: NonNullable<SourcesConfig['hubspot']>;
  readonly secrets: NonNullable<SourceSecrets['hubspot']>;
  readonly clock: Clock;
  /** Limits and patience other than HubSpot's, and what tests put in place of the network. */
  readonly http?: Pick<
    Partial<SourceHttpOptions>,
    'limits' | 'patience' | 'fetch' | 'sleep' | 'random'
  >;
  /** About how many rows are gathered for one page. */
  readonly rowsAPage?: number;
};

/** Changes with what rows are made of; rejects made under another one are tried again. */
const MAPPING = 'hubspot-1';

/** HubSpot's tickets, with their threads, notes, e-mails and ratings. */
export function createHubSpotSource({
  config,
  secrets,
  clock,
  http,
  rowsAPage = ROWS_A_PAGE,
}: HubSpotOptions): TicketSource {
  // What values mean, as last read; a pull's state carries its own.
  let labels: Labels | null = null;
  const client = createSourceHttp({
    label: 'HubSpot',
    baseUrl: config.baseUrl,
    headers: () => ({ authorization: `Bearer ${secrets.token}` }),
    secrets: [secrets.token],
    remedy: TOKEN_REMEDY,
    limits: HUBSPOT_LIMITS,
    passing: HUBSPOT_PASSING,
    readLimit: http?.limits ? () => null : hubSpotLimit,
    readFailure: (failure) =>
      hubSpotFailure(failure, {
        zoneOf: () => labels?.account?.zone ?? null,
        now: () => clock.now(),
      }),
    clock,
    ...http,
  });
  const apiFor = (signal: AbortSignal): HubSpotApi =>
    createHubSpotApi(client, PATHS[config.api], signal);

  return {
    name: 'hubspot',
    label: 'HubSpot',
    mapping: MAPPING,
    traffic: client.traffic,
    async test(signal) {
      return { source: 'hubspot', label: 'HubSpot', ...(await checkAccount(apiFor(signal))) };
    },
    pull: (start) =>
      gatherPages(
        pullHubSpot({ api: apiFor(start.signal), start, clock }, (state) => {
          labels = state.labels;
        }),
        { clock, rows: rowsAPage },
      ),
    remap: (reject) => remap(reject, labels),
    write: (request, signal) => changeTicket(request, apiFor(signal), clock.now()),
    async confirm(request, signal) {
      return (await isChangeMade(request, apiFor(signal))) ? 'made' : 'not-made';
    },
    async readTickets(ticketRefs, signal) {
      const api = apiFor(signal);
      const optional = optionalParts(new Set());
      labels ??= (await readLabels(api, optional, clock.now())).labels;
      const tickets = await api.read('tickets', ticketRefs, { properties: TICKET_PROPERTIES });
      return mapTickets(tickets, { api, optional, labels });
    },
  };
}

/** What still can't be a row stays a reject. */
function remap(reject: Reject, labels: Labels | null): PageRows {
  const parsed = crmObject.safeParse(reject.raw);
  if (!parsed.success) return { rejects: [reject] };
  if (reject.entity === 'ratings') {
    const mapped = mapRating(parsed.data, null, {});
    if (mapped === null) return {};
    return 'reason' in mapped ? { rejects: [mapped] } : { ratings: [mapped] };
  }
  const mapped = mapTicket(parsed.data, labels, null);
  return 'reason' in mapped ? { rejects: [mapped] } : { tickets: [mapped.ticket] };
}
