import { z } from 'zod';

const words = z.string().nullish();
const id = z.string().min(1);

/** What is read of somebody in a chat: addresses, browsers and session fields never get further than here. */
export const user = z.object({
  id,
  type: words,
  name: words,
  email: words,
  visibility: words,
  present: z.boolean().nullish(),
});
export type LiveChatUser = z.infer<typeof user>;

const access = z.object({ group_ids: z.array(z.number()).nullish() }).nullish();
const properties = z.object({ rating: z.record(z.string(), z.unknown()).nullish() }).nullish();

type Fields = Readonly<Record<string, unknown>>;
type Identified = Fields & { readonly id: string };
/** A chat with one of its threads, as it came. */
export type ArchivedChat = Identified & {
  readonly users: readonly Identified[];
  readonly thread: Identified;
};

/** Only what no answer can be without is asked for here: the rest is checked chat by chat, and refused chat by chat. */
const archivedChat = z
  .looseObject({ id, users: z.array(z.looseObject({ id })), thread: z.looseObject({ id }) })
  .transform(({ users, thread: { customer_visit: _, ...thread }, ...chat }): ArchivedChat => {
    return { ...chat, users: users.map(withoutTrace), thread: { ...thread, id: thread.id } };
  });

function withoutTrace(one: Identified): Identified {
  return user.safeParse(one).data ?? { id: one.id, type: one.type };
}

/** Everybody in a chat, as far as that can be read. */
export function usersOf(chat: ArchivedChat): readonly LiveChatUser[] {
  const parsed = z.array(user).safeParse(chat.users);
  return parsed.success ? parsed.data : [];
}

export const archivesPage = z.looseObject({
  chats: z.array(archivedChat),
  /** An estimate. */
  found_chats: z.number().nullish(),
  next_page_id: words,
});
export type ArchivesPage = z.infer<typeof archivesPage>;

/** A chat has no thread while nobody has written in it. */
export const chatAnswer = z.union([
  archivedChat,
  z.looseObject({ id, thread: z.undefined().optional() }),
]);

/** What is read of a chat with one of its threads. */
export const chat = z.object({
  id,
  users: z.array(user),
  thread: z.object({
    id,
    active: z.boolean(),
    created_at: z.string(),
    user_ids: z.array(z.string()).nullish(),
    /** Left out where `restricted_access` says why. */
    events: z.array(z.unknown()).nullish(),
    tags: z.array(z.string()).nullish(),
    properties,
    access,
    queue: z.unknown().optional(),
    queues_duration: z.number().nullish(),
    previous_thread_id: words,
    next_thread_id: words,
  }),
  properties,
  access,
});
export type LiveChatChat = z.infer<typeof chat>;

const option = z.object({ label: words });
const formField = z.object({
  type: words,
  label: words,
  answer: z.union([z.string(), option]).nullish(),
  answers: z.array(option).nullish(),
});
export type FormField = z.infer<typeof formField>;

const element = z.object({
  title: words,
  subtitle: words,
  buttons: z.array(z.object({ text: words })).nullish(),
});
export type RichElement = z.infer<typeof element>;

/** What is read of an event, whatever its type. */
export const event = z.object({
  id,
  type: z.string(),
  created_at: z.string(),
  author_id: words,
  visibility: words,
  text: words,
  name: words,
  form_type: words,
  fields: z.array(formField).nullish(),
  elements: z.array(element).nullish(),
  system_message_type: words,
  text_vars: z.record(z.string(), z.unknown()).nullish(),
  deleted: z.boolean().nullish(),
});
export type LiveChatEvent = z.infer<typeof event>;

const summary = z.looseObject({
  id,
  last_thread_summary: z.looseObject({ id, active: z.boolean().nullish() }).nullish(),
});
export const chatsPage = z.looseObject({ chats_summary: z.array(summary), next_page_id: words });
export type ChatsPage = z.infer<typeof chatsPage>;

export const agentList = z.array(
  z.looseObject({
    id,
    account_id: words,
    name: words,
    suspended: z.boolean().nullish(),
    groups: z.array(z.looseObject({ id: z.number() })).nullish(),
  }),
);
export type AgentList = z.infer<typeof agentList>;
export const botList = z.array(z.looseObject({ id, name: words }));
export type BotList = z.infer<typeof botList>;
export const groupList = z.array(z.looseObject({ id: z.number(), name: words }));
export type GroupList = z.infer<typeof groupList>;
