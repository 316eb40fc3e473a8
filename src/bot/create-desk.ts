import { randomUUID } from 'node:crypto';
import type { Permit } from '../ask/permit.ts';
import type { Workspace } from '../ask/workspace.ts';
import type { ChartRenderer } from '../charts/chart-renderer.ts';
import type { Ability, Access } from '../core/access.ts';
import type { Reply } from '../core/answer.ts';
import type { Clock } from '../core/clock.ts';
import { AskerError } from '../core/errors.ts';
import type { StateStore } from '../core/state.ts';
import type { OnCallBook } from '../tickets/escalate/on-call-book.ts';
import { permitFor } from './access/permit.ts';
import type { Grantors } from './access/refusal.ts';
import type { AskRequest, Desk, Rights, Turn, TurnRef } from './desk.ts';
import { createFeedbackBook } from './feedback.ts';
import { fileStem } from './file-stem.ts';
import {
  addTurn,
  type KeptThread,
  type KeptTurn,
  memoryOf,
  replaceTurn,
  shortTitle,
  summaryOf,
  threadFrom,
  traceOf,
  turnsBefore,
  withoutReply,
} from './kept-thread.ts';
import { answerOnCall } from './on-call-answer.ts';
import { tableToCsv } from './table-csv.ts';
import { takeFeedback } from './take-feedback.ts';
import { replyKey, THREAD_SPACES, type ThreadSpace } from './thread-spaces.ts';

export type DeskParts = {
  readonly workspace: Workspace;
  readonly state: StateStore;
  readonly charts: ChartRenderer;
  readonly clock: Clock;
  /** Whose threads; no desk sees another's. */
  readonly threads?: ThreadSpace;
  /** Whom refusals name as somebody to turn to. */
  readonly grantors?: Grantors;
  /** Who is on call; absent: nobody asks. */
  readonly onCall?: OnCallBook;
  /** Told of every refusal. */
  readonly audit?: (refused: Refused) => void;
};

/** Who was refused what: ids only. */
export type Refused = Pick<Access, 'person' | 'role'> & {
  readonly ability: Ability;
  readonly turnId: string;
};

const LONGEST_QUESTION = 2000;

