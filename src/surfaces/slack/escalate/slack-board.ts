import type { MessageMetadata } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { AskerError } from '../../../core/errors.ts';
import type { Noticeboard } from '../../../core/messenger.ts';
import type { Alert } from '../../../core/ticket-card.ts';
import type { SlackMessage } from '../blocks/slack-message.ts';
import { fallback, prose } from '../blocks/words.ts';
import { createPlaces, findPosted, type Place } from '../calls/places.ts';
import { slackAddress } from '../digests/slack-address.ts';
import { directChannel } from '../talk/answer-privately.ts';
import type { Conversation } from '../talk/conversation.ts';
import { sayings } from '../talk/outlets.ts';
import { isGone, isRefusedLayout } from '../talk/refusals.ts';
import { type Called, renderAlert } from './render-alert.ts';

export type SlackBoardParts = {
  clientOf(teamId?: string): Promise<WebClient>;
  /** Somebody's member id by their name in the team. Throws AskerError where Slack knows nobody of that name. */
  findPerson(name: string, client: WebClient, team: string): Promise<string>;
  /** What people say below an alert is not for us. */
  leave(conversation: Conversation): Promise<void>;
  readonly zone: string;
};

/** `@` and a name in the team, or a member id. */
const PERSON = /^(?:@|[UW][A-Z0-9]{5,}$)/;

/** Alerts in Slack: in channels, `C…` or `T…/C…`, and to people, `@` and their name in the team. */
export function createSlackBoard(parts: SlackBoardParts): Noticeboard<Alert> {
  const { at } = createPlaces(parts.clientOf);
  const go = <T>(address: string, work: (place: Place) => Promise<T>): Promise<T> =>
    PERSON.test(address)
      ? at('', async (place) => work(await direct(address.replace('@', ''), place, parts)))
      : at(address, work);
  return {
    pieces: () => 1,
    post: ({ channel: address, thread, key, content }, check = async () => {}) =>
      go(address, async (place) => {
        const { client, channel, us } = place;
        const called = isPrivate(channel) ? [] : await peopleIn(content, place, parts);
        const message = renderAlert(content, { called, zone: parts.zone });
        const where = { channel, ...(thread && { thread_ts: thread.id }) };
        const metadata = metadataOf(key);
        const send = async (said: SlackMessage) => {
          await check();
          return client.chat.postMessage({ ...where, ...sayings(said), metadata });
        };
        const { ts = '' } = await inAnyLayout(message, send);
        if (thread === null) await parts.leave({ team: us.team, channel, root: ts });
        return { channel: slackAddress(us.team, channel), id: ts };
      }),
    find: ({ channel: address, ...where }) =>
      go(address, async (place) => {
        const id = await findPosted(where, place);
        return id === null ? null : { channel: slackAddress(place.us.team, place.channel), id };
      }),
    revise: ({ channel: address, id }, key, content) =>
      go(address, async (place) => {
        const { client, channel } = place;
        const called = isPrivate(channel) ? [] : await peopleIn(content, place, parts);
        const message = renderAlert(content, { called, zone: parts.zone });
        try {
          await inAnyLayout(message, ({ text, blocks }) =>
            client.chat.update({ channel, ts: id, text, blocks, metadata: metadataOf(key) }),
          );
        } catch (error) {
          if (!isGone(error)) throw error;
        }
      }),
    tell: (person, words, key) =>
      go(person, async (place) => {
        const since = new Date(0).toISOString();
        if (await findPosted({ thread: null, key, since }, place)) return;
        const message = { text: fallback([words]), blocks: prose([words]) };
        const { client, channel } = place;
        await client.chat.postMessage({ channel, ...sayings(message), metadata: metadataOf(key) });
      }),
  };
}

/** The one workspace there is: people are known by names, which say nothing of workspaces. */
async function direct(
  name: string,
  { client, us }: Place,
  { findPerson }: SlackBoardParts,
): Promise<Place> {
  const user = await findPerson(name, client, us.team);
  return { client, us, channel: await directChannel(client, user) };
}

const isPrivate = (channel: string): boolean => channel.startsWith('D');

/** Whoever Slack doesn't know is named in words. */
async function peopleIn(
  { called }: Alert,
  { client, us }: Place,
  { findPerson }: SlackBoardParts,
): Promise<readonly Called[]> {
  return Promise.all(
    called.map(async (name) => {
      const user = await findPerson(name, client, us.team).catch((error: unknown) => {
        if (error instanceof AskerError) return null;
        throw error;
      });
      return { name, user };
    }),
  );
}

const metadataOf = (key: string): MessageMetadata => ({
  event_type: 'deskhand_alert',
  event_payload: { key },
});

/** What Slack won't draw is said in plain words. */
async function inAnyLayout<T>(
  message: SlackMessage,
  send: (message: SlackMessage) => Promise<T>,
): Promise<T> {
  try {
    return await send(message);
  } catch (error) {
    if (!isRefusedLayout(error)) throw error;
    return send({ text: message.text, blocks: [] });
  }
}
