import { type QueryPlan, queryPlanSchema } from '../analytics/query-plan.ts';
import {
  NOTHING_YET,
  type Remembered,
  remember,
  type ThreadMemory,
} from '../ask/follow-up/thread.ts';
import type { FollowUp, Reply } from '../core/answer.ts';
import type { ThreadSummary, Turn, TurnTrace } from './desk.ts';

/** A turn with what the next one needs to go on from it. */
export type KeptTurn = Omit<Turn, 'reply'> &
  Pick<Remembered, 'keys' | 'undid'> & {
    /** null where it is kept beside the thread, or only the turn's trace was left. */
    readonly reply: Reply | null;
    /** The rights it was answered under, by their key; absent: all there are. */
    readonly permit?: string;
    /** What it asked back between, where the reply isn't here. */
    readonly choices?: readonly FollowUp[];
  };

export type KeptThread = {
  readonly id: string;
  readonly title: string;
  readonly updatedAt: string;
  readonly turns: readonly KeptTurn[];
};

const TITLE_LENGTH = 80;
/** Turns a follow-up may reach back over. */
const MEMORY_TURNS = 20;

export function memoryOf(turns: readonly KeptTurn[]): ThreadMemory {
  return turns.slice(-MEMORY_TURNS).map(asRemembered).reduce(remember, NOTHING_YET);
}

function asRemembered({ reply, choices = [], ...turn }: KeptTurn): Remembered {
  if (reply) return { ...turn, reply };
  if (choices.length === 0) return turn;
  return { ...turn, reply: { kind: 'clarify', headline: '', choices, asOf: turn.askedAt } };
}

/** What was said before a turn of the thread, or all of it where there is no such turn. */
export function turnsBefore(thread: KeptThread | undefined, turnId: string): readonly KeptTurn[] {
  const turns = thread?.turns ?? [];
  const at = turns.findIndex(({ id }) => id === turnId);
  return at === -1 ? turns : turns.slice(0, at);
}

export function addTurn(
  thread: KeptThread | undefined,
  threadId: string,
  turn: KeptTurn,
): KeptThread {
  return {
    id: threadId,
    title: thread?.title ?? shortTitle(turn.question),
    updatedAt: turn.askedAt,
    turns: [...(thread?.turns ?? []), turn],
  };
}

export function replaceTurn(thread: KeptThread, turnId: string, by: KeptTurn): KeptThread {
  const turns = thread.turns.map((turn) => (turn.id === turnId ? by : turn));
  return { ...thread, updatedAt: by.askedAt, turns };
}

/** The thread as its traces tell it; undefined without any. */
export function threadFrom(threadId: string, traces: readonly TurnTrace[]): KeptThread | undefined {
  return traces.reduce<KeptThread | undefined>(
    (thread, trace) =>
      addTurn(thread, threadId, { ...trace, plan: readable(trace.plan), tookMs: 0, reply: null }),
    undefined,
  );
}

/** Traces come from outside, and may be older than this version. */
function readable(plan: QueryPlan | null): QueryPlan | null {
  const { data = null } = queryPlanSchema.nullable().safeParse(plan);
  return data;
}

/** The turn as its thread holds it, without the reply. */
export function withoutReply(turn: KeptTurn): KeptTurn {
  const { choices } = traceOf(turn);
  return { ...turn, reply: null, ...(choices.length > 0 && { choices }) };
}

export function traceOf(turn: KeptTurn): TurnTrace {
  const { id, question, askedAt, plan, keys, undid, isAdhoc, reply, choices = [] } = turn;
  const between = reply?.kind === 'clarify' ? reply.choices : choices;
  const anew = isAdhoc && { isAdhoc };
  return { id, question, askedAt, plan, keys, undid, ...anew, choices: between };
}

export function summaryOf({ id, title, updatedAt, turns }: KeptThread): ThreadSummary {
  return { id, title, updatedAt, turns: turns.length };
}

export function shortTitle(title: string): string {
  const plain = title.trim().replaceAll(/\s+/g, ' ');
  return plain.length > TITLE_LENGTH ? `${plain.slice(0, TITLE_LENGTH - 1)}…` : plain;
}
