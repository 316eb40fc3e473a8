import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { TurnRef } from '../../../../bot/desk.ts';
import { AskerError } from '../../../../core/errors.ts';
import { ACTIONS } from '../../blocks/slack-message.ts';
import { directChannel } from '../answer-privately.ts';
import type { Conversation } from '../conversation.ts';
import { type AttachedFile, runOnce } from '../deliver.ts';
import { upload } from '../outlets.ts';
import { readOwnMessages } from '../read-thread.ts';
import { type Speaking, speakingIn, type Talk } from '../talk.ts';
import { pressedTurn } from './presses.ts';

/** Gives all rows behind a ranking as a file: in its thread, or to whoever alone was answered. */
export function listenToTableFiles(app: App, talk: Talk): void {
  app.action<BlockAction<ButtonAction>>(ACTIONS.csv, async ({ ack, body, action, ...request }) => {
    await ack();
    const speaking = speakingIn({ ...request, body }, body.user.id);
    const pressed = await pressedTurn({ body, value: action.value }, speaking, talk);
    const { conversation, isAside, ref, rights, turn } = pressed;
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
