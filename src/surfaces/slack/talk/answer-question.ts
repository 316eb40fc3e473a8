import type { Turn, TurnRef } from '../../../bot/desk.ts';
import { AppError } from '../../../core/errors.ts';
import { answerPrivately } from './answer-privately.ts';
import { type Conversation, isDirect, threadIdOf } from './conversation.ts';
import { deliver } from './deliver.ts';
import { type Place, threadOutlet } from './outlets.ts';
import { showStatus } from './status.ts';
import type { Speaking, Talk } from './talk.ts';

export type Question = {
  readonly conversation: Conversation;
  readonly turnId: string;
  readonly words: string;
  /** Whether it is certainly to us; if not, what can't be read as a question stays unanswered. */
  readonly isAddressed: boolean;
  /** Whether it stands in the thread already. */
  readonly isShown: boolean;
};

/** How long a message that may not be for us is read before anything shows. */
const UNSURE_MS = 400;

/** Answers in the thread, once; questions of one thread in the order they came. */
export async function answerQuestion(
  question: Question,
  speaking: Speaking,
  talk: Talk,
): Promise<void> {
  const threadId = threadIdOf(question.conversation);
  await talk.inTurn(threadId, async () => {
    await talk.memory.recall(question.conversation, speaking);
    const status = showStatus(
      speaking.client,
      question.conversation,
      question.isAddressed ? 0 : UNSURE_MS,
    );
    const turn = await takeTurn(
      { threadId, turnId: question.turnId },
      question,
      speaking,
      talk,
    ).catch(async (error: unknown) => {
      await status.clear();
      if (question.isAddressed || !isSaidToAsker(error)) throw error;
      return null;
    });
    if (turn === null) return status.clear();
    await talk.memory.take(question.conversation);
    await status.settled();
    await postAnswer({ turn, question, revision: '' }, speaking, talk);
  });
}

/** null: it was not for us after all. */
async function takeTurn(
  ref: TurnRef,
  { conversation, words, isAddressed }: Question,
  speaking: Speaking,
  { desk, rightsOf }: Talk,
): Promise<Turn | null> {
  const rights = await rightsOf(askerIn(conversation, speaking));
  const turn = await desk.ask({ ...ref, ...rights, question: words });
  if (isAddressed || turn.reply.kind !== 'decline' || turn.denied) return turn;
  await desk.forget(ref.threadId, ref.turnId);
  return null;
}

export type AnswerPosting = {
  readonly turn: Turn;
  readonly question: Pick<Question, 'conversation' | 'isShown'>;
  /** Tells it from earlier answers to the same question. */
  readonly revision: string;
};

/** Posts the answer where everybody in the thread sees it, or to its asker alone where it has to be. */
export async function postAnswer(
  { turn, question, revision }: AnswerPosting,
  speaking: Speaking,
  talk: Talk,
): Promise<void> {
  const { conversation, isShown } = question;
  const { client, user } = speaking;
  const ref = { threadId: threadIdOf(conversation), turnId: turn.id };
  const place = await placeOf(ref, conversation, speaking, talk);
  if (turn.isPrivate && !isDirect(conversation.channel))
    return answerPrivately({ turn, ref, place, revision }, talk);
  const { messages, files } = await deliver(
    {
      ...{ turn, ref, client, revision, outlet: threadOutlet(place) },
      options: {
        audience: isDirect(conversation.channel) ? 'private' : 'channel',
        ...(!isShown && { asked: { by: user } }),
      },
    },
    talk,
  );
  const { channel } = conversation;
  await talk.answers.keep({
    ...ref,
    messages: messages.map((ts) => ({ channel, ts })),
    files,
    asker: user,
  });
}

export async function placeOf(
  { threadId, turnId }: TurnRef,
  conversation: Conversation,
  { client, us, user }: Speaking,
  { desk, memory }: Talk,
): Promise<Place> {
  const traces = await desk.traces(threadId);
  const trace = traces.find(({ id }) => id === turnId);
  if (!trace) throw new TypeError('an answered turn leaves a trace');
  return { client, us, conversation, asker: user, trace, memory };
}

/** Whose rights hold: in direct messages the person’s alone, in a channel those of whoever reads along too. */
export function askerIn(
  { channel }: Pick<Conversation, 'channel'>,
  { client, team, user }: Speaking,
) {
  return { client, team, user, channel: isDirect(channel) ? null : channel };
}

/** Something the asker would be told about; nobody wants to hear it who didn't ask. */
function isSaidToAsker(error: unknown): boolean {
  return error instanceof AppError && (error.kind === 'asker' || error.kind === 'denied');
}
