import { DateTime } from 'luxon';
import { repairMojibake } from './mojibake.ts';
import { type Fields, UNDER } from './read-chats.ts';

/** A message as the file has it, whichever way it spells its fields. */
export type PageMessage = {
  /** The conversation it names itself. */
  readonly chatRef: string | null;
  /** The vendor's id of the message, where there is one to trust. */
  readonly id: string | null;
  /** Null where only the sender's name tells. */
  readonly direction: 'in' | 'out' | null;
  readonly sender: string | null;
  readonly senderId: string | null;
  readonly agent: string | null;
  readonly customer: string | null;
  /** Null for a sticker, photo or other attachment on its own. */
  readonly text: string | null;
  /** ISO 8601 UTC. */
  readonly sentAt: string;
};

export type ReadMessage =
  | { readonly kind: 'message'; readonly message: PageMessage }
  | { readonly kind: 'invalid'; readonly reason: string };

/** How naive times are read, and from when on a time can't be right. */
export type Reading = { readonly zone: string; readonly nowMs: number };

export function readMessage(value: unknown, reading: Reading): ReadMessage {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return invalid('it is no object with fields');
  }
  const fields = spelled(value as Fields); // an object that is no list
  const sentAt = readTime(pick(fields, TIMES), reading);
  if (sentAt.kind === 'invalid') return sentAt;
  const direction = readDirection(pick(fields, DIRECTIONS));
  if (direction === 'unknown') return invalid('its direction is none that is known');
  const from = readPerson(pick(fields, SENDERS));
  const agent = readAgent(fields);
  if (direction === null && from.name === null) return invalid('nothing says who wrote it');
  const text = textOf(pick(fields, TEXTS));
  const isUnsent = fields.get('isunsent') === true;
  if (isUnsent) return invalid('it was taken back by its sender');
  if (text === null && !ATTACHMENTS.some((name) => isThere(fields.get(name)))) {
    return invalid('it has neither text nor an attachment');
  }
  const chatRef = idOf(pick(fields, CHATS)) ?? idOf(fields.get(spell(UNDER)));
  return {
    kind: 'message',
    message: {
      chatRef,
      id: idOf(pick(fields, IDS)) ?? graphId(fields),
      direction,
      sender: from.name,
      senderId: from.id,
      agent,
      customer: readPerson(pick(fields, CUSTOMERS)).name,
      text,
      sentAt: sentAt.iso,
    },
  };
}

const TIMES = [
  ...['timestampms', 'socialcreatetime', 'createdtime', 'createdat', 'sentat', 'timestamp'],
  ...['createtime', 'datetime', 'date', 'time', 'mdate'],
];
const DIRECTIONS = ['direction', 'messagedirection'];
const SENDERS = ['sendername', 'from', 'sender', 'author'];
const TEXTS = ['messagecontent', 'message', 'content', 'text', 'body', 'messagetext'];
const CHATS = ['fbchatid', 'chatid', 'conversationid', 'threadid', 'fbid', 'threadpath'];
const IDS = ['messageid', 'mid', 'fbmessageid', 'socialmessageid'];
const CUSTOMERS = ['fbusername', 'facebookusername', 'customername', 'customer', 'clientname'];
const ATTACHMENTS = [
  ...['attachments', 'attachment', 'photos', 'videos', 'audiofiles', 'files', 'gifs'],
  ...['sticker', 'share', 'callduration'],
];

const spell = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Fields by their names without case, spaces and signs: `SOCIAL_CREATE_TIME`, `socialCreateTime`. */
export function spelled(fields: Fields): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(fields).map(([name, value]) => [spell(name), value]));
}

export function pick(fields: ReadonlyMap<string, unknown>, names: readonly string[]): unknown {
  for (const name of names) if (isThere(fields.get(name))) return fields.get(name);
  return null;
}

function isThere(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '';
}

function invalid(reason: string): { readonly kind: 'invalid'; readonly reason: string } {
  return { kind: 'invalid', reason };
}

export function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = repairMojibake(value).trim();
  return text === '' ? null : text;
}

export function idOf(value: unknown): string | null {
  return typeof value === 'number' ? String(value) : textOf(value);
}

/** A bare `id` may be the number of a row; one that the Graph API gave doesn't look like that. */
function graphId(fields: ReadonlyMap<string, unknown>): string | null {
  const id = idOf(fields.get('id'));
  return id !== null && /^m(?:id)?[_.$]/.test(id) ? id : null;
}

/** A name, or an object with one. */
export function readPerson(value: unknown): {
  readonly name: string | null;
  readonly id: string | null;
} {
  if (typeof value === 'string') return { name: textOf(value), id: null };
  const { name, id } = Object(value);
  return { name: textOf(name), id: idOf(id) };
}

const AGENTS = ['agentname', 'agentusername', 'agentfullname', 'agent', 'agentemail'];

/** `AGENT_USERNAME`, or a name within `agent_info` or `agent`. */
function readAgent(fields: ReadonlyMap<string, unknown>): string | null {
  const within = fields.get('agentinfo') ?? fields.get('agent');
  if (typeof within !== 'object' || within === null) return textOf(pick(fields, AGENTS));
  return textOf(pick(spelled(within as Fields), [...AGENTS, 'name', 'username', 'email']));
}

const INCOMING = /^(?:tocompany|topage|incoming|inbound|in|received|customer|client|user)$/;
const OUTGOING = /^(?:toclient|tocustomer|touser|outgoing|outbound|out|sent|agent|company|page)$/;

function readDirection(value: unknown): PageMessage['direction'] | 'unknown' {
  if (!isThere(value)) return null;
  const word = spell(String(value));
  if (INCOMING.test(word)) return 'in';
  return OUTGOING.test(word) ? 'out' : 'unknown';
}

/** Facebook began in 2004; whole seconds and milliseconds lie far apart. */
const EARLIEST_MS = Date.UTC(2004, 1, 4);
const DAY_MS = 86_400_000;
const MOST_SECONDS = 1e11;

function readTime(
  value: unknown,
  { zone, nowMs }: Reading,
): { readonly kind: 'time'; readonly iso: string } | ReturnType<typeof invalid> {
  if (!isThere(value)) return invalid('it has no time');
  const at = instantOf(value, zone);
  if (at === null) return invalid('its time can’t be read');
  if (at < EARLIEST_MS || at > nowMs + DAY_MS) return invalid('its time can’t be right');
  return { kind: 'time', iso: new Date(at).toISOString() };
}

function instantOf(value: unknown, zone: string): number | null {
  const digits = typeof value === 'string' && /^\d{9,14}$/.test(value.trim());
  if (typeof value === 'number' || digits) {
    const number = Number(value);
    return number < MOST_SECONDS ? number * 1000 : number;
  }
  if (typeof value !== 'string') return null;
  const text = value.trim();
  const iso = DateTime.fromISO(text.replace(/^(\d{4}-\d\d-\d\d) /, '$1T'), { zone });
  return iso.isValid ? iso.toMillis() : null;
}
