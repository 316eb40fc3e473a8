import type { WebClient } from '@slack/web-api';
import type { TurnTrace } from '../../../bot/desk.ts';
import { AskerError } from '../../../core/errors.ts';
import { readPostRequest } from '../../../digests/read-post-request.ts';
import { renderNotice } from '../blocks/render-notes.ts';
import type { SlackMessage } from '../blocks/slack-message.ts';
import { conversationOf, isDirect } from '../talk/conversation.ts';
import { sayings } from '../talk/outlets.ts';
import type { Said } from '../talk/talk-parts.ts';
import { keyIn, keyOnly } from './digest-metadata.ts';
import { checkMayManage, type SlackDigestsParts } from './digest-parts.ts';
import { renderMade, renderUnclear } from './render-digests.ts';
import { slackAddress } from './slack-address.ts';

/** What a button that makes a digest says back. */
export type MakeChoice = {
  /** The turn, in its thread. */
  readonly turnId: string;
  readonly threadId: string;
  readonly when: string;
  readonly channel: string;
};

const KEEP_MS = 7 * 86_400_000;

/** Takes "post this every weekday at 9" under an answer: makes the digest, or asks back once. False: it was something else. */
export async function takeDigestWish(said: Said, parts: SlackDigestsParts): Promise<boolean> {
  const request = readPostRequest(said.text);
  if (request === null) return false;
  await checkMayManage(said, parts);
  const turn = await lastAnswer(said.threadId, parts);
  if (turn === null) {
    throw new AskerError(
      'There is no answer above that I could post: ask a question first, then say it under its answer.',
    );
  }
  const channel = request.channel ?? said.channel;
  if (!/^[CGD][A-Z0-9]+$/.test(channel)) {
    throw new AskerError(
      `I can’t tell which channel #${channel} is: pick it from the list that opens as you type #.`,
    );
  }
  const wish: MakeChoice = {
    turnId: turn.id,
    threadId: said.threadId,
    when: request.when,
    channel,
  };
  await answerWish(wish, said, parts);
  return true;
}

type Wisher = Pick<Said, 'client' | 'team' | 'user' | 'jobKey'>;

/** Makes it and says so in the thread, once for each job. */
export async function answerWish(
  wish: MakeChoice,
  wisher: Wisher,
  parts: SlackDigestsParts,
): Promise<void> {
  const conversation = conversationOf(wish.threadId);
  if (conversation === null) throw new TypeError('wishes come from threads of Slack');
  const { client, jobKey } = wisher;
  const { channel, root } = conversation;
  const message = await carryOut(wish, wisher, parts);
  const key = `digest-made:${jobKey}`;
  const post = async (): Promise<string> => {
    const where = { channel, thread_ts: root, metadata: keyOnly(key) };
    const { ts } = await client.chat.postMessage({ ...where, ...sayings(message) });
    return ts ?? '';
  };
  const find = () => findInThread(client, { channel, root }, key);
  await parts.once.run(key, { act: post, find }, { keepMs: KEEP_MS });
}

async function carryOut(
  wish: MakeChoice,
  { client, team, user, jobKey }: Wisher,
  parts: SlackDigestsParts,
): Promise<SlackMessage> {
  const { digests, zone } = parts;
  const trace = await traceOf(wish, parts);
  if (trace === null) throw new AskerError('That answer is no longer remembered here: ask again.');
  await checkAudience(wish, { client, team, user }, parts);
  const channel = slackAddress(team, wish.channel);
  const { question, plan } = trace;
  const owner = slackAddress(team, user);
  const added = await digests.add({
    ...{ key: jobKey, question, plan, schedule: wish.when, channel, owner, zone },
  });
  if (added.kind === 'added') return renderMade(added.digest, { isFixed: added.isFixed, channel });
  const choices = added.choices.map((label) => ({
    label,
    value: JSON.stringify({ ...wish, when: label } satisfies MakeChoice),
  }));
  return renderUnclear(added.question, choices);
}

/** What not everybody there may see is not posted there. */
async function checkAudience(
  { threadId, turnId, channel }: MakeChoice,
  asker: { readonly client: WebClient; readonly team: string; readonly user: string },
  { desk, rightsOf }: SlackDigestsParts,
): Promise<void> {
  const rights = await rightsOf({ ...asker, channel: isDirect(channel) ? null : channel });
  const turn = await desk.turn(threadId, turnId, rights);
  if (turn === null) return;
  if (turn.isPrivate || turn.reply.kind !== 'answer') {
    throw new AskerError(
      turn.reply.kind === 'answer'
        ? 'Not everybody in that channel may see this, so I don’t post it there. Choose another channel, such as “post this in #managers …”.'
        : 'There is no answer above that I could post.',
    );
  }
}

async function lastAnswer(
  threadId: string,
  { desk }: SlackDigestsParts,
): Promise<TurnTrace | null> {
  const traces = await desk.traces(threadId);
  return traces.findLast(({ plan }) => plan !== null) ?? null;
}

async function traceOf(
  { threadId, turnId }: MakeChoice,
  { desk }: SlackDigestsParts,
): Promise<TurnTrace | null> {
  const traces = await desk.traces(threadId);
  return traces.find(({ id }) => id === turnId) ?? null;
}

/** The ts of a message of ours by its key. */
async function findInThread(
  client: WebClient,
  { channel, root }: { readonly channel: string; readonly root: string },
  key: string,
): Promise<string | null> {
  const asked = { channel, ts: root, limit: 200, include_all_metadata: true };
  const { messages = [] } = await client.conversations.replies(asked);
  return messages.find(({ metadata }) => keyIn(metadata) === key)?.ts ?? null;
}

export const takenBack = (title: string): SlackMessage =>
  renderNotice(`Taken back: “${title}” is not posted.`);
