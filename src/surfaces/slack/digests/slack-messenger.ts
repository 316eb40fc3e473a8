import type { WebClient } from '@slack/web-api';
import type { ChartSpec } from '../../../core/answer.ts';
import { AskerError, UpstreamError } from '../../../core/errors.ts';
import type { Messenger, PostedMessage, Posting, Whereabouts } from '../../../core/messenger.ts';
import type { DigestPart } from '../../../digests/deliver.ts';
import type { RenderedReply, SlackMessage } from '../blocks/slack-message.ts';
import { fallback, prose } from '../blocks/words.ts';
import type { Log } from '../log.ts';
import { isPassing } from '../problems.ts';
import { answerRefOf, threadIdOf } from '../talk/conversation.ts';
import { sayings } from '../talk/outlets.ts';
import { createPictures } from '../talk/pictures.ts';
import { isRefusedLayout, isRefusedMetadata, isShutOut, reasonOf } from '../talk/refusals.ts';
import { keyIn, keyOnly, metadataOf } from './digest-metadata.ts';
import { renderDigestPart } from './render-digest-part.ts';
import { readSlackAddress } from './slack-address.ts';

export type SlackMessengerParts = {
  clientOf(teamId?: string): Promise<WebClient>;
  readonly draw: (chart: ChartSpec) => Promise<Uint8Array>;
  readonly logger: Log;
};

const PAGE = 200;
const MOST_PAGES = 20;

/** Posts digests into Slack's channels. Channels and people are named `C…`, or `T…/C…` where there are several workspaces. */
export function createSlackMessenger(parts: SlackMessengerParts): Messenger<DigestPart> {
  const own = new Map<WebClient, Promise<Us>>();

  const reach = async (address: string): Promise<Place> => {
    const { team, id } = readSlackAddress(address);
    const client = await parts.clientOf(team ?? undefined);
    const us = own.get(client) ?? whoWeAre(client);
    own.set(client, us);
    us.catch(() => own.delete(client)); // whoever asked has the error; the next one tries again
    return { client, channel: id, us: await us };
  };
  const attempt = async <T>(address: string, work: (place: Place) => Promise<T>): Promise<T> => {
    try {
      return await work(await reach(address));
    } catch (error) {
      throw translated(error);
    }
  };

  return {
    pieces: (content) => messagesOf(renderDigestPart(content, '')).length,
    post: (posting, check) =>
      attempt(posting.channel, (place) => post(posting, place, { ...parts, check })),
    find: (where) => attempt(where.channel, (place) => find(where, place)),
    tell: (person, words, key) => attempt(person, (place) => tell(words, key, place)),
  };
}

type Us = { readonly team: string; readonly user: string };
type Place = { readonly client: WebClient; readonly channel: string; readonly us: Us };

async function whoWeAre(client: WebClient): Promise<Us> {
  const { team_id: team = '', user_id: user = '' } = await client.auth.test();
  return { team, user };
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

async function find(
  { thread, key, since, channel: address }: Whereabouts,
  { client, channel, us }: Place,
): Promise<PostedMessage | null> {
  const oldest = (Date.parse(since) / 1000).toFixed(6);
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const asked = {
      ...{ channel, limit: PAGE, include_all_metadata: true },
      ...(cursor && { cursor }),
    };
    const { messages = [], response_metadata: next } = thread
      ? await client.conversations.replies({ ...asked, ts: thread.id })
      : await client.conversations.history({ ...asked, oldest });
    const found = messages.find(
      (one) =>
        one.user === us.user && keyIn(one.metadata) === key && Number(one.ts) >= Number(oldest),
    );
    if (found?.ts) return { channel: address, id: found.ts };
    cursor = next?.next_cursor;
    if (!cursor) return null;
  }
  return null;
}

async function tell(words: string, key: string, { client, channel: person, us }: Place) {
  const { channel } = await client.conversations.open({ users: person });
  const id = channel?.id ?? person;
  const asked = { channel: id, limit: PAGE, include_all_metadata: true };
  const { messages = [] } = await client.conversations.history(asked);
  if (messages.some((one) => one.user === us.user && keyIn(one.metadata) === key)) return;
  const message = { text: fallback([words]), blocks: prose([words]) };
  await client.chat.postMessage({ channel: id, ...sayings(message), metadata: keyOnly(key) });
}

function messagesOf({ message, more }: RenderedReply): readonly SlackMessage[] {
  return [message, ...more];
}

function translated(error: unknown): unknown {
  if (error instanceof AskerError || error instanceof UpstreamError) return error;
  if (isShutOut(error)) {
    return new AskerError('I’m not in that channel: invite me there with /invite @Deskhand', {
      cause: error,
    });
  }
  const reason = reasonOf(error);
  if (isPassing(error) || reason !== null) {
    const retryAfterMs = secondsToWait(error);
    return new UpstreamError(`Slack did not take it (${reason ?? 'no answer'})`, {
      cause: error,
      ...(retryAfterMs !== null && { retryAfterMs }),
    });
  }
  return error;
}

function secondsToWait(error: unknown): number | null {
  const wait = error instanceof Error && 'retryAfter' in error ? error.retryAfter : null;
  return typeof wait === 'number' ? wait * 1000 : null;
}
