import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Requests are held against the published shapes first, then against what the documentation says beside them. */

const schemaOf = (name: string): z.ZodType =>
  z.fromJSONSchema(
    JSON.parse(readFileSync(new URL(`./schemas/${name}.json`, import.meta.url), 'utf8')),
  );

const archivesShape = schemaOf('list-archives-request');
const chatsShape = schemaOf('list-chats-request');
const WITH_MICROSECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}(?:Z|[+-]\d\d:\d\d)$/;

const page = z.strictObject({ page_id: z.string().min(1) });
const time = z.string().regex(WITH_MICROSECONDS, 'not RFC 3339 with microseconds and an offset');
const order = z.enum(['asc', 'desc']).optional();
const limit = z.int().min(1).max(100).optional();

const archivesBody = z.union([
  page,
  z.strictObject({
    filters: z.strictObject({ thread_ids: z.array(z.string()).min(1).max(20) }),
  }),
  z.strictObject({
    filters: z
      .strictObject({
        from: time.optional(),
        to: time.optional(),
        group_ids: z.array(z.int()).max(200).optional(),
      })
      .optional(),
    sort_order: order,
    limit,
  }),
]);

const chatsBody = (active: 'active' | 'include_active') =>
  z.union([
    page,
    z.strictObject({
      filters: z
        .strictObject({
          [active]: z.boolean().optional(),
          include_chats_without_threads: z.boolean().optional(),
        })
        .optional(),
      sort_order: order,
      limit,
    }),
  ]);

export type ArchivesBody = {
  readonly page_id?: string;
  readonly filters?: {
    readonly from?: string;
    readonly to?: string;
    readonly group_ids?: readonly number[];
    readonly thread_ids?: readonly string[];
  };
  readonly sort_order?: 'asc' | 'desc';
  readonly limit?: number;
};
export type ChatsBody = {
  readonly page_id?: string;
  readonly filters?: { readonly active?: boolean };
  readonly limit?: number;
};

const flags = { ignore_requester_presence: z.boolean() };
const id = z.string().min(1);

/** Bodies of the other methods. */
const BODIES: Readonly<Record<string, z.ZodType>> = {
  get_chat: z.strictObject({ chat_id: id, thread_id: id.optional() }),
  list_agents: z.strictObject({ fields: z.array(z.string()).optional() }),
  list_bots: z.strictObject({
    all: z.boolean().optional(),
    fields: z.array(z.string()).optional(),
  }),
  list_groups: z.strictObject({ fields: z.array(z.string()).optional() }),
  transfer_chat: z.strictObject({
    id,
    target: z.strictObject({ type: z.literal('agent'), ids: z.array(id).min(1) }),
    ignore_agents_availability: z.boolean(),
    ...flags,
  }),
  deactivate_chat: z.strictObject({ id, ...flags }),
  add_user_to_chat: z.strictObject({
    ...{ chat_id: id, user_id: id, user_type: z.literal('agent') },
    ...{ visibility: z.enum(['all', 'agents']), ...flags },
  }),
  send_event: z.strictObject({
    chat_id: id,
    event: z.strictObject({
      ...{ type: z.literal('message'), text: z.string().min(1) },
      visibility: z.enum(['all', 'agents']),
    }),
  }),
};

/** What is wrong with a request; null: nothing. */
export function whatIsWrong(method: string, body: unknown, version: string): string | null {
  const own =
    method === 'list_chats' ? chatsBody(version === '3.5' ? 'include_active' : 'active') : null;
  const shapes: readonly (z.ZodType | null | undefined)[] =
    method === 'list_archives'
      ? [archivesShape, archivesBody]
      : [version === '3.5' && own ? chatsShape : null, own ?? BODIES[method]];
  for (const shape of shapes) {
    const problem = shape?.safeParse(body).error?.issues[0];
    if (problem) return `${problem.path.join('.')}: ${problem.message}`;
  }
  return null;
}
