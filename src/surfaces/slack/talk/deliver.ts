import { setTimeout as wait } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import type { Turn, TurnRef } from '../../../bot/desk.ts';
import { UpstreamError } from '../../../core/errors.ts';
import { type ReplyOptions, renderReply } from '../blocks/render-reply.ts';
import type { RenderedReply, SlackMessage } from '../blocks/slack-message.ts';
import { answerRefOf } from './conversation.ts';
import { createPictures, type Placed } from './pictures.ts';
import { isAboutFile, isRefusedLayout } from './refusals.ts';
import type { TalkParts } from './talk-parts.ts';
import { KEPT_MS } from './thread-memory.ts';

/** Where the messages of an answer go. */
export interface Outlet {
  /** Sends one message of the answer; gives its ts, empty where it has none. */
  send(message: SlackMessage, part: string): Promise<string>;
  /** Puts a file beside the answer; gives its id. */
  attach(file: AttachedFile): Promise<string>;
  /** Where a message of the answer stands already, when it was sent and the process then died. */
  find(part: string): Promise<string | null>;
  findFile(name: string): Promise<string | null>;
}

export type AttachedFile = { readonly name: string; readonly title: string; readonly text: string };

/** What became of an answer: its messages, first one first, and the files it brought along. */
export type Delivered = { readonly messages: readonly string[]; readonly files: readonly string[] };

type Sent = { readonly id: string; readonly form: 'full' | 'basic' | 'words' };

export type Delivery = {
  readonly turn: Turn;
  readonly ref: TurnRef;
  readonly outlet: Outlet;
  readonly client: WebClient;
  readonly options: Omit<ReplyOptions, 'answerRef' | 'form' | 'zone'>;
  /** Tells this delivery of the answer from others of it, such as after an edit. */
  readonly revision?: string;
};

/**
 * Sends an answer, each message and file once, however often it is called. What Slack refuses to draw goes out in a plainer form,
 * in words at last: never nothing.
 */
export async function deliver(delivery: Delivery, parts: TalkParts): Promise<Delivered> {
  const { turn, ref, outlet, client, options, revision = '' } = delivery;
  const { threadId, turnId } = ref;
  const once = <T>(part: string, act: () => Promise<T>, find: () => Promise<T | null>) =>
    runOnce({ ref, part: `${part}${revision}` }, { act, find }, parts);
  const draw = () => parts.desk.chartPng(threadId, turnId, 'light');
  const pictures = createPictures(client, draw, parts.logger);
  const rendered = (form: Sent['form']): RenderedReply =>
    renderReply(turn, {
      ...options,
      answerRef: answerRefOf(ref),
      zone: parts.zone,
      form: form === 'full' ? 'full' : 'basic',
    });

  const sendFirst = async (): Promise<Sent> => {
    for (const form of ['full', 'basic'] as const) {
      const { message, files } = rendered(form);
      const id = await tryLayout(await pictures.place(message, files), '0', outlet);
      if (id !== null) return { id, form };
    }
    return { id: await outlet.send(inWords(rendered('words').message), '0'), form: 'words' };
  };
  const findSent = async (part: string): Promise<Sent | null> => {
    const id = await outlet.find(part);
    return id === null ? null : { id, form: 'full' };
  };

  const first = await once('0', sendFirst, () => findSent('0'));
  const { more, files } = rendered(first.form);
  const messages = [first.id];
  for (const [at, message] of more.entries()) {
    const part = String(at + 1);
    const send = async (): Promise<Sent> => {
      const tried = await tryLayout(await pictures.place(message, files), part, outlet);
      return { id: tried ?? (await outlet.send(inWords(message), part)), form: first.form };
    };
    messages.push((await once(part, send, () => findSent(part))).id);
  }
  const attached: string[] = [];
  for (const { title } of files.filter(({ kind }) => kind === 'csv')) {
    const csv = await parts.desk.csv(threadId, turnId);
    if (csv === null) continue;
    const attach = () => outlet.attach({ name: csv.fileName, title, text: csv.text });
    attached.push(await once('csv', attach, () => outlet.findFile(csv.fileName)));
  }
  return { messages: messages.filter((ts) => ts !== ''), files: [...attached, ...pictures.ids()] };
}

/** Does a part of an answer unless it is done. */
export async function runOnce<T>(
  { ref, part }: { readonly ref: TurnRef; readonly part: string },
  work: { act(): Promise<T>; find(): Promise<T | null> },
  { once }: TalkParts,
): Promise<T> {
  const outcome = await once.run(`answer ${answerRefOf(ref)} ${part}`, work, { keepMs: KEPT_MS });
  if (outcome.kind !== 'held') return outcome.value;
  throw new UpstreamError('This answer is just being posted by another process.');
}

/** A file Slack has only just taken may not be known yet to the message that shows it. */
const FILE_WAITS_MS = [400, 1500];

/** null: Slack refuses to draw it. */
async function tryLayout(
  { message, isPictured }: Placed,
  part: string,
  outlet: Outlet,
): Promise<string | null> {
  for (const waitMs of isPictured ? [0, ...FILE_WAITS_MS] : [0]) {
    if (waitMs > 0) await wait(waitMs);
    try {
      return await outlet.send(message, part);
    } catch (error) {
      if (!isRefusedLayout(error)) throw error;
      if (!isAboutFile(error)) return null;
    }
  }
  return null;
}

function inWords(message: SlackMessage): SlackMessage {
  return { ...message, blocks: [] };
}
