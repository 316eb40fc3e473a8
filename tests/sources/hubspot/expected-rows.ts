import type {
  Account,
  StoredMessage,
  StoredObject,
  StoredTicket,
} from '../../standins/hubspot/account.ts';
import { generatedCompany, generatedContact } from '../../standins/hubspot/generate.ts';

/** What the store has to hold of an account, worked out from the account itself. */
export function expectedRows(account: Account) {
  const ids = Array.from(
    { length: account.lastTicketId - account.generation.firstId + 1 },
    (_, n) => account.generation.firstId + n,
  );
  const tickets = ids
    .map((id) => account.ticket(id))
    .filter((ticket) => ticket !== null)
    .filter(({ archivedAt }) => archivedAt === null);
  return {
    tickets: tickets.map((ticket) => expectedTicket(account, ticket)),
    messages: tickets
      .flatMap((ticket) => expectedMessages(account, ticket))
      .sort((a, b) => (a.source_id < b.source_id ? -1 : 1)),
  };
}

const PRIORITIES = ['low', 'medium', 'high', 'urgent'];
const CHANNELS: Readonly<Record<string, string>> = {
  EMAIL: 'Email',
  CHAT: 'Chat',
  FORM: 'Form',
  PHONE: 'Phone',
};
const CATEGORIES: Readonly<Record<string, readonly string[]>> = {
  PRODUCT_ISSUE: ['Product issue'],
  BILLING_ISSUE: ['Billing issue'],
  'BILLING_ISSUE;FEATURE_REQUEST': ['Billing issue', 'Feature request'],
};

function expectedTicket(account: Account, ticket: StoredTicket) {
  const held = ticket.properties;
  const priority = held.hs_ticket_priority?.toLowerCase() ?? '';
  const categories = CATEGORIES[held.hs_ticket_category ?? ''] ?? [];
  return {
    source_id: String(ticket.id),
    version: Date.parse(held.hs_lastmodifieddate ?? ''),
    subject: held.subject ?? null,
    description: held.content ?? null,
    stage_ref: held.hs_pipeline_stage,
    pipeline_ref: held.hs_pipeline,
    priority: PRIORITIES.includes(priority) ? priority : null,
    channel: CHANNELS[held.source_type ?? ''] ?? null,
    category: categories[0] ?? null,
    tags: categories.length > 1 ? categories : [],
    agent_ref: held.hubspot_owner_id ?? null,
    created_at: held.createdate,
    updated_at: held.hs_lastmodifieddate,
    url: `https://app-eu1.hubspot.com/contacts/44102233/record/0-5/${ticket.id}`,
    deleted_at: null,
    ...expectedTimes(account, ticket),
    ...expectedCustomer(account, ticket),
  };
}

function expectedTimes(account: Account, { properties: held }: StoredTicket) {
  const isClosed = account.stage(held.hs_pipeline ?? '', held.hs_pipeline_stage ?? '')?.isClosed;
  const closedAt = isClosed ? (held.closed_date ?? null) : null;
  const replyMs = held.time_to_first_agent_reply;
  const repliedAt = Date.parse(held.createdate ?? '') + Number(replyMs);
  return {
    first_response_at: replyMs ? new Date(repliedAt).toISOString() : null,
    resolved_at: closedAt,
    closed_at: closedAt,
  };
}

function expectedCustomer({ generation }: Account, { contactId, companyId }: StoredTicket) {
  const contact = generatedContact(generation, contactId ?? 0)?.properties;
  const company = generatedCompany(generation, companyId ?? 0)?.properties;
  return {
    customer_ref: contactId === null ? null : String(contactId),
    customer_name: contact ? [contact.firstname, contact.lastname].filter(Boolean).join(' ') : null,
    customer_email: contact?.email ?? null,
    company: company?.name ?? contact?.company ?? null,
  };
}

function expectedMessages(account: Account, ticket: StoredTicket) {
  const threads = [...account.threads.values()].filter(({ ticketId }) => ticketId === ticket.id);
  const hasBegunAsThread = ticket.properties.hs_conversations_originating_thread_id !== null;
  return [
    ...threads.flatMap(({ messages }) => messages.map(expectedMessage)),
    ...ticket.noteIds.map((id) => {
      const note = account.notes.get(id) as StoredObject;
      const text = note.properties.hs_note_body?.replace(/<[^>]+>/g, '');
      return { source_id: `note-${id}`, author_kind: 'agent', text, public: false };
    }),
    ...(hasBegunAsThread ? [] : ticket.emailIds).map((id) => {
      const { hs_email_text: text, hs_email_direction: direction } = (
        account.emails.get(id) as StoredObject
      ).properties;
      const authorKind = direction === 'INCOMING_EMAIL' ? 'customer' : 'agent';
      return { source_id: `email-${id}`, author_kind: authorKind, text, public: true };
    }),
  ].map((message) => ({ ...message, conversation_ref: String(ticket.id) }));
}

const expectedMessage = ({ id, by, text, type }: StoredMessage) => ({
  source_id: id,
  author_kind: by.startsWith('A-') ? 'agent' : 'customer',
  text,
  public: type !== 'COMMENT',
});
