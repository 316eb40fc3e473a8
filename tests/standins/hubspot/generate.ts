import type { StoredOwner, StoredPipeline, StoredThread, StoredTicket } from './account.ts';

export type Generation = {
  /** Made up one by one when they are asked for, so that a million of them take no room. */
  readonly tickets: number;
  readonly firstId: number;
  readonly firstAt: number;
  /** Between one ticket's creation and the next one's. */
  readonly everyMs: number;
  /** All of them were last modified then. */
  readonly sharedModifiedAt: number | null;
  readonly contacts: number;
  readonly owners: StoredOwner[];
  readonly pipelines: StoredPipeline[];
  readonly threads: readonly StoredThread[];
};

export type GenerationOptions = {
  readonly tickets?: number;
  readonly firstAt?: string;
  readonly everyMs?: number;
  readonly sharedModifiedAt?: string | null;
  /** The first so many tickets have a thread. */
  readonly threads?: number;
  readonly messagesPerThread?: number;
};

const MINUTE = 60_000;
const SUBJECTS = ['Where is my parcel', 'Invoice is wrong', 'Cannot sign in', 'Refund please'];
const CATEGORIES = ['PRODUCT_ISSUE', 'BILLING_ISSUE', 'BILLING_ISSUE;FEATURE_REQUEST', null];
const PRIORITIES = ['LOW', 'MEDIUM', 'HIGH', 'URGENT', null];
const CHANNELS = ['EMAIL', 'CHAT', 'FORM', 'PHONE', null];
const WORKING_MS = 45 * MINUTE;
export const FIRST_CONTACT = 5001;
export const COMPANIES = 7;
export const FIRST_COMPANY = 7001;

export function generation(options: GenerationOptions): Generation {
  const made: Generation = {
    tickets: options.tickets ?? 0,
    firstId: 30_114_477_001,
    firstAt: Date.parse(options.firstAt ?? '2026-03-01T08:00:00Z'),
    everyMs: options.everyMs ?? 3 * MINUTE,
    sharedModifiedAt: options.sharedModifiedAt ? Date.parse(options.sharedModifiedAt) : null,
    contacts: 997,
    owners: owners(),
    pipelines: pipelines(),
    threads: [],
  };
  const threads = Array.from({ length: Math.min(options.threads ?? 0, made.tickets) }, (_, n) =>
    generatedThread(made, n, options.messagesPerThread ?? 4),
  );
  return { ...made, threads };
}

function nthOf(made: Generation, id: number): number | null {
  const nth = id - made.firstId;
  return nth >= 0 && nth < made.tickets ? nth : null;
}

const createdAt = (made: Generation, nth: number): number => made.firstAt + nth * made.everyMs;

export function generatedModifiedAt(made: Generation, id: number): number | null {
  const nth = nthOf(made, id);
  return nth === null ? null : (made.sharedModifiedAt ?? createdAt(made, nth) + WORKING_MS);
}

const pick = <T>(from: readonly T[], nth: number): T => from[nth % from.length] as T;