/** The conversation partner behind every surface: threads in state, answers from the workspace. */
export function createDesk(parts: DeskParts): Desk {
  const { state, workspace, charts, clock } = parts;
  const { name, replies: beside, keepMs } = THREAD_SPACES[parts.threads ?? 'local'];
  const expiry = keepMs === undefined ? {} : { ttlMs: keepMs };
  const threads = state.space<KeptThread>(name);
  const replies = state.space<Reply>(beside);
  const feedback = createFeedbackBook(state, clock);

  /** Takes a turn and keeps its reply; gives it as the thread shall hold it. */
  const takeAndKeep = async (
    request: AskRequest & TurnRef,
    before: readonly KeptTurn[],
  ): Promise<KeptTurn> => {
    const taken = await takeTurn(request, before, parts);
    await replies.set(replyKey(request.threadId, request.turnId), taken.reply, expiry);
    return withoutReply(taken);
  };
  const dropReplies = (threadId: string, turns: readonly KeptTurn[]) =>
    Promise.all(turns.map(({ id }) => replies.delete(replyKey(threadId, id))));

  /** A turn as it was answered; for other rights, or where only its trace is left, it is answered again, as of then. */
  const seen = async (thread: KeptThread, kept: KeptTurn, rights: Rights = {}): Promise<Turn> => {
    const { reply: inPlace, ...turn } = kept;
    const reply = inPlace ?? (await replies.get(replyKey(thread.id, turn.id)));
    const isForThem = !rights.access || permitOf(rights, parts)?.key === kept.permit;
    if (reply && isForThem) return visible({ ...turn, reply });
    const asked = { ...rights, question: turn.question, turnId: turn.id, now: turn.askedAt };
    const again = await takeTurn(asked, turnsBefore(thread, turn.id), parts);
    return visible({ ...again, askedAt: turn.askedAt });
  };
  const turn: Desk['turn'] = async (threadId, turnId, rights) => {
    const thread = await threads.get(threadId);
    const kept = thread?.turns.find(({ id }) => id === turnId);
    return thread && kept ? seen(thread, kept, rights) : null;
  };

  const ask: Desk['ask'] = async (request) => {
    const { threadId, turnId = randomUUID() } = request;
    const asked = { ...request, turnId, question: readQuestion(request) };
    if (threadId === null) return visible(await takeTurn(asked, [], parts));
    // In turn per thread: a follow-up has to see the answer it follows.
    const thread = await threads.update(
      threadId,
      async (known) => {
        if (known?.turns.some(({ id }) => id === turnId)) return known;
        const turn = await takeAndKeep({ ...asked, threadId }, known?.turns ?? []);
        return addTurn(known, threadId, turn);
      },
      expiry,
    );
    const kept = thread?.turns.find(({ id }) => id === turnId);
    if (!thread || !kept) throw new TypeError('a question is answered in its thread');
    return seen(thread, kept, request);
  };

  /** Puts the answer to an edited question, called `turnId`, in the place of a turn. */
  const replace = async (old: string, request: AskRequest & TurnRef): Promise<Turn> => {
    const { threadId, turnId } = request;
    const asked = { ...request, question: readQuestion(request) };
    const thread = await threads.update(
      threadId,
      async (known) => {
        if (!known?.turns.some(({ id }) => id === old)) throw turnIsGone();
        return replaceTurn(known, old, await takeAndKeep(asked, turnsBefore(known, old)));
      },
      expiry,
    );
    const kept = thread?.turns.find(({ id }) => id === turnId);
    if (!thread || !kept) throw turnIsGone();
    if (old !== turnId) await replies.delete(replyKey(threadId, old));
    return seen(thread, kept, request);
  };

  return {
    ask,
    turn,
    revise: (request) => replace(request.turnId, request),
    async editLast(request) {
      const last = (await threads.get(request.threadId))?.turns.at(-1);
      if (!last) return ask(request);
      return replace(last.id, { ...request, turnId: request.turnId ?? randomUUID() });
    },
    async forget(threadId, turnId) {
      let wasThere = false;
      await threads.update(
        threadId,
        (thread) => {
          const turns = thread?.turns.filter(({ id }) => id !== turnId) ?? [];
          wasThere = turns.length < (thread?.turns.length ?? 0);
          return thread && turns.length > 0 ? { ...thread, turns } : undefined;
        },
        expiry,
      );
      await replies.delete(replyKey(threadId, turnId));
      return wasThere;
    },
    async restore(threadId, traces) {
      await threads.update(threadId, (known) => known ?? threadFrom(threadId, traces), expiry);
    },
    async traces(threadId) {
      return ((await threads.get(threadId))?.turns ?? []).map(traceOf);
    },
    async threads() {
      const all = await threads.list();
      return all
        .map(({ value }) => summaryOf(value))
        .toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
    },
    async thread(id) {
      const thread = await threads.get(id);
      if (!thread) return null;
      const messages = await Promise.all(thread.turns.map((kept) => seen(thread, kept)));
      return { ...summaryOf(thread), messages };
    },
    async renameThread(id, title) {
      await threads.update(
        id,
        (thread) => thread && { ...thread, title: shortTitle(title) },
        expiry,
      );
    },
    async deleteThread(id) {
      const thread = await threads.get(id);
      await threads.delete(id);
      await dropReplies(id, thread?.turns ?? []);
    },
    async feedback({ access, ...given }) {
      const thread = await threads.get(given.threadId);
      const kept = thread?.turns.find(({ id }) => id === given.turnId);
      if (!kept) throw turnIsGone();
      await feedback.put(given, kept);
      const before = memoryOf(turnsBefore(thread, kept.id));
      return takeFeedback(
        { ...given, ...(access && { access }) },
        kept,
        before,
        workspace.verified,
      );
    },
    feedbackGiven: () => feedback.all(),
    suggestions: (rights = {}) => workspace.suggestions({ permit: permitOf(rights, parts) }),
    async csv(threadId, turnId, rights) {
      const found = await turn(threadId, turnId, rights);
      const shown = found?.reply.kind === 'answer' ? found.reply.table : null;
      if (!found || !shown) return null;
      const isCut = shown.total > shown.rows.length && found.plan !== null;
      const whole = isCut ? await workspace.wholeTable(found.plan) : null;
      return { fileName: `${fileStem(found)}.csv`, text: tableToCsv(whole ?? shown) };
    },
    async chartPng(threadId, turnId, theme) {
      const found = await turn(threadId, turnId);
      const chart = found?.reply.kind === 'answer' ? found.reply.chart : null;
      return chart ? charts.draw(chart, { theme }) : null;
    },
  };
}

function readQuestion({ question: typed }: AskRequest): string {
  const question = typed.trim();
  if (question === '')
    throw new AskerError(
      'There is no question to answer: type one, such as “tickets by agent last month”.',
    );
  if (question.length > LONGEST_QUESTION) {
    throw new AskerError(
      `The question has ${question.length} characters; up to ${LONGEST_QUESTION} can be read.`,
    );
  }
  return question;
}

async function takeTurn(
  request: Omit<AskRequest, 'threadId'> & { readonly turnId: string },
  before: readonly KeptTurn[],
  parts: DeskParts,
): Promise<KeptTurn & Turn> {
  const { workspace, clock, audit } = parts;
  const startedAt = performance.now();
  const { question, turnId, now, zone, signal, access } = request;
  const permit = permitOf(request, parts);
  const options = { now, zone, signal, permit, person: access?.person };
  const asked =
    (parts.onCall && (await answerOnCall(request, { ...parts, onCall: parts.onCall }))) ??
    (await workspace.ask(question, memoryOf(before), options));
  if (access && asked.denied) {
    const { person, role } = access;
    audit?.({ person, role, ability: asked.denied, turnId });
  }
  return {
    id: turnId,
    question,
    askedAt: new Date(clock.now()).toISOString(),
    reply: asked.reply,
    plan: asked.plan,
    ...(asked.isAdhoc && { isAdhoc: true }),
    ...(asked.isPrivate && { isPrivate: true }),
    ...(asked.denied && { denied: asked.denied }),
    ...(permit && { permit: permit.key }),
    tookMs: performance.now() - startedAt,
    keys: asked.keys,
    undid: asked.undid,
  };
}

function permitOf({ access, audience }: Rights, { grantors = [] }: DeskParts): Permit | undefined {
  return access && permitFor(access, audience, grantors);
}

function visible({
  keys: _keys,
  undid: _undid,
  permit: _permit,
  choices: _choices,
  ...turn
}: KeptTurn & Turn): Turn {
  return turn;
}

const turnIsGone = () =>
  new AskerError('That answer is no longer remembered here: ask the question again.');
