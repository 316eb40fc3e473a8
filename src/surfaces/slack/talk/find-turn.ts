import type { TurnRef } from '../../../bot/desk.ts';
import { AskerError } from '../../../core/errors.ts';
import { type Conversation, conversationOf, readAnswerRef, threadIdOf } from './conversation.ts';
import type { Speaking, Talk } from './talk.ts';

/**
 * The turn a button is about: where it was asked, or in the thread its message stands in, which may know it as well. What isn't
 * remembered here is read back. Throws AskerError when neither knows it.
 */
export async function findTurn(
  answerRef: string,
  standing: Conversation,
  speaking: Speaking,
  { desk, memory }: Talk,
): Promise<TurnRef> {
  const ref = readAnswerRef(answerRef, speaking.team);
  for (const threadId of ref ? [ref.threadId, threadIdOf(standing)] : []) {
    const conversation = conversationOf(threadId);
    if (!ref || !conversation) continue;
    await memory.recall(conversation, speaking);
    const traces = await desk.traces(threadId);
    if (traces.some(({ id }) => id === ref.turnId)) return { threadId, turnId: ref.turnId };
  }
  throw new AskerError('That answer is no longer remembered here: ask the question again.');
}
