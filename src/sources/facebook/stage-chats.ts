import { AskerError } from '../../core/errors.ts';
import { decodeText } from '../files/staging/encoding.ts';
import { JsonFault } from '../files/staging/json-rows.ts';
import { openBytes } from '../files/staging/open-bytes.ts';
import { openRows } from '../files/staging/stage-rows.ts';
import { faultAt, fillStage, type SourceFile, type Stage } from '../files/staging/staged.ts';
import { surveyBytes } from '../files/staging/survey.ts';
import { type Fields, type Found, readChats } from './read-chats.ts';
import { idOf, pick, type Reading, readMessage, readPerson, spelled } from './read-message.ts';

/** A file of page messages, brought into the staging folder in a form DuckDB reads. */
export type StagedChats = {
  /** SELECT of `kind` (message, chat, invalid), `place`, `chat` and the columns of `COLUMNS`. */
  readonly rows: string;
  readonly bytes: number;
  readonly encoding: string;
  readonly hash: string | null;
  /** Conversations whose messages go on in a page the file doesn't have. */
  readonly cutChats: number;
  remove(): Promise<void>;
};

const COLUMNS = [
  ...['kind', 'place', 'chat', 'chat_ref', 'message_id', 'direction', 'sender', 'sender_id'],
  ...['agent', 'customer', 'body', 'sent_at', 'reason', 'raw', 'participants'],
] as const;
type Column = (typeof COLUMNS)[number];

const MOST_MESSAGES = 5_000_000;
const MEGABYTE = 2 ** 20;

/** Throws AskerError for a file over the limit, and for what isn't JSON, with line and column. */
export async function stageChats(
  file: SourceFile,
  options: Reading & { readonly folder: string; readonly limitBytes: number },
): Promise<StagedChats> {
  const source = await openBytes(file.path, file.fileName);
  const survey = await surveyBytes(source, options.limitBytes, 1);
  if (!survey.isWhole) {
    const most = Math.floor(options.limitBytes / MEGABYTE);
    throw new AskerError(
      `${file.fileName} is larger than ${most} MB, the most that is read of page messages. Export a shorter time, or raise FACEBOOK_LIMIT_MB.`,
    );
  }
  const rows = openRows(COLUMNS.length);
  let place = 0;
  let cutChats = 0;
  const write = (into: Stage, cells: Partial<Record<Column, string | null>>) => {
    place += 1;
    if (place > MOST_MESSAGES) throw new AskerError(`${file.fileName} holds too many messages.`);
    return rows.write(
      into,
      COLUMNS.map((name) => (name === 'place' ? String(place) : cells[name])),
    );
  };
  const stage = await fillStage(options.folder, 'jsonl', async (into) => {
    try {
      for await (const found of readChats(decodeText(source.open(), survey.encoding))) {
        if (found.kind === 'chat' && found.isCut) cutChats += 1;
        await write(into, found.kind === 'chat' ? chatCells(found) : messageCells(found, options));
      }
    } catch (error) {
      throw error instanceof JsonFault ? faultAt(file.fileName, error.at, error.message) : error;
    }
    await rows.flush(into);
  });
  const names = COLUMNS.map((name, at) => `c${at + 1} AS ${name}`).join(', ');
  return {
    rows: `SELECT ${names} FROM ${rows.relation(stage.path)}`,
    bytes: source.bytes,
    encoding: survey.encoding,
    hash: survey.hash,
    cutChats,
    remove: stage.remove,
  };
}

type Cells = Partial<Record<Column, string | null>>;

function messageCells(
  { chat, value }: Extract<Found, { kind: 'message' }>,
  reading: Reading,
): Cells {
  const read = readMessage(value, reading);
  const place = { chat: chat === null ? null : String(chat) };
  if (read.kind === 'invalid') {
    return { kind: 'invalid', ...place, reason: read.reason, raw: JSON.stringify(value) };
  }
  const { message } = read;
  return {
    kind: 'message',
    ...place,
    chat_ref: message.chatRef,
    message_id: message.id,
    direction: message.direction,
    sender: message.sender,
    sender_id: message.senderId,
    agent: message.agent,
    customer: message.customer,
    body: message.text,
    sent_at: message.sentAt,
  };
}

const CHAT_IDS = ['chatid', 'conversationid', 'fbchatid', 'threadpath', 'threadid', 'fbid', 'id'];
const CUSTOMERS = ['customer', 'customername', 'fbusername', 'facebookusername', 'client'];

function chatCells({ chat, key, fields }: Extract<Found, { kind: 'chat' }>): Cells {
  const named = spelled(fields);
  const customer = readPerson(pick(named, CUSTOMERS));
  return {
    kind: 'chat',
    chat: String(chat),
    chat_ref: idOf(pick(named, CHAT_IDS)) ?? key ?? idOf(named.get('title')),
    customer: customer.name,
    sender_id: customer.id,
    participants: JSON.stringify(participantsOf(named.get('participants'))),
  };
}

/** `[{name, id}]`, or the same under `data`, or names alone. */
function participantsOf(value: unknown): readonly { readonly name: string; readonly id: string }[] {
  const within = Array.isArray(value) ? value : (Object(value) as Fields).data;
  return (Array.isArray(within) ? within : []).flatMap((one: unknown) => {
    const { name, id } = readPerson(one);
    return name === null ? [] : [{ name, id: id ?? '' }];
  });
}
