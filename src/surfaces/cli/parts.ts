import type { Analyses } from '../../assist/analyse/analyses.ts';
import type { KnowledgeBase } from '../../assist/knowledge/knowledge-base.ts';
import type { Suggestions } from '../../assist/suggest/suggestions.ts';
import type { Desk } from '../../bot/desk.ts';
import type { Feedback } from '../../bot/feedback.ts';
import type { CatalogueView } from '../../core/catalogue-view.ts';
import type { DataStatus } from '../../core/data-status.ts';
import type { ModelSetUp, ModelSpent, SentView } from '../../core/model-words.ts';
import type { Digests } from '../../digests/digests.ts';
import type { DemoOptions } from '../../sources/demo/generate-demo.ts';
import type { DemoProgress, DemoSummary } from '../../sources/demo/load-demo.ts';
import type { FileImports } from '../../sources/files/file-import.ts';
import type { Outbox } from '../../sources/outbox/outbox.ts';
import type { Syncing } from '../../sources/sync/syncing.ts';
import type { SourceCheck } from '../../sources/sync/ticket-source.ts';
import type { Assignments } from '../../tickets/assign/assignments.ts';
import type { Escalations } from '../../tickets/escalate/escalations.ts';
import type { AnalysesAtHand } from './analysis-link.ts';
import type { AssignmentsAtHand } from './assignment-link.ts';
import type { EscalationsAtHand } from './escalation-link.ts';
import type { KnowledgeAtHand } from './knowledge-link.ts';
import type { SuggestionsAtHand } from './suggestion-link.ts';
import type { Terminal } from './terminal.ts';

/** Which database a command works on, and what it is opened for. */
export type StoreChoice = {
  /** As typed; undefined: the one that is set. */
  readonly path?: string | undefined;
  /** Stands in for the team's zone. */
  readonly zone?: string | undefined;
  /** `existing`: refuse when there is none; `create`: make it; `scratch`: work in memory when there is none, and leave none behind. */
  readonly absent: 'existing' | 'create' | 'scratch';
  /** Whether threads outlive the run. */
  readonly threads: 'kept' | 'of-this-run';
  /** Nothing is asked of it: little memory will do. */
  readonly isLean?: boolean;
  /** What to do instead where another process has the database open. */
  readonly heldHint?: string;
};

/** The store and what answers from it, open. */
export interface OpenStore extends AsyncDisposable {
  readonly path: string;
  readonly zone: string;
  readonly desk: Desk;
  readonly verified: VerifiedView;
  readonly imports: FileImports;
  readonly syncing: Syncing;
  readonly outbox: Pick<Outbox, 'list' | 'cancel'>;
  readonly erasing: Erasing;
  readonly digests: Pick<Digests, 'list' | 'preview' | 'run'>;
  readonly assignments: Omit<Assignments, 'start' | 'look' | 'watch'>;
  /** Opened when it is asked for. Throws ConfigError for a taxonomy with mistakes. */
  analyses(): Promise<Omit<Analyses, 'start'>>;
  readonly escalations: Omit<Escalations, 'start' | 'tick' | 'call'>;
  suggestions(): Promise<Suggestions>;
  /** Opened when it is asked for. */
  knowledge(): Promise<Omit<KnowledgeBase, 'start'>>;
  /** Milliseconds since the epoch. */
  now(): number;
  status(): Promise<DataStatus>;
  /** With the columns that files brought along. */
  catalogue(): Promise<CatalogueView>;
  loadDemo(
    options: DemoOptions,
    onProgress: (progress: DemoProgress) => void,
  ): Promise<DemoSummary>;
  backUp(path: string): Promise<void>;
}

export type VerifiedOne = {
  readonly question: string;
  readonly plan: unknown;
  readonly by: string;
  readonly verifiedAt: string;
  /** Who has found an answer of it wrong, and when; absent: it is in use. */
  readonly suspended?: { readonly by: string; readonly at: string };
};

/** What has become of one: see `now` of a verified question that was checked. */
export type CheckedOne = {
  readonly kept: VerifiedOne;
  readonly now: 'same' | 'unread' | 'differs' | 'broken';
  readonly problem: string | null;
};

/** What was verified, without what it is asked of. */
export interface VerifiedBookView {
  all(): Promise<readonly VerifiedOne[]>;
  /** Whether it was there. */
  remove(question: string): Promise<boolean>;
}

