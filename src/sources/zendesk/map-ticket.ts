import type { GoneRow, Reject, TicketRow } from '../sync/page.ts';
import {
  type MetricSet,
  metricSet,
  ticket as ticketShape,
  user as userShape,
  type ZendeskObject,
  type ZendeskTicket,
  type ZendeskUser,
} from './answers.ts';
import { isoTime, secondsAfter } from './values.ts';

/** A ticket and what hangs on it: all that its row is made of, and what is kept of a rejected one. */
export type TicketParts = {
  readonly ticket: ZendeskObject;
  readonly requester: ZendeskUser | null;
  readonly organization: string | null;
  readonly metrics: MetricSet | null;
  /** Where it was merged into another: that one's id, as far as its comments tell. */
  readonly mergedInto: string | null;
};

export type MappedTicket =
  | { readonly kind: 'row'; readonly row: TicketRow }
  | { readonly kind: 'gone'; readonly row: GoneRow }
  | { readonly kind: 'reject'; readonly reject: Reject };

const STATUSES: Readonly<
  Record<string, { readonly status: NonNullable<TicketRow['status']>; readonly stage: string }>
> = {
  new: { status: 'open', stage: 'New' },
  open: { status: 'open', stage: 'Open' },
  pending: { status: 'pending', stage: 'Pending' },
  hold: { status: 'pending', stage: 'On hold' },
  solved: { status: 'solved', stage: 'Solved' },
  closed: { status: 'closed', stage: 'Closed' },
};
const PRIORITIES: Readonly<Record<string, NonNullable<TicketRow['priority']>>> = {
  low: 'low',
  normal: 'medium',
  high: 'high',
  urgent: 'urgent',
};

/** When this state of a ticket came to be, ms: the export's own stamp, which moves with every change. */
export function versionOf(ticket: ZendeskObject): number | null {
  const { generated_timestamp: seconds, updated_at: updatedAt } = ticket;
  if (typeof seconds === 'number') return seconds * 1000;
  const at = isoTime(updatedAt);
  // Never later than the stamp would be.
  return at === null ? null : Math.floor(Date.parse(at) / 1000) * 1000;
}

/** Merging closes a ticket and tags it; deleting leaves a husk in the export for a month. */
export function fateOf(ticket: ZendeskObject): 'kept' | 'merged' | 'deleted' {
  if (ticket.status === 'deleted') return 'deleted';
  const { tags, via } = ticket;
  const isTagged = Array.isArray(tags) && tags.includes('closed_by_merge');
  const isMerge = Object(Object(via).source).rel === 'merge';
  return ticket.status === 'closed' && (isTagged || isMerge) ? 'merged' : 'kept';
}

export function mapTicket(parts: TicketParts, baseUrl: string): MappedTicket {
  const version = versionOf(parts.ticket);
  if (version === null) return reject(parts, 'it has neither generated_timestamp nor updated_at');
  if (fateOf(parts.ticket) === 'deleted') return { kind: 'gone', row: goneRow(parts, version) };
  const parsed = ticketShape.safeParse(parts.ticket);
  if (!parsed.success) return reject(parts, problemWords(parsed.error.issues[0]));
  const ticket = parsed.data;
  const state = STATUSES[ticket.status];
  if (!state) return reject(parts, 'its status is none that is known');
  const createdAt = isoTime(ticket.created_at);
  if (createdAt === null) return reject(parts, 'created_at is no time');
  return {
    kind: 'row',
    row: {
      source_id: String(ticket.id),
      version,
      ...state,
      ...contentOf(ticket),
      ...peopleOf(ticket, parts),
      ...timesOf(ticket, createdAt, parts.metrics),
      ...ratingOf(ticket),
      reopen_count: parts.metrics?.reopens ?? null,
      url: `${baseUrl}/agent/tickets/${ticket.id}`,
      ...mergeOf(ticket, parts),
    },
  };
}

function contentOf(ticket: ZendeskTicket): Partial<TicketRow> {
  const { channel } = ticket.via ?? {};
  return {
    subject: ticket.raw_subject ?? ticket.subject ?? null,
    description: ticket.description ?? null,
    priority: PRIORITIES[ticket.priority ?? ''] ?? null,
    channel: typeof channel === 'string' ? channelWords(channel) : null,
    tags: ticket.tags ?? [],
  };
}

