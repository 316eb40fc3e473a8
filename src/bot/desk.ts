import type { QueryPlan } from '../analytics/query-plan.ts';
import type { Ability, Access, Audience } from '../core/access.ts';
import type { Cell, FollowUp, Reply } from '../core/answer.ts';
import type { Feedback, FeedbackGiven, FeedbackTaken } from './feedback.ts';

/** One question and what came back. */
export type Turn = {
  readonly id: string;
  readonly question: string;
  readonly askedAt: string;
  readonly reply: Reply;
  /** What the question was read as; null when it was not. Follow-ups are edits of it. */
  readonly plan: QueryPlan | null;
  /** Answered out of SQL written for it: it has no plan, and what follows begins anew. */
  readonly isAdhoc?: true;
  /** For whoever asked alone: others where it was asked may not see it. */
  readonly isPrivate?: boolean;
  /** What it would have taken, where it was refused. */
  readonly denied?: Ability;
  readonly tookMs: number;
};

/** What of a turn is enough to go on from it: small, and without what was answered. */
export type TurnTrace = {
  readonly id: string;
  readonly question: string;
  readonly askedAt: string;
  readonly plan: QueryPlan | null;
  /** Raw keys of the groups or rows shown; they may be left out. */
  readonly keys: readonly (readonly Cell[])[];
  readonly undid: boolean;
  readonly isAdhoc?: true;
  /** Where it was asked back: between what. */
  readonly choices: readonly FollowUp[];
};

export type ThreadSummary = {
  readonly id: string;
  /** The first question, or the name it was given. */
  readonly title: string;
  readonly updatedAt: string;
  readonly turns: number;
};

export type Thread = ThreadSummary & { readonly messages: readonly Turn[] };

export type AskRequest = {
  readonly question: string;
  /** null: a question on its own, not remembered. */
  readonly threadId: string | null;
  /** What the turn is to be called. Asked again under the same name in its thread, it gives the turn that is there. */
  readonly turnId?: string;
  /** Who asks; absent: somebody who may see everything. */
  readonly access?: Access;
  /** The least of those who read the answer along; absent: nobody does. */
  readonly audience?: Audience;
  /** Stand-ins for the clock and the team's zone. */
  readonly now?: string;
  readonly zone?: string;
  readonly signal?: AbortSignal;
};

/** Who is told, and who reads along. */
export type Rights = Pick<AskRequest, 'access' | 'audience'>;

export type TurnRef = { readonly threadId: string; readonly turnId: string };

/** What every surface talks to: one conversation partner, whatever the platform. Each surface's desk has threads of its own. */
export interface Desk {
  /** Answers in the thread and remembers the turn. Questions of one thread are answered in order. */
  ask(request: AskRequest): Promise<Turn>;
  threads(): Promise<readonly ThreadSummary[]>;
  thread(id: string): Promise<Thread | null>;
  renameThread(id: string, title: string): Promise<void>;
  deleteThread(id: string): Promise<void>;
  /** Replaces a thread's last turn by the answer to an edited question. */
  editLast(request: AskRequest & { readonly threadId: string }): Promise<Turn>;
  /** Answers a turn's edited question from what was said before it, in its place; later turns stay. Throws AskerError when the turn is gone. */
  revise(request: AskRequest & TurnRef): Promise<Turn>;
  /** Takes a turn out of what the thread remembers. Whether it was there. */
  forget(threadId: string, turnId: string): Promise<boolean>;
  /** Remembers a thread nobody here does, oldest turn first. One that is remembered stays as it is; plans that can't be read any more are left out. */
  restore(threadId: string, turns: readonly TurnTrace[]): Promise<void>;
  /** A turn as it was answered; where only its trace is left, answered again as of then, for whoever looks. null when it is gone. */
  turn(threadId: string, turnId: string, rights?: Rights): Promise<Turn | null>;
  /** What has to travel with a thread's answers for it to be restored from, oldest first; none when nothing is remembered of it. */
  traces(threadId: string): Promise<readonly TurnTrace[]>;
  /**
   * Keeps what somebody thinks of an answer, in place of what they said of it before. From somebody who may verify, a good word keeps
   * the question with what it was read as; a bad word from anybody has a verified one wait for review. Throws AskerError when the turn is gone.
   */
  feedback(given: FeedbackGiven): Promise<FeedbackTaken>;
  /** All that was thought of answers on any surface, newest first. */
  feedbackGiven(): Promise<readonly Feedback[]>;
  /** Questions that work on exactly the data there is, for somebody with these rights. */
  suggestions(rights?: Rights): Promise<readonly FollowUp[]>;
  /** Whole result of a turn, as CSV text (UTF-8 with BOM, formula-safe). null when the turn holds no table or is gone. */
  csv(
    threadId: string,
    turnId: string,
    rights?: Rights,
  ): Promise<{ readonly fileName: string; readonly text: string } | null>;
  /** The turn's chart drawn to PNG; null when it has none. */
  chartPng(threadId: string, turnId: string, theme: 'light' | 'dark'): Promise<Uint8Array | null>;
}
