import type { WebClient } from '@slack/web-api';
import type { ChartSpec } from '../../../core/answer.ts';
import type { Messenger, PostedMessage, Posting } from '../../../core/messenger.ts';
import type { DigestPart } from '../../../digests/deliver.ts';
import type { RenderedReply, SlackMessage } from '../blocks/slack-message.ts';
import { createPlaces, findPosted, type Place, tellOnce } from '../calls/places.ts';
import type { Log } from '../log.ts';
import { directChannel } from '../talk/answer-privately.ts';
import { answerRefOf, threadIdOf } from '../talk/conversation.ts';
import { sayings } from '../talk/outlets.ts';
import { createPictures } from '../talk/pictures.ts';
import { isRefusedLayout, isRefusedMetadata } from '../talk/refusals.ts';
import { keyOnly, metadataOf } from './digest-metadata.ts';
import { renderDigestPart } from './render-digest-part.ts';

export type SlackMessengerParts = {
  clientOf(teamId?: string): Promise<WebClient>;
  readonly draw: (chart: ChartSpec) => Promise<Uint8Array>;
  readonly logger: Log;
};

/** Posts digests into Slack's channels. Channels and people are named `C…`, or `T…/C…` where there are several workspaces. */
export function createSlackMessenger(parts: SlackMessengerParts): Messenger<DigestPart> {
  const { at } = createPlaces(parts.clientOf);
  return {
    pieces: (content) => messagesOf(renderDigestPart(content, '')).length,
    post: (posting, check) =>
      at(posting.channel, (place) => post(posting, place, { ...parts, check })),
    find: (where) =>
      at(where.channel, async (place) => {
        const id = await findPosted(where, place);
        return id === null ? null : { channel: where.channel, id };
      }),
    tell: (person, words, key) =>
      at(person, async (place) => {
        const channel = await directChannel(place.client, place.channel);
        await tellOnce({ words, key, metadata: keyOnly(key) }, { ...place, channel });
      }),
  };
}

async function post(
  posting: Posting<DigestPart>,
  { client, channel, us }: Place,
  {
    draw,
    logger,
    check = async () => {},
  }: SlackMessengerParts & { check?: (() => Promise<void>) | undefined },
): Promise<PostedMessage> {
  const { thread, content, piece, key } = posting;
  const root = thread?.id ?? '';
  const threadId = threadIdOf({ team: us.team, channel, root });
  const ref = answerRefOf({ threadId, turnId: key });
  const full = renderDigestPart(content, ref);
  const basic = renderDigestPart(content, ref, 'basic');
  const isSplitAlike = messagesOf(basic).length === messagesOf(full).length;
  for (const rendered of isSplitAlike ? [full, basic] : [full]) {
    const pictures = createPictures(client, draw, logger);
    const message = messagesOf(rendered)[piece];
    if (message === undefined) throw new TypeError(`${key} has no piece ${piece}`);
    const placed = await pictures.place(message, rendered.files);
    await check();
    const id = await tryLayout(() => send(posting, placed.message, client, channel));
    if (id !== null) return { channel: posting.channel, id };
  }
  await check();
  const words = { text: messagesOf(basic)[piece]?.text ?? content.digest.title, blocks: [] };
  return { channel: posting.channel, id: await send(posting, words, client, channel) };
}

/** Gives its ts. What Slack won't let travel stays behind, but for the key it is found by. */
async function send(
  posting: Posting<DigestPart>,
  message: SlackMessage,
  client: WebClient,
  channel: string,
): Promise<string> {
  const where = { channel, ...(posting.thread && { thread_ts: posting.thread.id }) };
  const say = { ...where, ...sayings(message) };
  try {
    const { ts } = await client.chat.postMessage({ ...say, metadata: metadataOf(posting) });
    return ts ?? '';
  } catch (error) {
    if (!isRefusedMetadata(error)) throw error;
    const { ts } = await client.chat.postMessage({ ...say, metadata: keyOnly(posting.key) });
    return ts ?? '';
  }
}

/** null: Slack refuses to draw it. */
async function tryLayout(sending: () => Promise<string>): Promise<string | null> {
  try {
    return await sending();
  } catch (error) {
    if (isRefusedLayout(error)) return null;
    throw error;
  }
}

function messagesOf({ message, more }: RenderedReply): readonly SlackMessage[] {
  return [message, ...more];
}
