import { UpstreamError } from '../../core/errors.ts';
import type { Call, SourceHttp } from '../http/source-http.ts';
import {
  type Account,
  account,
  associationPage,
  type CrmObject,
  crmObject,
  messagePage,
  type ObjectPage,
  type Owner,
  objectPage,
  originalContent,
  ownerPage,
  type Pipeline,
  type Property,
  pipelinePage,
  propertyPage,
  type ThreadMessage,
  type ThreadPage,
  threadPage,
} from './answers.ts';
import type { HubSpotPaths, ObjectType } from './paths.ts';

type Filter = { readonly propertyName: string; readonly operator: string; readonly value: string };

export type Search = {
  readonly filters: readonly Filter[];
  readonly sort: string;
  readonly properties: readonly string[];
  readonly limit: number;
};

/** HubSpot's API as far as it is used here, each call with its own way of paging. Ids are strings. */
export interface HubSpotApi {
  account(): Promise<Account>;
  pipelines(): Promise<readonly Pipeline[]>;
  owners(isArchived: boolean): Promise<readonly Owner[]>;
  properties(): Promise<readonly Property[]>;
  /** Always the first page: keep to windows by filtering on the id. */
  search(type: ObjectType, search: Search): Promise<ObjectPage>;
  list(
    type: ObjectType,
    options: {
      readonly after: string | null;
      readonly properties: readonly string[];
      readonly isArchived?: boolean;
      readonly limit?: number;
    },
  ): Promise<ObjectPage>;
  /** Those that exist, in no order. */
  read(
    type: ObjectType,
    ids: readonly string[],
    options: { readonly properties: readonly string[]; readonly history?: readonly string[] },
  ): Promise<readonly CrmObject[]>;
  /** Ids in `to` by id in `from`; those without any are absent. */
  associated(
    from: ObjectType,
    to: ObjectType,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>>;
  /** By their latest message, oldest first. */
  threads(options: {
    readonly latestMessageAfter: string;
    readonly after: string | null;
    readonly limit?: number;
  }): Promise<ThreadPage>;
  messages(threadId: string): Promise<readonly ThreadMessage[]>;
  /** A message longer than lists show. */
  wholeText(
    threadId: string,
    messageId: string,
  ): Promise<{
    readonly text?: string | null | undefined;
    readonly richText?: string | null | undefined;
  }>;
  change(id: string, properties: Readonly<Record<string, string>>): Promise<CrmObject>;
  addNote(ticketRef: string, html: string, at: string): Promise<CrmObject>;
}

const BATCH = 100;
const NOTE_TO_TICKET = 228;
const SAME_PAGE_ATTEMPTS = 6;

/** `signal` ends every request that is under way. */
export function createHubSpotApi(
  http: SourceHttp,
  paths: HubSpotPaths,
  signal: AbortSignal,
): HubSpotApi {
  async function ask<T>(call: Omit<Call<T>, 'signal'>): Promise<T> {
    const { value } = await http.request<T>({ ...call, signal });
    // None of these calls names statuses of its own, so there is a value.
    return value as T;
  }

  /** Every page of a list that is read whole. */
  async function all<Element>(
    what: string,
    turn: (after: string | null) => Promise<Page<Element>>,
  ): Promise<readonly Element[]> {
    const elements: Element[] = [];
    let after: string | null = null;
    do {
      const page: Page<Element> = await freshPage(what, after, turn);
      elements.push(...page.results);
      after = page.paging?.next?.after ?? null;
    } while (after !== null);
    return elements;
  }

  const inBatches = async <T>(
    ids: readonly string[],
    read: (batch: readonly string[]) => Promise<readonly T[]>,
  ): Promise<readonly T[]> => {
    const batches = Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, n) =>
      read(ids.slice(n * BATCH, (n + 1) * BATCH)),
    );
    return (await Promise.all(batches)).flat();
  };

  const paged = (after: string | null, limit: number) => ({
    limit,
    ...(after !== null && { after }),
  });

  const get = { method: 'GET' } as const;
  const post = { method: 'POST' } as const;

  return {
    account: () => ask({ ...get, path: paths.account, what: 'read the account', schema: account }),
    pipelines: async () => {
      const call = { ...get, path: paths.pipelines, what: 'list pipelines', schema: pipelinePage };
      return (await ask(call)).results;
    },
    owners: (archived) => {
      const what = archived ? 'list former owners' : 'list owners';
      return all(what, (after) =>
        ask({
          ...get,
          path: paths.owners,
          query: { ...paged(after, BATCH), archived },
          what,
          schema: ownerPage,
        }),
      );
    },
    properties: async () => {
      const query = { archived: false };
      const what = 'list ticket properties';
      return (await ask({ ...get, path: paths.properties, query, what, schema: propertyPage }))
        .results;
    },
    search: (type, { filters, sort, properties, limit }) =>
      ask({
        ...post,
        path: `${paths.objects(type)}/search`,
        body: {
          filterGroups: filters.length > 0 ? [{ filters }] : [],
          sorts: [sort],
          properties,
          limit,
          after: '0',
        },
        limit: 'search',
        what: `search ${inWords(type)}`,
        schema: objectPage,
      }),
    list: (type, { after, properties, isArchived = false, limit = BATCH }) => {
      const what = isArchived ? `list deleted ${inWords(type)}` : `list ${inWords(type)}`;
      return freshPage(what, after, () =>
        ask({
          ...get,
          path: paths.objects(type),
          query: { ...paged(after, limit), properties, archived: isArchived },
          what,
          schema: objectPage,
        }),
      );
    },
    read: (type, ids, { properties, history = [] }) =>
      inBatches(ids, async (batch) => {
        const page = await ask({
          ...post,
          path: `${paths.objects(type)}/batch/read`,
          body: {
            inputs: batch.map((id) => ({ id })),
            properties,
            propertiesWithHistory: history,
          },
          what: `read ${inWords(type)}`,
          schema: objectPage,
        });
        return page.results;
      }),
    async associated(from, to, ids) {
      const found = new Map<string, string[]>();
      let inputs: readonly Input[] = ids.map((id) => ({ id }));
      while (inputs.length > 0) {
        const batch = inputs.slice(0, BATCH);
        const { results } = await ask({
          ...post,
          path: paths.associations(from, to),
          body: { inputs: batch },
          what: `read which ${inWords(to)} belong to ${inWords(from)}`,
          schema: associationPage,
        });
        const further: Input[] = [];
        for (const result of results) {
          const known = found.get(result.from.id) ?? [];
          found.set(result.from.id, [
            ...new Set([...known, ...result.to.map(({ toObjectId }) => toObjectId)]),
          ]);
          const after = result.paging?.next?.after;
          if (after) further.push({ id: result.from.id, after });
        }
        inputs = [...inputs.slice(BATCH), ...further];
      }
      return found;
    },
    threads: ({ latestMessageAfter, after, limit = BATCH }) =>
      freshPage('list threads', after, () =>
        ask({
          ...get,
          path: paths.threads,
          query: {
            ...paged(after, limit),
            sort: 'latestMessageTimestamp',
            latestMessageTimestampAfter: latestMessageAfter,
            association: 'TICKET',
          },
          what: 'list threads',
          schema: threadPage,
        }),
      ),
    messages: (threadId) =>
      all('read a thread’s messages', (after) =>
        ask({
          ...get,
          path: `${paths.threads}/${encodeURIComponent(threadId)}/messages`,
          query: { ...paged(after, BATCH), sort: 'createdAt' },
          what: 'read a thread’s messages',
          schema: messagePage,
        }),
      ),
    wholeText: (threadId, messageId) =>
      ask({
        ...get,
        path: `${paths.threads}/${encodeURIComponent(threadId)}/messages/${encodeURIComponent(messageId)}/original-content`,
        what: 'read a long message',
        schema: originalContent,
      }),
    change: (id, properties) =>
      ask({
        method: 'PATCH',
        path: `${paths.objects('tickets')}/${id}`,
        body: { properties },
        what: 'change a ticket',
        schema: crmObject,
      }),
    addNote: (ticketRef, html, at) =>
      ask({
        ...post,
        path: paths.objects('notes'),
        body: {
          properties: { hs_timestamp: at, hs_note_body: html },
          associations: [
            {
              to: { id: ticketRef },
              types: [
                { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: NOTE_TO_TICKET },
              ],
            },
          ],
        },
        isWrite: true,
        what: 'add a note',
        schema: crmObject,
      }),
  };
}

/** A page that leads on to itself is the one before it: asked for again. */
async function freshPage<P extends Page<unknown>>(
  what: string,
  after: string | null,
  turn: (after: string | null) => Promise<P>,
): Promise<P> {
  for (let attempt = 1; attempt <= SAME_PAGE_ATTEMPTS; attempt += 1) {
    const page = await turn(after);
    if (after === null || page.paging?.next?.after !== after) return page;
  }
  throw new UpstreamError(`HubSpot failed to ${what}: its pages don't go on`);
}

type Input = { readonly id: string; readonly after?: string };
type Page<Element> = {
  readonly results: readonly Element[];
  readonly paging?:
    | { readonly next?: { readonly after: string } | null | undefined }
    | null
    | undefined;
};

const inWords = (type: ObjectType): string => type.replaceAll('_', ' ');
