import type { App, BlockAction, ButtonAction, RespondFn } from '@slack/bolt';
import { AskerError } from '../../../core/errors.ts';
import { renderNotice } from '../blocks/render-notes.ts';
import { sayAside } from '../talk/answer-aside.ts';
import { sayings } from '../talk/outlets.ts';
import { type Speaking, speakingIn } from '../talk/talk.ts';
import { DIGEST_ACTIONS } from './digest-actions.ts';
import { checkMayManage, type SlackDigestsParts } from './digest-parts.ts';
import { answerWish, type MakeChoice, takenBack } from './make-digest.ts';
import { renderDigestList } from './render-digests.ts';
import { showPreview } from './show-preview.ts';
import { slackAddress } from './slack-address.ts';

/** `/digest` and the buttons of digests. Listeners may be called again with the same `context.jobKey` and do nothing twice. */
export function registerDigests(app: App, parts: SlackDigestsParts): void {
  app.command('/digest', async ({ ack, command, respond, ...request }) => {
    await ack();
    const speaking = speakingIn(request, command.user_id);
    const [verb = 'list', ...rest] = command.text.trim().split(/\s+/).filter(Boolean);
    const told = { respond, speaking, channel: command.channel_id };
    await carryOut(verb.toLowerCase(), rest.join(' '), told, parts);
  });

  for (const verb of ['preview', 'run', 'pause', 'resume', 'remove'] as const) {
    app.action<BlockAction<ButtonAction>>(
      DIGEST_ACTIONS[verb],
      async ({ ack, body, action, respond, ...request }) => {
        await ack();
        const speaking = speakingIn({ ...request, body }, body.user.id);
        const told = { respond, speaking, channel: body.channel?.id ?? '' };
        await carryOut(verb, action.value ?? '', told, parts);
      },
    );
  }

  app.action<BlockAction<ButtonAction>>(
    DIGEST_ACTIONS.make,
    async ({ ack, body, action, ...request }) => {
      await ack();
      const speaking = speakingIn({ ...request, body }, body.user.id);
      await checkMayManage(speaking, parts);
      await answerWish(readChoice(action.value), speaking, parts);
    },
  );

  app.action<BlockAction<ButtonAction>>(
    DIGEST_ACTIONS.undo,
    async ({ ack, body, action, ...request }) => {
      await ack();
      const speaking = speakingIn({ ...request, body }, body.user.id);
      await checkMayManage(speaking, parts);
      const name = action.value ?? '';
      const { title } = (await known(name, parts))
        ? await parts.digests.remove(name)
        : { title: name };
      const { channel, message } = body;
      if (!channel || !message?.ts) return;
      const { text, blocks } = sayings(takenBack(title));
      await speaking.client.chat.update({ channel: channel.id, ts: message.ts, text, blocks });
    },
  );
}

type Told = {
  readonly respond: RespondFn;
  readonly speaking: Speaking;
  readonly channel: string;
};

const VERBS = 'list, preview, run, pause, resume, delete and here';

async function carryOut(
  verb: string,
  name: string,
  told: Told,
  parts: SlackDigestsParts,
): Promise<void> {
  const { digests } = parts;
  const { respond, speaking, channel } = told;
  const say = (words: string) => sayAside(respond, renderNotice(words), speaking);
  if (verb === 'list') {
    const messages = renderDigestList(await digests.list());
    for (const message of messages) await sayAside(respond, message, speaking);
    return;
  }
  const work = WORKS[verb];
  if (!work) throw new AskerError(`/digest knows ${VERBS}; it doesn’t know “${verb}”.`);
  if (name === '')
    throw new AskerError(
      `Which one? Say “/digest ${verb} ” and its name; “/digest list” names them.`,
    );
  await checkMayManage(speaking, parts);
  await work({ name, channel, say, told, parts });
}

type Work = (on: {
  readonly name: string;
  readonly channel: string;
  readonly say: (words: string) => Promise<void>;
  readonly told: Told;
  readonly parts: SlackDigestsParts;
}) => Promise<void>;

const remove: Work = async ({ name, say, parts }) => {
  const { title } = await parts.digests.remove(name);
  await say(`“${title}” is deleted; it is not posted any more.`);
};

const WORKS: Readonly<Record<string, Work>> = {
  preview: ({ name, told, parts }) => showPreview(name, told, parts),
  async run({ name, say, told, parts }) {
    const result = await parts.digests.run(name, told.speaking.jobKey);
    await say(result.kind === 'running' ? 'It is just being posted.' : 'It is posted.');
  },
  async pause({ name, say, parts }) {
    const { title } = await parts.digests.pause(name);
    await say(`“${title}” is paused. “/digest resume ${name}” goes on with it.`);
  },
  async resume({ name, say, parts }) {
    const { title, words } = await parts.digests.resume(name);
    await say(`“${title}” is posted again ${words}; what was missed is not made up for.`);
  },
  async here({ name, channel, say, told, parts }) {
    const { team, user } = told.speaking;
    const place = slackAddress(team, channel);
    const { title, words } = await parts.digests.move(name, place, slackAddress(team, user));
    await say(`“${title}” is posted here ${words}.`);
  },
  remove,
  delete: remove,
};

async function known(name: string, { digests }: SlackDigestsParts): Promise<boolean> {
  return (await digests.list()).some((digest) => digest.name === name);
}

/** Only our own buttons hold one. */
function readChoice(value = ''): MakeChoice {
  const read: unknown = JSON.parse(value);
  const { turnId, threadId, when, channel } = read as Partial<MakeChoice>; // each field is looked at
  if (!turnId || !threadId || !when || !channel) throw new TypeError('no choice of a digest');
  return { turnId, threadId, when, channel };
}
