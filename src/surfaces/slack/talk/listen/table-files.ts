import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { TurnRef } from '../../../../bot/desk.ts';
import { AskerError } from '../../../../core/errors.ts';
import { ACTIONS } from '../../blocks/slack-message.ts';
import { directChannel } from '../answer-privately.ts';
import { askerIn } from '../answer-question.ts';
import type { Conversation } from '../conversation.ts';
import { type AttachedFile, runOnce } from '../deliver.ts';
import { findTurn } from '../find-turn.ts';
import { upload } from '../outlets.ts';
import { readOwnMessages } from '../read-thread.ts';
import { type Speaking, speakingIn, type Talk } from '../talk.ts';
import { pressedIn } from './presses.ts';

/** Gives all rows behind a ranking as a file: in its thread, or to whoever alone was answered. */
export function listenToTableFiles(app: App, talk: Talk): void {
  app.action<BlockAction<ButtonAction>>(ACTIONS.csv, async ({ ack, body, action, ...request }) => {
    await ack();
    const speaking = speakingIn({ ...request, body }, body.user.id);
    const { conversation, isAside } = pressedIn(body, speaking.team);
    const ref = await findTurn(action.value ?? '', conversation, speaking, talk);
    const { client, team, user } = speaking;
    const asker = isAside ? { client, team, user, channel: null } : askerIn(conversation, speaking);
    const rights = await talk.rightsOf(asker);
    const turn = await talk.desk.turn(ref.threadId, ref.turnId, rights);
    const csv = turn && (await talk.desk.csv(ref.threadId, ref.turnId, rights));
    if (!csv) throw new AskerError('There is no table to give of that answer any more: ask again.');
    const file = { name: csv.fileName, title: turn.question, text: csv.text };
    if (isAside || turn.isPrivate) await giveAlone(file, ref, speaking, talk);
    else await giveInThread(file, ref, conversation, speaking, talk);
  });
}

async function giveAlone(
  file: AttachedFile,
  ref: TurnRef,
  { client, user }: Speaking,
  talk: Talk,
): Promise<void> {
  const act = async () => upload(client, { channel: await directChannel(client, user) }, file);
  await runOnce({ ref, part: `asked csv ${user}` }, { act, find: async () => null }, talk);
}

/** Once, however many press; it goes when the answer goes. */
async function giveInThread(
  file: AttachedFile,
  ref: TurnRef,
  conversation: Conversation,
  { client, us }: Speaking,
  talk: Talk,
): Promise<void> {
  const { channel, root } = conversation;
  const act = () => upload(client, { channel, thread_ts: root }, file);
  const find = async () => {
    const files = (await readOwnMessages(client, conversation, us)).flatMap((own) => own.files);
    return files.find(({ name }) => name === file.name)?.id ?? null;
  };
  const id = await runOnce({ ref, part: 'asked csv' }, { act, find }, talk);
  const record = await talk.answers.of(ref, { client, us });
  if (record && !record.files.includes(id)) {
    await talk.answers.keep({ ...record, files: [...record.files, id] });
  }
}
