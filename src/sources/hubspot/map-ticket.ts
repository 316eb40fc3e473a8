import type { GoneRow, HistoryRow, Reject, TicketRow } from '../sync/page.ts';
import type { CrmObject } from './answers.ts';
import { type Labels, stageKey } from './labels.ts';
import { historyOf, mergedAway, reopeningsIn } from './ticket-history.ts';
import { createdOf, durationOf, instantOf, isoOf, textOf, versionOf } from './values.ts';

/** Asked of every ticket. */
export const TICKET_PROPERTIES: readonly string[] = [
  ...['subject', 'content', 'hs_pipeline', 'hs_pipeline_stage', 'hs_ticket_priority'],
  ...['hs_ticket_category', 'hubspot_owner_id', 'source_type', 'createdate', 'closed_date'],
  ...['hs_lastmodifieddate', 'time_to_close', 'time_to_first_agent_reply'],
  ...['first_agent_reply_date', 'hs_merged_object_ids'],
  'hs_conversations_originating_thread_id',
];
/** Computed later than the search index takes notice: null there, and filled where a ticket is read by id. */
export const CALCULATED_PROPERTIES: readonly string[] = [
  ...['time_to_close', 'time_to_first_agent_reply', 'first_agent_reply_date'],
  ...['closed_date', 'hs_lastmodifieddate'],
];

/** What is known of a ticket beside itself; read for those that changed. */
export type TicketDetails = {
  /** Null: not read, for want of a scope. */
  readonly customer: {
    readonly ref: string | null;
    readonly name: string | null;
    readonly email: string | null;
    readonly company: string | null;
  } | null;
  /** The ticket read by id; null where it wasn't found. */
  readonly whole: CrmObject | null;
};

export type MappedTicket = {
  readonly ticket: TicketRow;
  readonly history: readonly HistoryRow[];
  readonly gone: readonly GoneRow[];
};

const PRIORITIES: Readonly<Record<string, TicketRow['priority']>> = {
  LOW: 'low',
  MEDIUM: 'medium',
  HIGH: 'high',
  URGENT: 'urgent',
};
const CHANNELS: Readonly<Record<string, string>> = {
  EMAIL: 'Email',
  CHAT: 'Chat',
  FORM: 'Form',
  PHONE: 'Phone',
};

/** A ticket as the store has them, or why it can't be one. */
export function mapTicket(
  found: CrmObject,
  labels: Labels | null,
  details: TicketDetails | null,
): MappedTicket | Reject {
  const ticket = withCalculated(found, details?.whole ?? null);
  const { properties } = ticket;
  const createdAt = createdOf(ticket);
  const version = versionOf(ticket);
  if (createdAt === null || version === null) {
    const which = createdAt === null ? 'createdate' : 'hs_lastmodifieddate';
    const given = textOf(properties, which) ?? 'nothing';
    return {
      entity: 'tickets',
      source_id: ticket.id,
      reason: `${which} is no time (${given.slice(0, 40)})`,
      raw: found,
    };
  }
  const history = details?.whole ? historyOf(ticket.id, details.whole) : [];
  const row: TicketRow = {
    source_id: ticket.id,
    version,
    subject: textOf(properties, 'subject'),
    description: textOf(properties, 'content'),
    stage_ref: textOf(properties, 'hs_pipeline_stage'),
    pipeline_ref: textOf(properties, 'hs_pipeline'),
    priority: PRIORITIES[textOf(properties, 'hs_ticket_priority')?.toUpperCase() ?? ''] ?? null,
    channel: channelOf(textOf(properties, 'source_type'), labels),
    ...categoryOf(textOf(properties, 'hs_ticket_category'), labels),
    agent_ref: textOf(properties, 'hubspot_owner_id'),
    created_at: isoOf(createdAt),
    first_response_at: isoOf(firstResponseOf(ticket, createdAt)),
    ...closingOf(ticket, createdAt, labels),
    updated_at: isoOf(version),
    url: urlOf(ticket.id, labels),
    deleted_at: null,
    ...(details?.customer && {
      customer_ref: details.customer.ref,
      customer_name: details.customer.name,
      customer_email: details.customer.email,
      company: details.customer.company,
    }),
    ...(details?.whole && { reopen_count: reopeningsIn(details.whole, ticket, labels) }),
  };
  return { ticket: row, history, gone: details ? mergedAway(ticket, version, details.whole) : [] };
}

/** Null where the search index hadn't it yet: as the ticket read by id has it, if that is the same state or a newer one. */
function withCalculated(found: CrmObject, whole: CrmObject | null): CrmObject {
  if (whole === null || (versionOf(whole) ?? 0) < (versionOf(found) ?? 0)) return found;
  const filled = CALCULATED_PROPERTIES.filter(
    (name) => name !== 'hs_lastmodifieddate' && textOf(found.properties, name) === null,
  ).map((name) => [name, whole.properties[name]]);
  return { ...found, properties: { ...found.properties, ...Object.fromEntries(filled) } };
}

/** Closed, and HubSpot hasn't said yet how long that took. */
export function lacksDurations({ properties }: CrmObject, labels: Labels | null): boolean {
  const isClosed = statusOf(properties, labels) === 'closed';
  return isClosed && durationOf(properties, 'time_to_close') === null;
}

function statusOf(
  properties: CrmObject['properties'],
  labels: Labels | null,
): Labels['stages'][string] | undefined {
  const pipelineRef = textOf(properties, 'hs_pipeline') ?? '';
  return labels?.stages[stageKey(pipelineRef, textOf(properties, 'hs_pipeline_stage') ?? '')];
}

function firstResponseOf({ properties }: CrmObject, createdAt: number): number | null {
  const tookMs = durationOf(properties, 'time_to_first_agent_reply');
  return tookMs === null ? instantOf(properties.first_agent_reply_date) : createdAt + tookMs;
}

/** A ticket in an open stage isn't closed, whatever an earlier closing left behind. In a stage nobody knows, the date stands. */
function closingOf(
  ticket: CrmObject,
  createdAt: number,
  labels: Labels | null,
): Pick<TicketRow, 'resolved_at' | 'closed_at'> {
  const status = statusOf(ticket.properties, labels);
  if (status !== undefined && status !== 'closed') return { resolved_at: null, closed_at: null };
  const tookMs = durationOf(ticket.properties, 'time_to_close');
  const at =
    instantOf(ticket.properties.closed_date) ?? (tookMs === null ? null : createdAt + tookMs);
  return { resolved_at: isoOf(at), closed_at: isoOf(at) };
}

function channelOf(value: string | null, labels: Labels | null): string | null {
  if (value === null) return null;
  const words = value.charAt(0).toUpperCase() + value.slice(1).toLowerCase().replaceAll('_', ' ');
  return CHANNELS[value.toUpperCase()] ?? labels?.channels[value] ?? words;
}

/** Several may be chosen: the first is the category, and all of them are tags. */
function categoryOf(
  value: string | null,
  labels: Labels | null,
): Pick<TicketRow, 'category' | 'tags'> {
  const chosen = (value ?? '')
    .split(';')
    .filter((option) => option.trim() !== '')
    .map((option) => labels?.categories[option] ?? option);
  return { category: chosen[0] ?? null, tags: chosen.length > 1 ? chosen : [] };
}

function urlOf(id: string, labels: Labels | null): string | null {
  const account = labels?.account;
  if (!account?.domain) return null;
  return `https://${account.domain}/contacts/${account.portalId}/record/0-5/${id}`;
}
