import type { QueryPlan } from '../analytics/query-plan.ts';
import type { FollowUp, Reply } from '../core/answer.ts';

/** One question and what came back. */
export type Turn = {
  readonly id: string;
  readonly question: string;
  readonly askedAt: string;
  readonly reply: Reply;
  /** What the question was read as; null when it was not. Follow-ups are edits of it. */
  readonly plan: QueryPlan | null;
  readonly tookMs: number;
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
  /** Stand-ins for the clock and the team's zone. */
  readonly now?: string;
  readonly zone?: string;
  readonly signal?: AbortSignal;
};

/** What every surface talks to: one conversation partner, whatever the platform. */
export interface Desk {
  /** Answers in the thread and remembers the turn. Questions of one thread are answered in order. */
  ask(request: AskRequest): Promise<Turn>;
  threads(): Promise<readonly ThreadSummary[]>;
  thread(id: string): Promise<Thread | null>;
  renameThread(id: string, title: string): Promise<void>;
  deleteThread(id: string): Promise<void>;
  /** Replaces a thread's last turn by the answer to an edited question. */
  editLast(request: AskRequest & { readonly threadId: string }): Promise<Turn>;
  /** Four questions that work on exactly the data there is. */
  suggestions(): Promise<readonly FollowUp[]>;
  /** Whole result of a turn, as CSV text (UTF-8 with BOM, formula-safe). null when the turn holds no table or is gone. */
  csv(
    threadId: string,
    turnId: string,
  ): Promise<{ readonly fileName: string; readonly text: string } | null>;
  /** The turn's chart drawn to PNG; null when it has none. */
  chartPng(threadId: string, turnId: string, theme: 'light' | 'dark'): Promise<Uint8Array | null>;
}
