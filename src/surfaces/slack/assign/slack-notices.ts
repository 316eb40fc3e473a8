import type { MessageMetadata } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Noticeboard } from '../../../core/messenger.ts';
import type { TicketNotice } from '../../../core/ticket-card.ts';
import { pack } from '../blocks/fit.ts';
import type { SlackMessage } from '../blocks/slack-message.ts';
import { asides, fallback, prose } from '../blocks/words.ts';
import { createPlaces, findPosted, type Place } from '../calls/places.ts';
import { slackAddress } from '../digests/slack-address.ts';
import { directChannel } from '../talk/answer-privately.ts';
import type { Conversation } from '../talk/conversation.ts';
import { sayings } from '../talk/outlets.ts';
import { isGone, isRefusedLayout } from '../talk/refusals.ts';
import { counter, factsOf, renderHead, renderSection, titleOf } from '../tickets/render-card.ts';

export type SlackNoticesParts = {
  clientOf(teamId?: string): Promise<WebClient>;
  /** Somebody's member id by their name in the team. Throws AskerError where Slack knows nobody of that name. */
  findPerson(name: string, client: WebClient, team: string): Promise<string>;
  /** What people say below a notice is not for us. */
  leave(conversation: Conversation): Promise<void>;
  readonly zone: string;
};

/** Notices about tickets to people, by direct message: `@` and their name in the team. */
export function createSlackNotices(parts: SlackNoticesParts): Noticeboard<TicketNotice> {
  const { at } = createPlaces(parts.clientOf);
  const go = <T>(address: string, work: (place: Place) => Promise<T>): Promise<T> =>
    address.startsWith('@')
      ? at('', async (place) => {
          const user = await parts.findPerson(address.slice(1), place.client, place.us.team);
          return work({ ...place, channel: await directChannel(place.client, user) });
        })
      : at(address, work);

  return {
    pieces: () => 1,
    post: ({ channel: address, key, content }, check = async () => {}) =>
      go(address, async ({ client, channel, us }) => {
        const { ts = '' } = await inAnyLayout(renderTicketNotice(content, parts), async (said) => {
          await check();
          return client.chat.postMessage({ channel, ...sayings(said), metadata: metadataOf(key) });
        });
        await parts.leave({ team: us.team, channel, root: ts });
        return { channel: slackAddress(us.team, channel), id: ts };
      }),
    find: ({ channel: address, ...where }) =>
      go(address, async (place) => {
        const id = await findPosted(where, place);
        return id === null ? null : { channel: slackAddress(place.us.team, place.channel), id };
      }),
    revise: ({ channel: address, id }, key, content) =>
      go(address, async ({ client, channel }) => {
        try {
          await inAnyLayout(renderTicketNotice(content, parts), ({ text, blocks }) =>
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

/** What became of a ticket of theirs, the ticket, and what they can do about it. */
export function renderTicketNotice(
  { headline, ticket, section }: TicketNotice,
  { zone }: Pick<SlackNoticesParts, 'zone'>,
): SlackMessage {
  const { lines = [], buttons = [] } = section;
  const blocks = [
    ...prose([`**${headline}**`]),
    ...renderHead(ticket),
    ...asides([factsOf(ticket, zone)]),
    ...(lines.length + buttons.length > 0 ? renderSection(section, ticket.id, counter()) : []),
  ];
  const [first = []] = pack(blocks);
  return { text: fallback([headline, titleOf(ticket), ...lines]), blocks: first };
}

const metadataOf = (key: string): MessageMetadata => ({
  event_type: 'deskhand_ticket',
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
