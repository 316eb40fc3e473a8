import { randomUUID } from 'node:crypto';
import {
  NOTHING_YET,
  type Remembered,
  remember,
  type ThreadMemory,
} from '../ask/follow-up/thread.ts';
import type { Workspace } from '../ask/workspace.ts';
import type { ChartRenderer } from '../charts/chart-renderer.ts';
import type { Reply } from '../core/answer.ts';
import type { Clock } from '../core/clock.ts';
import { AskerError } from '../core/errors.ts';
import type { StateSpace, StateStore } from '../store/state.ts';
import type { AskRequest, Desk, Thread, ThreadSummary, Turn } from './desk.ts';
import { fileStem } from './file-stem.ts';
import { tableToCsv } from './table-csv.ts';

/** A turn with what the next one needs to go on from it. */
type KeptTurn = Turn & Pick<Remembered, 'keys' | 'undid'>;
type KeptThread = {
  readonly id: string;
  readonly title: string;
  readonly updatedAt: string;
  readonly turns: readonly KeptTurn[];
};

export type DeskParts = {
  readonly workspace: Workspace;
  readonly state: StateStore;
  readonly charts: ChartRenderer;
  readonly clock: Clock;
};

const LONGEST_QUESTION = 2000;
const TITLE_LENGTH = 80;
/** Turns a follow-up may reach back over. */
const MEMORY_TURNS = 20;

/** The conversation partner behind every surface: threads in state, answers from the workspace. */
export function createDesk(parts: DeskParts): Desk {
  const threads = parts.state.space<KeptThread>('threads');
  return {
    ask: (request) => ask(request, threads, parts),
    async editLast(request) {
      await threads.update(
        request.threadId,
        (thread) => thread && { ...thread, turns: thread.turns.slice(0, -1) },
      );
      return ask(request, threads, parts);
    },
    async threads() {
      const all = await threads.list();
      return all
        .map(({ value }) => summary(value))
        .toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
    },
    async thread(id) {
      const thread = await threads.get(id);
      return thread ? whole(thread) : null;
    },
    async renameThread(id, title) {
      await threads.update(id, (thread) => thread && { ...thread, title: shorten(title) });
    },
    async deleteThread(id) {
      await threads.delete(id);
    },
    suggestions: () => parts.workspace.suggestions(),
    async csv(threadId, turnId) {
      const turn = await findTurn(threads, threadId, turnId);
      const shown = turn?.reply.kind === 'answer' ? turn.reply.table : null;
      if (!turn || !shown) return null;
      const isCut = shown.total > shown.rows.length && turn.plan !== null;
      const whole = isCut ? await parts.workspace.wholeTable(turn.plan) : null;
      return { fileName: `${fileStem(turn)}.csv`, text: tableToCsv(whole ?? shown) };
    },
    async chartPng(threadId, turnId, theme) {
      const turn = await findTurn(threads, threadId, turnId);
      const chart = turn?.reply.kind === 'answer' ? turn.reply.chart : null;
      return chart ? parts.charts.draw(chart, { theme }) : null;
    },
  };
}

async function ask(
  request: AskRequest,
  threads: StateSpace<KeptThread>,
  parts: DeskParts,
): Promise<Turn> {
  const question = request.question.trim();
  if (question === '')
    throw new AskerError(
      'There is no question to answer: type one, such as “tickets by agent last month”.',
    );
  if (question.length > LONGEST_QUESTION) {
    throw new AskerError(
      `The question has ${question.length} characters; up to ${LONGEST_QUESTION} can be read.`,
    );
  }
  const { threadId } = request;
  if (threadId === null) return visible(await takeTurn(question, NOTHING_YET, request, parts));
  // In turn per thread: a follow-up has to see the answer it follows.
  const thread = await threads.update(threadId, async (known) => {
    const turn = await takeTurn(question, memoryOf(known), request, parts);
    return {
      id: threadId,
      title: known?.title ?? shorten(question),
      updatedAt: turn.askedAt,
      turns: [...(known?.turns ?? []), turn],
    };
  });
  const turn = thread?.turns.at(-1);
  if (!turn) throw new TypeError('an answered thread has a last turn');
  return visible(turn);
}

async function takeTurn(
  question: string,
  memory: ThreadMemory,
  request: AskRequest,
  { workspace, clock }: DeskParts,
): Promise<KeptTurn> {
  const startedAt = performance.now();
  const { now, zone, signal } = request;
  const asked = await workspace.ask(question, memory, { now, zone, signal });
  return {
    id: randomUUID(),
    question,
    askedAt: new Date(clock.now()).toISOString(),
    reply: asked.reply,
    plan: asked.plan,
    tookMs: performance.now() - startedAt,
    keys: asked.keys,
    undid: asked.undid,
  };
}

function memoryOf(thread: KeptThread | undefined): ThreadMemory {
  return (thread?.turns ?? []).slice(-MEMORY_TURNS).reduce(remember, NOTHING_YET);
}

function visible({ keys: _keys, undid: _undid, ...turn }: KeptTurn): Turn {
  return turn;
}

function summary({ id, title, updatedAt, turns }: KeptThread): ThreadSummary {
  return { id, title, updatedAt, turns: turns.length };
}

function whole(thread: KeptThread): Thread {
  return { ...summary(thread), messages: thread.turns.map(visible) };
}

async function findTurn(
  threads: StateSpace<KeptThread>,
  threadId: string,
  turnId: string,
): Promise<(Turn & { reply: Reply }) | undefined> {
  const thread = await threads.get(threadId);
  return thread?.turns.find(({ id }) => id === turnId);
}

function shorten(title: string): string {
  const plain = title.trim().replaceAll(/\s+/g, ' ');
  return plain.length > TITLE_LENGTH ? `${plain.slice(0, TITLE_LENGTH - 1)}…` : plain;
}