const CHANNELS: Readonly<Record<string, string>> = {
  api: 'API',
  voice: 'Phone',
  native_messaging: 'Messaging',
  mobile_sdk: 'Mobile',
  sms: 'SMS',
};

function channelWords(channel: string): string {
  const words = channel.replaceAll('_', ' ');
  return CHANNELS[channel] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

function peopleOf(
  ticket: ZendeskTicket,
  { requester, organization }: TicketParts,
): Partial<TicketRow> {
  return {
    agent_ref: refOf(ticket.assignee_id),
    group_ref: refOf(ticket.group_id),
    customer_ref: refOf(ticket.requester_id),
    customer_name: requester?.name ?? null,
    customer_email: requester?.email ?? null,
    company: organization,
  };
}

function refOf(id: number | null | undefined): string | null {
  return id === null || id === undefined ? null : String(id);
}

/** `solved_at` outlives a reopening, so it counts only while the ticket is solved. */
function timesOf(
  { status, updated_at: updatedAt }: ZendeskTicket,
  createdAt: string,
  metrics: MetricSet | null,
): Partial<TicketRow> {
  const isResolved = status === 'solved' || status === 'closed';
  const seconds = metrics?.reply_time_in_seconds?.calendar;
  const minutes = metrics?.reply_time_in_minutes?.calendar;
  const waited = seconds ?? (typeof minutes === 'number' ? minutes * 60 : null);
  const closedAt = isoTime(metrics?.status_updated_at) ?? isoTime(updatedAt);
  return {
    created_at: createdAt,
    first_response_at: waited === null ? null : secondsAfter(createdAt, waited),
    resolved_at: isResolved ? isoTime(metrics?.solved_at) : null,
    closed_at: status === 'closed' ? closedAt : null,
    updated_at: isoTime(updatedAt),
  };
}

function ratingOf({ satisfaction_rating: given }: ZendeskTicket): Partial<TicketRow> {
  const rating = starsOf(given?.score ?? '');
  return { rating, rating_comment: rating === null ? null : given?.comment || null };
}

/** 1–5 of a satisfaction score; null for one that was offered and not given. */
export function starsOf(score: string): 5 | 1 | null {
  if (score.startsWith('good')) return 5;
  return score.startsWith('bad') ? 1 : null;
}

function mergeOf(
  ticket: ZendeskTicket,
  { metrics, mergedInto }: TicketParts,
): Pick<TicketRow, 'deleted_at' | 'merged_into'> {
  if (fateOf(ticket) !== 'merged') return { deleted_at: null, merged_into: null };
  const at = isoTime(metrics?.status_updated_at) ?? isoTime(ticket.updated_at);
  return { deleted_at: at ?? isoTime(ticket.created_at), merged_into: mergedInto };
}

function goneRow({ ticket }: TicketParts, version: number): GoneRow {
  return {
    entity: 'tickets',
    source_id: String(ticket.id),
    version,
    deleted_at: isoTime(ticket.updated_at) ?? new Date(version).toISOString(),
  };
}

function reject(parts: TicketParts, reason: string): MappedTicket {
  const sourceId = String(parts.ticket.id);
  return { kind: 'reject', reject: { entity: 'tickets', source_id: sourceId, reason, raw: parts } };
}

/** Where a value stands that isn't what it should be: never the value itself. */
export function problemWords(
  issue: { readonly path: PropertyKey[]; readonly message: string } | undefined,
): string {
  const name = (issue?.path ?? []).map(String).join('.');
  return `${name === '' ? 'it' : name}: ${issue?.message ?? 'not readable'}`;
}

/** The parts of a ticket as a reject kept them; null where they aren't all there. */
export function readTicketParts(raw: unknown): TicketParts | null {
  const kept: Readonly<Record<string, unknown>> = Object(raw);
  const id = Object(kept.ticket).id;
  if (typeof id !== 'number') return null;
  const requester = userShape.safeParse(kept.requester);
  const metrics = metricSet.safeParse(kept.metrics);
  return {
    ticket: { ...Object(kept.ticket), id },
    requester: requester.success ? requester.data : null,
    organization: typeof kept.organization === 'string' ? kept.organization : null,
    metrics: metrics.success ? metrics.data : null,
    mergedInto: typeof kept.mergedInto === 'string' ? kept.mergedInto : null,
  };
}