/** Questions that are read as somebody verified them. */
export interface VerifiedView extends VerifiedBookView {
  /** Throws AskerError where it can't be asked again. */
  verify(question: string, by: string): Promise<VerifiedOne>;
  check(): Promise<readonly CheckedOne[]>;
}

/** Rows removed, and rows of others in which the address was blanked, by table; and what went beside the store. */
export type EraseView = {
  readonly removed: Readonly<Record<string, number>>;
  readonly blanked: Readonly<Record<string, number>>;
  readonly turns?: number;
  readonly files?: number;
};

/** Removes a customer by address. Throws AskerError for what is none, or an agent's. */
export interface Erasing {
  /** What it would remove from the store; changes nothing. */
  rehearse(email: string): Promise<EraseView>;
  erase(email: string): Promise<EraseView>;
}

/** The support systems that are set up, and how they are read. */
export type SourcesView = {
  readonly sources: readonly {
    readonly name: string;
    readonly label: string;
    readonly address: string;
  }[];
  /** `4 h`, or a cron line. */
  readonly every: string;
  readonly retentionDays: number;
};

/** What works in Slack, and what is missing. */
export type SlackCheckView = {
  readonly isWorking: boolean;
  readonly findings: readonly {
    readonly what: string;
    /** null: can't be told from here. */
    readonly isOk: boolean | null;
    readonly says: string;
    /** What to do; null where nothing is. */
    readonly remedy: string | null;
  }[];
};

export type ModelCheck =
  | { readonly isWorking: true; readonly tookMs: number }
  | { readonly isWorking: false; readonly says: string; readonly remedy: string };

/** The language model that is set up. */
export interface OpenModel extends AsyncDisposable {
  readonly setUp: ModelSetUp;
  today(): Promise<ModelSpent>;
  /** One call. */
  test(signal: AbortSignal): Promise<ModelCheck>;
  /** Newest first. */
  sent(count: number): Promise<readonly SentView[]>;
}

export type NamedTime = { readonly start: string; readonly end: string; readonly words: string };

/** What the commands are made of. */
export type CliParts = {
  readonly terminal: Terminal;
  /** Fires when the person wants to stop. */
  readonly signal: AbortSignal;
  openStore(choice: StoreChoice): Promise<OpenStore>;
  /** The catalogue as its file has it, without a store. */
  readCatalogue(): Promise<CatalogueView>;
  /** The stretch an expression names, null when it names none. `zone` undefined: the team's. Needs no store. */
  readTime(
    expression: string,
    at: { readonly now: string | undefined; readonly zone: string | undefined },
  ): Promise<{ readonly time: NamedTime | null; readonly zone: string }>;
  /** Needs no store. */
  readSources(): Promise<SourcesView>;
  /** Tries the sources, or all that are set up. Needs no store. Throws AskerError for one that isn't set up. */
  testSources(names: readonly string[], signal: AbortSignal): Promise<readonly SourceCheck[]>;
  /** Asks Slack what works with what is set; null: nothing is. Needs no store. */
  checkSlack(): Promise<SlackCheckView | null>;
  /** null: none is set up. Needs no store. */
  openModel(): Promise<OpenModel | null>;
  /** What was verified for a database, or for the usual one. Needs no store. */
  openVerified(store: string | undefined): Promise<VerifiedBookView & AsyncDisposable>;
  /** What people think of answers, newest first. Needs no store. */
  readFeedback(): Promise<readonly Feedback[]>;
  /** Has a service that holds the store write the copy. False when none is running. */
  backUpByService(store: string | undefined, target: string): Promise<boolean>;
  /** Assignments as a service that holds the store has them. Null when none is running. */
  assignByService(store: string | undefined): Promise<AssignmentsAtHand | null>;
  /** Escalations, who is on call and the log of what was done as a service that holds the store has them. Null when none is running. */
  escalateByService(store: string | undefined): Promise<EscalationsAtHand | null>;
  /** Analyses as a service that holds the store has them. Null when none is running. */
  analyseByService(store: string | undefined): Promise<AnalysesAtHand | null>;
  /** What replies are made from as a service that holds the store has it. Null when none is running. */
  knowledgeByService(store: string | undefined): Promise<KnowledgeAtHand | null>;
  /** Suggested replies as a service that holds the store has them. Null when none is running. */
  suggestByService(store: string | undefined): Promise<SuggestionsAtHand | null>;
  /** Has a service that holds the store erase a customer, or say what that would remove. Null when none is running. */
  eraseByService(
    store: string | undefined,
    email: string,
    isRehearsal: boolean,
  ): Promise<EraseView | null>;
};
