import type { MessageMetadata } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Noticeboard } from '../../../core/messenger.ts';
import type { SlackMessage } from '../blocks/slack-message.ts';
import { slackAddress } from '../digests/slack-address.ts';
import { directChannel } from '../talk/answer-privately.ts';
import type { Conversation } from '../talk/conversation.ts';
import { sayings } from '../talk/outlets.ts';
import { isGone, isRefusedLayout } from '../talk/refusals.ts';
import { createPlaces, findPosted, type Place, tellOnce } from './places.ts';

export type SlackNoticeboardParts = {
  clientOf(teamId?: string): Promise<WebClient>;
  /** Somebody's member id by their name in the team. Throws AskerError where Slack knows nobody of that name. */
  findPerson(name: string, client: WebClient, team: string): Promise<string>;
  /** What people say below a notice is not for us. */
  leave(conversation: Conversation): Promise<void>;
};

/** What stands on a board: how it looks somewhere, and the event type its messages carry. */
export type SlackNotices<Content> = {
  readonly eventType: string;
  render(content: Content, place: Place): Promise<SlackMessage>;
};

/** `@` and a name in the team, or a member id. */
const PERSON = /^(?:@|[UW][A-Z0-9]{5,}$)/;

/** Notices in Slack: in channels, `C…` or `T…/C…`, and to people, `@` and their name in the team. Each is one message. */
export function createSlackNoticeboard<Content>(
  { clientOf, findPerson, leave }: SlackNoticeboardParts,
  { eventType, render }: SlackNotices<Content>,
): Noticeboard<Content> {
  const { at } = createPlaces(clientOf);
  const metadataOf = (key: string): MessageMetadata => ({
    event_type: eventType,
    event_payload: { key },
  });

  /** The one workspace there is: people are known by names, which say nothing of workspaces. */
  async function direct(name: string, { client, us }: Place): Promise<Place> {
    const user = await findPerson(name, client, us.team);
    return { client, us, channel: await directChannel(client, user) };
  }

  const go = <T>(address: string, work: (place: Place) => Promise<T>): Promise<T> =>
    PERSON.test(address)
      ? at('', async (place) => work(await direct(address.replace('@', ''), place)))
      : at(address, work);

  return {
    pieces: () => 1,
    post: ({ channel: address, thread, key, content }, check = async () => {}) =>
      go(address, async (place) => {
        const { client, channel, us } = place;
        const where = { channel, ...(thread && { thread_ts: thread.id }) };
        const metadata = metadataOf(key);
        const { ts = '' } = await inAnyLayout(await render(content, place), async (said) => {
          await check();
          return client.chat.postMessage({ ...where, ...sayings(said), metadata });
        });
        if (thread === null) await leave({ team: us.team, channel, root: ts });
        return { channel: slackAddress(us.team, channel), id: ts };
      }),
    find: ({ channel: address, ...where }) =>
      go(address, async (place) => {
        const id = await findPosted(where, place);
        return id === null ? null : { channel: slackAddress(place.us.team, place.channel), id };
      }),
    revise: ({ channel: address, id: ts }, key, content) =>
      go(address, async (place) => {
        const { client, channel } = place;
        const metadata = metadataOf(key);
        try {
          await inAnyLayout(await render(content, place), ({ text, blocks }) =>
            client.chat.update({ channel, ts, text, blocks, metadata }),
          );
        } catch (error) {
          if (!isGone(error)) throw error;
        }
      }),
    tell: (person, words, key) =>
      go(person, (place) => tellOnce({ words, key, metadata: metadataOf(key) }, place)),
  };
}

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
