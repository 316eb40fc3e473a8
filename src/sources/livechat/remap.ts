import { z } from 'zod';
import type { PageRows, Reject } from '../sync/page.ts';
import { chatAnswer, user } from './answers.ts';
import type { Directory } from './directory.ts';
import { type Mapping, mapThread, messageOf, WITHHELD } from './map-thread.ts';
import { readEvent } from './read-events.ts';

const keptChat = z.object({ chat: chatAnswer, version: z.number() });
const keptEvent = z.object({
  event: z.unknown(),
  users: z.array(user),
  threadId: z.string(),
  version: z.number(),
});

/** What was kept of a refused row, mapped once more; what can't even be read stays as it is. */
export function remap(reject: Reject, mapping: Mapping): PageRows {
  if (reject.source_id === WITHHELD) return { rejects: [reject] };
  return reject.entity === 'messages'
    ? remapEvent(reject, mapping.directory)
    : remapChat(reject, mapping);
}

function remapChat(reject: Reject, mapping: Mapping): PageRows {
  const { data: kept } = keptChat.safeParse(reject.raw);
  if (!kept?.chat.thread) return { rejects: [reject] };
  const mapped = mapThread({ ...kept.chat, thread: kept.chat.thread }, kept.version, mapping);
  if ('reject' in mapped) return { rejects: [mapped.reject] };
  const { chats, messages, rejects } = mapped;
  return { chats, messages, rejects };
}

/** An event on its own, read with the people of its chat. */
function remapEvent(reject: Reject, directory: Directory): PageRows {
  const { data: kept } = keptEvent.safeParse(reject.raw);
  if (!kept) return { rejects: [reject] };
  const context = { users: kept.users, directory };
  const read = readEvent(kept.event, context);
  if (read === null) return {};
  if ('reason' in read) return { rejects: [{ ...reject, reason: read.reason }] };
  return { messages: [messageOf(read.event, context, kept)] };
}
