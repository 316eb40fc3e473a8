import { type Frame, JsonWalker, type Role } from './json-walker.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** What a file of page messages holds, in its order. `chat` numbers the conversations of the file. */
export type Found =
  | {
      readonly kind: 'message';
      /** Null: the message names its conversation itself. */
      readonly chat: number | null;
      readonly value: unknown;
    }
  | {
      readonly kind: 'chat';
      readonly chat: number;
      /** What it stands under, where conversations are kept by their ids. */
      readonly key: string | null;
      readonly fields: Fields;
      /** Its messages go on where this file ends. */
      readonly isCut: boolean;
    };

/** Names of lists of conversations; any other name of a list is the id of a conversation. */
const COLLECTION =
  /^(?:grouped_?chats|data|conversations|chats|threads|inbox|items|results|records|rows)$/i;
const MESSAGES = /^(?:messages|message_?list|conversation|thread|chat)$/i;
const THREAD = 0;
/** The id a message stands under, which counts where it names none itself. */
export const UNDER = '@under';

/**
 * Conversations and messages of a JSON text: a Graph API dump, a thread of a downloaded archive, `grouped_chats` in a list or by id,
 * or plain messages that name their conversation. Throws JsonFault for what isn't JSON.
 */
export async function* readChats(chunks: AsyncIterable<string>): AsyncGenerator<Found> {
  const walker = new JsonWalker(roleOf);
  const reading = new Reading();
  for await (const chunk of chunks) {
    for (const step of walker.push(chunk)) {
      if (step.kind === 'enter') reading.enter(step.frame);
      else if (step.kind === 'value') yield* reading.value(step.frame, step.name, step.value);
      else yield* reading.leave(step.frame);
    }
  }
  walker.finish();
  yield* reading.end();
}

/** The file and its lists, the items in them and their messages are entered; all else is small. */
function roleOf(parent: Frame | null, name: string | null, isList: boolean): Role | null {
  if (!parent) return isList ? 'list' : 'file';
  const called = name ?? '';
  const below: Readonly<Record<Role, Role | null>> = {
    file: isList || COLLECTION.test(called) ? 'list' : 'item',
    list: isList ? 'messages' : 'item',
    item: MESSAGES.test(called) ? within(isList) : null,
    box: isList && called === 'data' ? 'messages' : null,
    messages: null,
  };
  return below[parent.role];
}

const within = (isList: boolean): Role => (isList ? 'messages' : 'box');

/** Where in the file we are, and what of the conversation at hand was met. */
class Reading {
  #list: Frame | null = null;
  #lastChat = THREAD;
  #chat: number | null = null;
  /** What the conversation at hand began and ends with. */
  #opener: Frame | null = null;
  #fields: Record<string, unknown> = {};
  #hasMessages = false;
  #isCut = false;
  readonly #file: Record<string, unknown> = {};
  readonly #participants: unknown[] = [];
  #hasThread = false;

  enter(frame: Frame): void {
    if (frame.role === 'list') this.#list = frame;
    if (frame.role === 'item' || (frame.role === 'messages' && this.#chat === null)) {
      this.#lastChat += 1;
      this.#chat = this.#lastChat;
      this.#opener = frame;
      this.#fields = {};
      this.#hasMessages = false;
      this.#isCut = false;
    }
    if (frame.role === 'messages' || frame.role === 'box') this.#hasMessages = true;
  }

  *value(frame: Frame, name: string | null, value: unknown): Generator<Found> {
    if (frame.role === 'messages') yield { kind: 'message', chat: this.#chat, value };
    else if (frame.role === 'item') this.#fields[name ?? ''] = value;
    else if (frame.role === 'box') this.#isCut ||= name === 'paging' && hasNext(value);
    else if (frame.role === 'file') this.#file[name ?? ''] = value;
    else if (isNamed(frame, /^participants$/i)) this.#participants.push(value);
    else if (frame.name === null || isNamed(frame, COLLECTION) || isNamed(frame, MESSAGES)) {
      yield { kind: 'message', chat: null, value };
    }
  }

  *leave(frame: Frame): Generator<Found> {
    if (frame.role === 'item') yield* this.#leaveItem(frame);
    else if (frame === this.#opener) yield* this.#leaveChat(frame.name);
    if (frame.role === 'list') this.#list = null;
  }

  /** The file itself is a thread when its messages stood beside its participants. */
  *end(): Generator<Found> {
    if (!this.#hasThread) return;
    const fields = { ...this.#file, participants: this.#participants };
    yield { kind: 'chat', chat: THREAD, key: null, fields, isCut: false };
  }

  *#leaveItem(frame: Frame): Generator<Found> {
    if (this.#hasMessages) {
      yield* this.#leaveChat(frame.name);
      return;
    }
    const value = this.#fields;
    const list = this.#list;
    this.#chat = null;
    if (isNamed(list, /^participants$/i)) this.#participants.push(value);
    else if (isNamed(list, /^messages$/i)) {
      this.#hasThread = true;
      yield { kind: 'message', chat: THREAD, value };
    } else if (list !== null) {
      const isCollection = list.name === null || isNamed(list, COLLECTION);
      const own = isCollection ? value : { ...value, [UNDER]: list.name };
      yield { kind: 'message', chat: null, value: own };
    }
  }

  *#leaveChat(key: string | null): Generator<Found> {
    const chat = this.#chat;
    const fields = this.#fields;
    this.#chat = null;
    if (chat !== null) yield { kind: 'chat', chat, key, fields, isCut: this.#isCut };
    this.#fields = {};
  }
}

const isNamed = (frame: Frame | null, pattern: RegExp): boolean => pattern.test(frame?.name ?? '');

function hasNext(paging: unknown): boolean {
  return Object(paging).next !== undefined && Object(paging).next !== null;
}
