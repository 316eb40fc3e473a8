import type { ConversationRef } from './conversation-ref.ts';
import type { Lesson } from './learn.ts';
import type { Analysis } from './read-analysis.ts';
import type { Taxonomy } from './taxonomy.ts';

/** How far a run has come. */
export type AnalysisProgress = {
  readonly done: number;
  readonly of: number;
  /** Null while nobody knows. */
  readonly secondsLeft: number | null;
};

export type AnalysisRun = {
  readonly analysed: number;
  /** By who did it: `local`, or a model’s name. */
  readonly by: Readonly<Record<string, number>>;
  /** Conversations whose risk or expected time was told anew. */
  readonly lookedAt: number;
  readonly tookMs: number;
  /** Stopped before its end. */
  readonly isStopped: boolean;
};

export type RunOptions = {
  /** Only these; none: all that are new or changed. */
  readonly refs?: readonly ConversationRef[];
  /** Those that have not changed too. */
  readonly isForced?: boolean;
};

/** What conversations are about and how it stands with them. */
export interface Analyses {
  readonly taxonomy: Taxonomy;
  /** null: it was not analysed. */
  of(ref: ConversationRef): Promise<Analysis | null>;
  /** The ticket or chat somebody means by `words`. Throws AskerError where there is none, or several. */
  find(words: string): Promise<ConversationRef>;
  /** Works through what is new or changed, newest first, and looks ahead for what is open. Killed at any moment, the next run goes on. */
  run(
    options: RunOptions,
    onProgress: (progress: AnalysisProgress) => void,
    signal: AbortSignal,
  ): Promise<AnalysisRun>;
  /**
   * What somebody says it really is, by field; kept whatever is analysed later, and learned from. An empty value gives the field back.
   * All of it or nothing: throws AskerError for what is no label.
   */
  correct(
    ref: ConversationRef,
    wishes: Readonly<Record<string, string>>,
    by: string,
  ): Promise<Analysis>;
  /** Learns from what people and their support system labelled; what was learned is used from then on, and everything looked at again. */
  learn(signal: AbortSignal): Promise<Lesson>;
  /** How many are analysed, and how many wait for it. */
  state(): Promise<{
    readonly analysed: number;
    readonly pending: number;
    readonly running: AnalysisProgress | null;
  }>;
  /** Runs by itself whenever there is news, after questions and syncs, until disposed. */
  start(): AsyncDisposable;
}
