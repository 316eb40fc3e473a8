import type { StandInAnswer, StandInRequest } from '../kit/stand-in.ts';
import type { Account, Properties, StoredMessage, StoredThread, StoredTicket } from './account.ts';

/** An error as HubSpot words it. */
export function problem(
  status: number,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): StandInAnswer {
  const correlationId = 'aeb5f871-7f07-4993-9211-075dc63e7cbf';
  return { status, body: { status: 'error', message, correlationId, ...more } };
}

const DEFAULTS = ['createdate', 'hs_lastmodifieddate', 'hs_object_id', 'subject'];
const CALCULATED = ['time_to_close', 'time_to_first_agent_reply'];

/** Only what was asked for; what doesn't exist is left out without a word. */
export function objectAnswer(
  id: number,
  properties: Properties,
  asked: readonly string[],
  options: { readonly isCalculatedNull?: boolean; readonly archivedAt?: number | null } = {},
) {
  const names = [...new Set([...DEFAULTS, ...asked])].filter((name) => name in properties);
  const shown = names.map((name) => [
    name,
    options.isCalculatedNull && CALCULATED.includes(name) ? null : properties[name],
  ]);
  const { archivedAt = null } = options;
  return {
    id: String(id),
    properties: Object.fromEntries(shown),
    createdAt: properties.createdate,
    updatedAt: properties.hs_lastmodifieddate ?? properties.lastmodifieddate,
    archived: archivedAt !== null,
    ...(archivedAt !== null && { archivedAt: new Date(archivedAt).toISOString() }),
  };
}

export function historyAnswer(ticket: StoredTicket, asked: readonly string[]) {
  if (asked.length === 0) return {};
  const shown = asked.flatMap((name) =>
    ticket.history[name] ? [[name, ticket.history[name].slice(0, 20)]] : [],
  );
  return { propertiesWithHistory: Object.fromEntries(shown) };
}

/** `paging` is left out at the end. */
export function pageAnswer<T>(
  { path }: StandInRequest,
  results: readonly T[],
  after: string | null,
  more: Readonly<Record<string, unknown>> = {},
): StandInAnswer {
  const paging = after !== null && {
    paging: { next: { after, link: `${path}?after=${encodeURIComponent(after)}` } },
  };
  return { body: { ...more, results, ...paging } };
}

export function pipelinesAnswer({ pipelines }: Account): StandInAnswer {
  const at = { createdAt: '1970-01-01T00:00:00Z', updatedAt: '2026-05-02T10:00:00Z' };
  const results = pipelines.map(({ id, label, stages }, displayOrder) => ({
    ...{ id, label, displayOrder, archived: false, ...at },
    stages: stages.map((stage, place) => ({
      ...{ id: stage.id, label: stage.label, displayOrder: place, archived: false, ...at },
      metadata: {
        ticketState: stage.isClosed ? 'CLOSED' : 'OPEN',
        isClosed: String(stage.isClosed),
      },
      writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT',
    })),
  }));
  return { body: { results } };
}

export function propertiesAnswer(): StandInAnswer {
  const plain = [
    ...['subject', 'content', 'createdate', 'closed_date', 'hs_lastmodifieddate', 'hs_object_id'],
    ...['hs_pipeline', 'hs_pipeline_stage', 'hs_ticket_priority', 'hubspot_owner_id'],
    ...['time_to_close', 'time_to_first_agent_reply', 'first_agent_reply_date'],
    ...['hs_merged_object_ids', 'hs_num_associated_conversations', 'num_notes'],
    'hs_conversations_originating_thread_id',
  ].map((name) => propertyAnswer(name, []));
  const chosen = [
    propertyAnswer('hs_ticket_category', [
      ['PRODUCT_ISSUE', 'Product issue'],
      ['BILLING_ISSUE', 'Billing issue'],
      ['FEATURE_REQUEST', 'Feature request'],
    ]),
    propertyAnswer('source_type', [
      ['EMAIL', 'E-mail'],
      ['CHAT', 'Live chat'],
      ['WHATSAPP_42', 'WhatsApp'],
    ]),
  ];
  return { body: { results: [...plain, ...chosen] } };
}

function propertyAnswer(name: string, options: readonly (readonly [string, string])[]) {
  return {
    ...{ name, label: name, type: options.length > 0 ? 'enumeration' : 'string' },
    ...{ fieldType: 'text', description: '', groupName: 'ticketinformation', hidden: false },
    options: options.map(([value, label], displayOrder) => ({
      ...{ value, label, displayOrder, hidden: false, description: '' },
    })),
    ...{ calculated: false, hubspotDefined: true, archived: false },
  };
}

export function threadAnswer(thread: StoredThread, hasAssociation: boolean) {
  const latest = new Date(thread.latestAt).toISOString();
  return {
    id: thread.id,
    status: 'OPEN',
    createdAt: new Date(thread.messages[0]?.at ?? thread.latestAt).toISOString(),
    latestMessageTimestamp: latest,
    ...{ associatedContactId: '51', inboxId: '1200', originalChannelId: '1002' },
    ...{ originalChannelAccountId: '424242', spam: false, archived: false },
    ...(hasAssociation &&
      thread.ticketId !== null && {
        threadAssociations: { associatedTicketId: String(thread.ticketId) },
      }),
  };
}

export function messageAnswer(threadId: string, message: StoredMessage) {
  const shown = message.isTruncated ? message.text.slice(0, 10) : message.text;
  return {
    id: message.id,
    type: message.type,
    conversationsThreadId: threadId,
    createdAt: new Date(message.at).toISOString(),
    createdBy: message.by,
    client: { clientType: 'HUBSPOT' },
    senders: [{ actorId: message.by, ...(message.name !== null && { name: message.name }) }],
    recipients: [],
    archived: false,
    ...(message.type === 'THREAD_STATUS_CHANGE'
      ? { newStatus: 'CLOSED' }
      : { text: shown, richText: `<p>${shown}</p>`, attachments: [] }),
    truncationStatus: message.isTruncated ? 'TRUNCATED_TO_MOST_RECENT_REPLY' : 'NOT_TRUNCATED',
  };
}
