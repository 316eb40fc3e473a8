import { BOT, FORMER, FORMER_BOT, MARA, TARIQ } from './people.ts';
import {
  agentSays,
  assign,
  botSays,
  customerSays,
  end,
  openThread,
  queue,
  quietly,
  rate,
  type StoredThread,
  transfer,
} from './thread.ts';

export type Generation = {
  readonly chats: number;
  readonly firstAt: number;
  readonly everyMs: number;
  /** So many of the newest are still going on. */
  readonly running: number;
};

export type GenerationOptions = {
  readonly chats?: number;
  readonly firstAt?: string;
  readonly everyMs?: number;
  readonly running?: number;
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Where no beginning is given, the last one is over an hour before `nowMs`. */
export function generation(options: GenerationOptions, nowMs: number): Generation {
  const { chats = 0, everyMs = 15 * MINUTE, running = 0 } = options;
  const firstAt = options.firstAt
    ? Date.parse(options.firstAt)
    : nowMs - chats * everyMs - 60 * MINUTE;
  return { chats, everyMs, running, firstAt };
}

/** `K` and the place, counted so that ids look alike. */
export const idOf = (seq: number): string => `K${(seq + 100_000).toString(36).toUpperCase()}`;

export const customerIdOf = (nth: number): string =>
  `b7eff798-f8df-4364-8059-649c35${String(nth % 400).padStart(6, '0')}`;

/** Every fifth one goes on with the chat before it. */
const continuesChat = (seq: number): boolean => seq % 5 === 1;

export function generatedThread(made: Generation, seq: number): StoredThread | null {
  if (seq < 0 || seq >= made.chats) return null;
  const first = continuesChat(seq) ? seq - 1 : seq;
  const thread = openThread({
    seq,
    id: idOf(seq),
    chatId: `P${idOf(first)}`,
    previousId: continuesChat(seq) ? idOf(seq - 1) : null,
    customerId: customerIdOf(first),
    startedAt: made.firstAt + seq * made.everyMs,
    groupId: seq % 3 === 0 ? 7 : 0,
  });
  if (continuesChat(seq + 1) && seq + 1 < made.chats) thread.nextId = idOf(seq + 1);
  converse(thread, seq);
  // A chat that went on had ended before.
  if (seq < made.chats - made.running || thread.nextId !== null) conclude(thread, seq);
  return thread;
}

type At = (seconds: number) => number;

function converse(thread: StoredThread, seq: number): void {
  const at: At = (seconds) => thread.startedAt + seconds * SECOND;
  if (seq % 3 === 0) customerSays(thread, at(1), `Form ${seq}`, 'prechat');
  if (seq % 10 === 2) agentSays(thread, at(2), { by: MARA.id, text: 'Hello, can I help?' });
  customerSays(thread, at(5), `Where is order ${seq}?`);
  if (seq % 11 === 0) queue(thread, 60);
  else if (seq % 7 !== 0 || askBot(thread, seq, at)) askPerson(thread, seq, at);
}

/** Whether a person takes over. */
function askBot(thread: StoredThread, seq: number, at: At): boolean {
  botSays(thread, at(6), seq % 2 ? BOT.id : FORMER_BOT.id, 'Which order is it?');
  customerSays(thread, at(20), `Number ${seq}`);
  if (seq % 14 === 0) botSays(thread, at(22), BOT.id, 'It is on its way.');
  // Fetched by the bot, and nobody comes.
  else if (seq % 21 === 0) transfer(thread, at(25), BOT, MARA);
  return seq % 14 !== 0 && seq % 21 !== 0;
}

function askPerson(thread: StoredThread, seq: number, at: At): void {
  const agent = seq % 13 === 0 ? FORMER : seq % 2 ? TARIQ : MARA;
  assign(thread, at(30), agent);
  agentSays(thread, at(52), { by: agent.id, text: 'Let me look.' });
  if (seq % 5 === 0) {
    agentSays(thread, at(70), { by: agent.id, text: 'between us', isPublic: false });
  }
  if (seq % 6 === 0) quietly(thread, at(75), seq % 4 ? 'custom' : 'unfilled', agent.id);
  if (seq % 8 === 0) customerSays(thread, at(90), 'bill.pdf', 'file');
  else customerSays(thread, at(90), 'Thanks!');
  if (seq % 9 !== 0) return;
  transfer(thread, at(120), agent, agent === TARIQ ? MARA : TARIQ);
  agentSays(thread, at(150), { by: thread.lastAssigned ?? MARA.id, text: 'I take over.' });
}

function conclude(thread: StoredThread, seq: number): void {
  const endings = [
    'manual_archived_agent',
    'routing.archived_inactive',
    'archived_customer_disconnected',
  ];
  const endedAt = thread.startedAt + 9 * MINUTE;
  end(thread, endedAt, endings[seq % 3] ?? 'system_archived');
  if (seq % 2 === 0) thread.tags = seq % 4 ? ['billing'] : ['billing', 'late'];
  if (seq % 4 === 0) rate(thread, endedAt + MINUTE, seq % 8 ? 1 : 0, seq % 16 ? 'quick' : null);
}
