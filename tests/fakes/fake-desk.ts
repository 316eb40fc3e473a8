import type { AskRequest, Desk, Thread, Turn } from '../../src/bot/desk.ts';
import { createFeedbackBook } from '../../src/bot/feedback.ts';
import type { Reply } from '../../src/core/answer.ts';
import type { Clock } from '../../src/core/clock.ts';
import { AskerError } from '../../src/core/errors.ts';
import { FAKE_REPLIES, FAKE_SUGGESTIONS, nothingUnderstood } from './fake-replies.ts';
import { FakeStateStore } from './fake-state-store.ts';

type Options = {
  readonly clock: Clock;
  /** What to answer instead of the canned replies. Throw from it to see an error. */
  readonly reply?: (question: string) => Reply;
  /** How long an answer takes. */
  readonly delayMs?: (question: string) => number;
};

/** A desk that has an answer of every kind, by a word in the question, and keeps its threads in memory. */
export interface FakeDesk extends Desk {
  /** Every request as it came in. */
  readonly asked: readonly AskRequest[];
  /** Requests whose signal fired before they were answered. */
  readonly cancelled: readonly AskRequest[];
  /** Puts a turn into a thread as if it had been asked then. */
  seed(threadId: string, askedAt: string, question: string): void;
}

export function createFakeDesk({
  clock,
  reply = cannedReply,
  delayMs = () => 0,
}: Options): FakeDesk {
  const threads = new Map<string, { title: string; messages: Turn[] }>();
  const asked: AskRequest[] = [];
  const cancelled: AskRequest[] = [];
  const book = createFeedbackBook(new FakeStateStore(), clock);
  let turns = 0;

  const turnFor = (question: string, askedAt: string, named?: string): Turn => {
    turns += 1;
    const id = named ?? `u${turns}`;
    return { id, question, askedAt, reply: reply(question), plan: null, tookMs: 12 };
  };

  const answer = async (request: AskRequest): Promise<Turn> => {
    asked.push(request);
    await wait(delayMs(request.question), request.signal).catch((error: unknown) => {
      cancelled.push(request);
      throw error;
    });
    return turnFor(request.question, new Date(clock.now()).toISOString(), request.turnId);
  };

  const add = (threadId: string, turn: Turn): Turn => {
    const thread = threads.get(threadId) ?? { title: turn.question, messages: [] };
    thread.messages.push(turn);
    threads.set(threadId, thread);
    return turn;
  };

  const read = (id: string): Thread | null => {
    const thread = threads.get(id);
    if (thread === undefined) return null;
    const { title, messages } = thread;
    const updatedAt = messages.at(-1)?.askedAt ?? new Date(clock.now()).toISOString();
    return { id, title, updatedAt, turns: messages.length, messages };
  };

  const find = (threadId: string, turnId: string | undefined): Turn | null =>
    read(threadId)?.messages.find(({ id }) => id === turnId) ?? null;

  return {
    asked,
    cancelled,
    seed(threadId, askedAt, question) {
      add(threadId, turnFor(question, askedAt));
    },
    async ask(request) {
      const known = request.threadId === null ? null : find(request.threadId, request.turnId);
      if (known) return known;
      const turn = await answer(request);
      return request.threadId === null ? turn : add(request.threadId, turn);
    },
    async editLast(request) {
      const turn = await answer(request);
      threads.get(request.threadId)?.messages.pop();
      return add(request.threadId, turn);
    },
    async revise(request) {
      const turn = await answer(request);
      const messages = threads.get(request.threadId)?.messages ?? [];
      const at = messages.findIndex(({ id }) => id === request.turnId);
      if (at === -1) throw new AskerError('That answer is no longer remembered here.');
      messages[at] = turn;
      return turn;
    },
    async forget(threadId, turnId) {
      const messages = threads.get(threadId)?.messages ?? [];
      const at = messages.findIndex(({ id }) => id === turnId);
      if (at !== -1) messages.splice(at, 1);
      return at !== -1;
    },
    async restore(threadId, traces) {
      if (threads.has(threadId)) return;
      for (const { question, askedAt, id } of traces) add(threadId, turnFor(question, askedAt, id));
    },
    turn: async (threadId, turnId) => find(threadId, turnId),
    traces: async (threadId) =>
      (read(threadId)?.messages ?? []).map(({ id, question, askedAt, plan, reply: said }) => {
        const choices = said.kind === 'clarify' ? said.choices : [];
        return { id, question, askedAt, plan, keys: [], undid: false, choices };
      }),
    async feedback(given) {
      const turn = find(given.threadId, given.turnId);
      if (!turn) throw new AskerError('That answer is no longer remembered here.');
      await book.put(given, turn);
      return { kind: 'kept' };
    },
    feedbackGiven: () => book.all(),
    async threads() {
      return [...threads.keys()]
        .flatMap((id) => read(id) ?? [])
        .toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt));
    },
    thread: async (id) => read(id),
    async renameThread(id, title) {
      const thread = threads.get(id);
      if (thread) thread.title = title;
    },
    async deleteThread(id) {
      threads.delete(id);
    },
    suggestions: async () => FAKE_SUGGESTIONS,
    async csv(threadId, turnId) {
      const turn = find(threadId, turnId);
      if (turn?.reply.kind !== 'answer' || turn.reply.table === null) return null;
      return { fileName: 'tickets by agent.csv', text: '\uFEFFagent,tickets\r\nNova,487\r\n' };
    },
    async chartPng(threadId, turnId) {
      const turn = find(threadId, turnId);
      if (turn?.reply.kind !== 'answer' || turn.reply.chart === null) return null;
      return Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    },
  };
}

function cannedReply(question: string): Reply {
  const words = question.toLowerCase();
  return FAKE_REPLIES.find(({ on }) => words.includes(on))?.reply ?? nothingUnderstood(question);
}

function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  if (ms === 0) resolve();
  else setTimeout(resolve, ms);
  signal?.addEventListener('abort', () => reject(signal.reason));
  return promise;
}
