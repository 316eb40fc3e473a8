import { type Conversation, threadIdOf } from './conversation.ts';
import type { Talk } from './talk.ts';

/**
 * A direct message outside of any thread goes on from the last one, if that is not long ago: few people open a thread to follow up
 * when nobody else is there.
 */
export async function startConversation(
  conversation: Conversation,
  { ts, threadTs }: { readonly ts: string; readonly threadTs: string | undefined },
  { desk, memory }: Pick<Talk, 'desk' | 'memory'>,
): Promise<void> {
  const threadId = threadIdOf(conversation);
  const name = `${conversation.team} ${conversation.channel}`;
  if (threadTs === undefined && conversation.root === ts) {
    const last = await memory.recent(name);
    if (last !== null && last !== threadId) await desk.restore(threadId, await desk.traces(last));
  }
  await memory.goOn(name, threadId);
}

/** The thread in which somebody asks by command in a channel, seen by nobody else; a new one, named by the job, after a while. */
export async function asideThread(
  { team, channel, user, jobKey }: { team: string; channel: string; user: string; jobKey: string },
  { memory }: Pick<Talk, 'memory'>,
): Promise<string> {
  const name = `${team} ${channel} ${user}`;
  const threadId =
    (await memory.recent(name)) ?? threadIdOf({ team, channel, root: `aside-${jobKey}` });
  await memory.goOn(name, threadId);
  return threadId;
}
