import type { MessageMetadata } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { AskerError, UpstreamError } from '../../../core/errors.ts';
import type { PostedMessage, Whereabouts } from '../../../core/messenger.ts';
import { fallback, prose } from '../blocks/words.ts';
import { keyIn } from '../digests/digest-metadata.ts';
import { readSlackAddress } from '../digests/slack-address.ts';
import { isPassing } from '../problems.ts';
import { sayings } from '../talk/outlets.ts';
import { isShutOut, reasonOf } from '../talk/refusals.ts';

/** Who we are in a workspace. */
export type Us = { readonly team: string; readonly user: string };

/** Somewhere in Slack, and how to get there. */
export type Place = { readonly client: WebClient; readonly channel: string; readonly us: Us };

/** How far Slack's clock may be behind ours, and more: a message's time is whole seconds, and a number that tells it from others in the same one. */
const CLOCKS_DIFFER_S = 300;
const PAGE = 200;
const MOST_PAGES = 20;

/** Goes to channels and people, `C…` or `T…/C…`; what Slack refuses there is told in our errors. */
export function createPlaces(clientOf: (teamId?: string) => Promise<WebClient>) {
  const own = new Map<WebClient, Promise<Us>>();
  const reach = async (address: string): Promise<Place> => {
    const { team, id } = readSlackAddress(address);
    const client = await clientOf(team ?? undefined);
    const us = own.get(client) ?? whoWeAre(client);
    own.set(client, us);
    us.catch(() => own.delete(client)); // whoever asked has the error; the next one tries again
    return { client, channel: id, us: await us };
  };
  return {
    async at<T>(address: string, work: (place: Place) => Promise<T>): Promise<T> {
      try {
        return await work(await reach(address));
      } catch (error) {
        throw translated(error);
      }
    },
  };
}

async function whoWeAre(client: WebClient): Promise<Us> {
  const { team_id: team = '', user_id: user = '' } = await client.auth.test();
  return { team, user };
}

/** The message of ours with a key, by its ts; null: it is not there. */
export async function findPosted(
  { thread, key, since }: Omit<Whereabouts, 'channel'>,
  { client, channel, us }: Place,
): Promise<PostedMessage['id'] | null> {
  const second = Math.max(0, Math.floor(Date.parse(since) / 1000) - CLOCKS_DIFFER_S);
  const oldest = `${second}.000000`;
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
    if (found?.ts) return found.ts;
    cursor = next?.next_cursor;
    if (!cursor) return null;
  }
  return null;
}

const EVER = new Date(0).toISOString();

/** Plain sentences to whoever is there; the same key reaches them once. */
export async function tellOnce(
  {
    words,
    key,
    metadata,
  }: { readonly words: string; readonly key: string; readonly metadata: MessageMetadata },
  place: Place,
): Promise<void> {
  if (await findPosted({ thread: null, key, since: EVER }, place)) return;
  const { client, channel } = place;
  const message = { text: fallback([words]), blocks: prose([words]) };
  await client.chat.postMessage({ channel, ...sayings(message), metadata });
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
