import { RespondError, type RespondFn } from '@slack/bolt';
import type { SlackMessage } from '../blocks/slack-message.ts';
import { directChannel } from './answer-privately.ts';
import { deliver, type Outlet } from './deliver.ts';
import { asideThread } from './go-on.ts';
import { sayings, upload } from './outlets.ts';
import { RefusedResponse } from './refusals.ts';
import type { Speaking, Talk } from './talk.ts';

export type Aside = {
  readonly words: string;
  readonly channel: string;
  readonly respond: RespondFn;
};

/** Answers somebody in a channel without anybody else seeing it; what they ask there next may follow up on it. */
export async function answerAside(
  { words, channel, respond }: Aside,
  speaking: Speaking,
  talk: Talk,
): Promise<void> {
  const { client, jobKey } = speaking;
  const threadId = await asideThread({ ...speaking, channel }, talk);
  await talk.inTurn(threadId, async () => {
    const ref = { threadId, turnId: jobKey };
    const rights = await talk.rightsOf({ ...speaking, channel: null });
    const turn = await talk.desk.ask({ ...ref, ...rights, question: words });
    await deliver(
      {
        ...{ turn, ref, client, outlet: asideOutlet(respond, speaking) },
        options: { audience: 'private', share: true, asked: { by: null } },
      },
      talk,
    );
  });
}

/** Says something to one person where they are. Slack's address for that works a few times, and not for long. */
export async function sayAside(
  respond: RespondFn,
  message: SlackMessage,
  { client, user }: Pick<Speaking, 'client' | 'user'>,
): Promise<void> {
  try {
    const { text, blocks } = sayings(message);
    const answer = await respond({
      ...{ response_type: 'ephemeral', replace_original: false, text },
      ...(blocks.length > 0 && { blocks }),
    });
    const [, reason] = /"error":"(\w+)"/.exec(await answer.text()) ?? [];
    if (reason) throw new RefusedResponse(reason);
  } catch (error) {
    if (!isUsedUp(error)) throw error;
    const channel = await directChannel(client, user);
    await client.chat.postMessage({ channel, ...sayings(message) });
  }
}

const NOT_FOUND = 404;

function isUsedUp(error: unknown): boolean {
  if (error instanceof RefusedResponse) return /^(?:used|expired)_url$/.test(error.reason);
  return error instanceof RespondError && error.statusCode === NOT_FOUND;
}

/** What only one person sees can't be looked up: after a crash in its middle it is said again. */
function asideOutlet(respond: RespondFn, speaking: Speaking): Outlet {
  const { client, user } = speaking;
  return {
    async send(message) {
      await sayAside(respond, message, speaking);
      return '';
    },
    // Nobody can be given a file in a channel alone.
    attach: async (file) => upload(client, { channel: await directChannel(client, user) }, file),
    find: async () => null,
    findFile: async () => null,
  };
}
