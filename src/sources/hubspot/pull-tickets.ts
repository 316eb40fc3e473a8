import type { PageRows } from '../sync/page.ts';
import type { CrmObject } from './answers.ts';
import type { HubSpotApi } from './hubspot-api.ts';
import { nextAfter, searchAfter } from './keyset.ts';
import { type LabelRows, type Labels, stageKey } from './labels.ts';
import { lacksDurations, mapTicket, TICKET_PROPERTIES, type TicketDetails } from './map-ticket.ts';
import type { PullParts, Turned } from './pull.ts';
import type { UnderWay } from './pull-state.ts';
import { readDetails } from './read-details.ts';
import { type Optional, readLabels } from './read-labels.ts';
import { createdOf, textOf, versionOf } from './values.ts';

const SEARCH_PAGE = 200;

/** One page of tickets: of all of them in a full pass, else of those changed since. */
export async function pullTickets(state: UnderWay, parts: PullParts): Promise<Turned> {
  const { api, start } = parts;
  const { pass } = state;
  const found =
    pass.kind === 'full' ? await listTickets(state, api) : await searchTickets(state, api);
  const known = await start.known(
    'tickets',
    found.tickets.map(({ id }) => id),
  );
  const kept = keepRecent(found.tickets, start.notBefore, known);
  const isNew = (ticket: CrmObject): boolean => {
    const version = known.get(ticket.id);
    return version === undefined || version < (versionOf(ticket) ?? 0);
  };
  const { labels, rows: labelRows } = await labelsFor(kept, state.labels, parts);
  const isFull = pass.kind === 'full';
  const isChanged = (ticket: CrmObject): boolean =>
    isNew(ticket) || (isFull && lacksDurations(ticket, labels));
  const changed = kept.filter(isChanged);
  // A full pass shows everything it meets, since what it doesn't meet is gone.
  const unchanged = isFull ? kept.filter((ticket) => !isChanged(ticket)) : [];
  const rows = await mapTickets(changed, { api, optional: parts.optional, labels });
  return {
    plain: unchanged.length > 0 ? rowsOf(unchanged, labels, new Map()) : null,
    rows: { ...rows, ...labelRows },
    isDone: found.after === null,
    state: {
      ...state,
      labels,
      pass: {
        ...pass,
        after: found.after,
        done: pass.done + found.tickets.length,
        of: found.of,
        isThorough: pass.isThorough || kept.some(isNew),
      },
    },
  };
}

type Found = {
  readonly tickets: readonly CrmObject[];
  /** Null at the end. */
  readonly after: string | null;
  readonly of: number | null;
};

async function listTickets({ pass, labels }: UnderWay, api: HubSpotApi): Promise<Found> {
  const properties = labels?.properties ?? TICKET_PROPERTIES;
  const of =
    pass.of ??
    (await api.search('tickets', { filters: [], sort: 'hs_object_id', properties: [], limit: 1 }))
      .total ??
    null;
  const page = await api.list('tickets', { after: pass.after, properties });
  return { tickets: page.results, after: page.paging?.next?.after ?? null, of };
}

/** A new search for each page, for ids past the last one: no offset ever reaches a window's end, however many share one moment. */
async function searchTickets({ pass, labels }: UnderWay, api: HubSpotApi): Promise<Found> {
  const page = await searchAfter(pass.after, (lastId) =>
    api.search('tickets', {
      filters: [
        { propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: String(pass.since) },
        { propertyName: 'hs_lastmodifieddate', operator: 'LTE', value: String(pass.until) },
        { propertyName: 'hs_object_id', operator: 'GT', value: lastId },
      ],
      sort: 'hs_object_id',
      properties: labels?.properties ?? TICKET_PROPERTIES,
      limit: SEARCH_PAGE,
    }),
  );
  return { tickets: page.results, after: nextAfter(page), of: pass.of ?? page.total ?? null };
}

/** Also older ones that are here still: they were open when they became too old, and have to be seen closing. */
function keepRecent(
  tickets: readonly CrmObject[],
  notBefore: string | null,
  known: ReadonlyMap<string, number>,
): readonly CrmObject[] {
  if (notBefore === null) return tickets;
  const from = Date.parse(notBefore);
  return tickets.filter((ticket) => known.has(ticket.id) || (createdOf(ticket) ?? from) >= from);
}

/** Read again where a ticket names an owner or a stage that isn't among them; only once for each such one. */
async function labelsFor(
  tickets: readonly CrmObject[],
  labels: Labels | null,
  { api, optional, clock }: PullParts,
): Promise<{ readonly labels: Labels; readonly rows: LabelRows | null }> {
  const unknown = labels ? strangersIn(tickets, labels) : [];
  if (labels && unknown.length === 0) return { labels, rows: null };
  const read = await readLabels(api, optional, clock.now());
  const strangers = [...(labels?.strangers ?? []), ...strangersIn(tickets, read.labels)];
  return { labels: { ...read.labels, strangers }, rows: read.rows };
}

function strangersIn(tickets: readonly CrmObject[], labels: Labels): readonly string[] {
  const strangers = new Set(
    tickets.flatMap(({ properties }) => {
      const owner = textOf(properties, 'hubspot_owner_id');
      const stage = textOf(properties, 'hs_pipeline_stage');
      const key = stage && stageKey(textOf(properties, 'hs_pipeline') ?? '', stage);
      return [
        ...(owner !== null && !(owner in labels.owners) ? [owner] : []),
        ...(key !== null && !(key in labels.stages) ? [key] : []),
      ];
    }),
  );
  return [...strangers].filter((one) => !labels.strangers.includes(one));
}

/** Tickets with all that belongs to them. */
export async function mapTickets(
  tickets: readonly CrmObject[],
  {
    api,
    optional,
    labels,
  }: { readonly api: HubSpotApi; readonly optional: Optional; readonly labels: Labels | null },
): Promise<PageRows> {
  const { details, messages } = await readDetails(tickets, api, optional);
  return { ...rowsOf(tickets, labels, details), messages };
}

function rowsOf(
  tickets: readonly CrmObject[],
  labels: Labels | null,
  details: ReadonlyMap<string, TicketDetails>,
): PageRows {
  const mapped = tickets.map((ticket) => mapTicket(ticket, labels, details.get(ticket.id) ?? null));
  const good = mapped.filter((one) => 'ticket' in one);
  return {
    tickets: good.map(({ ticket }) => ticket),
    history: good.flatMap(({ history }) => history),
    gone: good.flatMap(({ gone }) => gone),
    rejects: mapped.filter((one) => 'reason' in one),
  };
}
