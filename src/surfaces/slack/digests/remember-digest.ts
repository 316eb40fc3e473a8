import type { Desk } from '../../../bot/desk.ts';
import type { PostedDigest } from '../../../digests/deliver.ts';
import { threadIdOf } from '../talk/conversation.ts';
import type { ThreadMemory } from '../talk/thread-memory.ts';
import { traceOf } from './digest-metadata.ts';
import { readSlackAddress } from './slack-address.ts';

type Remembering = {
  readonly desk: Pick<Desk, 'restore'>;
  readonly memory: Pick<ThreadMemory, 'take'>;
  /** The workspace a channel is in that doesn't say so itself. */
  readonly teamOf: () => Promise<string>;
};

/** Has replies below a digest be follow-ups of its sections, without its thread being read back first. */
export async function rememberDigest(
  { digest, head, replies, key }: PostedDigest,
  { desk, memory, teamOf }: Remembering,
): Promise<void> {
  const { team, id: channel } = readSlackAddress(head.channel);
  const conversation = { team: team ?? (await teamOf()), channel, root: head.id };
  const traces = replies.flatMap((_, section) => {
    return traceOf({ digest, section }, `${key}:section-${section + 1}`) ?? [];
  });
  await desk.restore(threadIdOf(conversation), traces);
  await memory.take(conversation);
}