export function generatedTicket(made: Generation, id: number): StoredTicket | null {
  const nth = nthOf(made, id);
  if (nth === null) return null;
  const created = createdAt(made, nth);
  const stage = String((nth % 4) + 1);
  const closedAt = stage === '4' ? created + WORKING_MS : null;
  const createdate = new Date(created).toISOString();
  const owner = nth % 11 === 0 ? null : (pick(made.owners, nth).id ?? null);
  const hasThread = nth < made.threads.length;
  const properties = {
    hs_object_id: String(id),
    createdate,
    hs_lastmodifieddate: new Date(made.sharedModifiedAt ?? created + WORKING_MS).toISOString(),
    subject: `${pick(SUBJECTS, nth)} (${nth})`,
    content: `Hello, this is about order ${nth}. ${pick(SUBJECTS, nth + 1)}?`,
    hs_pipeline: '0',
    hs_pipeline_stage: stage,
    hs_ticket_priority: pick(PRIORITIES, nth),
    hs_ticket_category: pick(CATEGORIES, nth),
    hubspot_owner_id: owner,
    source_type: pick(CHANNELS, nth),
    closed_date: closedAt === null ? null : new Date(closedAt).toISOString(),
    time_to_close: closedAt === null ? null : String(WORKING_MS),
    time_to_first_agent_reply: nth % 3 === 0 ? null : String(((nth % 50) + 1) * 10_000),
    first_agent_reply_date: null,
    hs_merged_object_ids: null,
    hs_num_associated_conversations: hasThread ? '1' : null,
    hs_conversations_originating_thread_id: hasThread ? threadId(nth) : null,
  };
  const first = { value: '1', timestamp: createdate, sourceId: 'CONVERSATIONS' };
  const later = {
    value: stage,
    timestamp: new Date(created + WORKING_MS).toISOString(),
    sourceId: 'userId:4410',
  };
  return {
    id,
    properties,
    history: { hs_pipeline_stage: stage === '1' ? [first] : [later, first] },
    archivedAt: null,
    mergedInto: null,
    contactId: nth % 13 === 0 ? null : FIRST_CONTACT + (nth % made.contacts),
    companyId: nth % 2 === 0 ? FIRST_COMPANY + (nth % COMPANIES) : null,
    noteIds: [],
    emailIds: [],
    indexed: [{ at: 0, properties }],
  };
}

const threadId = (nth: number): string => String(9_301_122_000 + nth);

function generatedThread(made: Generation, nth: number, length: number): StoredThread {
  const from = createdAt(made, nth);
  const messages = Array.from({ length }, (_, place) => ({
    id: `${threadId(nth)}m${place}`,
    type: 'MESSAGE',
    at: from + place * MINUTE,
    by: place % 2 === 0 ? `V-${FIRST_CONTACT + (nth % made.contacts)}` : 'A-4410',
    name: place % 2 === 0 ? 'A customer' : 'Mara Lind',
    text: `Message ${place} about order ${nth}`,
    isTruncated: false,
  }));
  return {
    id: threadId(nth),
    ticketId: made.firstId + nth,
    latestAt: from + (length - 1) * MINUTE,
    messages,
  };
}

export function generatedContact(made: Generation, id: number) {
  const nth = id - FIRST_CONTACT;
  if (nth < 0 || nth >= made.contacts) return null;
  const at = new Date(made.firstAt).toISOString();
  return {
    id,
    properties: {
      hs_object_id: String(id),
      createdate: at,
      lastmodifieddate: at,
      email: `customer${nth}@example.com`,
      firstname: nth % 5 === 0 ? null : 'Ida',
      lastname: `Customer ${nth}`,
      company: 'As written by hand',
    },
  };
}

export function generatedCompany(made: Generation, id: number) {
  const nth = id - FIRST_COMPANY;
  if (nth < 0 || nth >= COMPANIES) return null;
  const at = new Date(made.firstAt).toISOString();
  return {
    id,
    properties: {
      hs_object_id: String(id),
      createdate: at,
      hs_lastmodifieddate: at,
      name: `Company ${nth}`,
    },
  };
}

function owners(): StoredOwner[] {
  const names = ['Mara Lind', 'Tom Berg', 'Ana Ruiz', 'Kim Sato', 'Left Longago'];
  return names.map((name, nth) => {
    const [firstName = '', lastName = ''] = name.split(' ');
    return {
      id: String(73_320_011 + nth),
      userId: 4410 + nth,
      firstName,
      lastName,
      email: `${firstName.toLowerCase()}@example.com`,
      isArchived: nth === 4,
    };
  });
}

function pipelines(): StoredPipeline[] {
  const stage = (id: string, label: string, isClosed = false) => ({ id, label, isClosed });
  return [
    {
      id: '0',
      label: 'Support Pipeline',
      stages: [
        stage('1', 'New'),
        stage('2', 'Waiting on contact'),
        stage('3', 'Waiting on us'),
        stage('4', 'Closed', true),
      ],
    },
    {
      id: '41100023',
      label: 'Returns',
      stages: [stage('41100031', 'Sent back'), stage('41100032', 'Refunded', true)],
    },
  ];
}
