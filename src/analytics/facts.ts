import type { Of } from './query-plan.ts';

/** What the store holds, as far as reading and compiling questions need to know. Remade when the data version moves. */
export type Facts = {
  readonly version: number;
  readonly rows: Readonly<
    Record<'tickets' | 'chats' | 'messages' | 'agents' | 'customers', number>
  >;
  /** First and last instant of any record, ISO UTC, future ones left out; null when empty. */
  readonly range: Readonly<Record<Of, { readonly from: string; readonly to: string } | null>>;
  /** Newest instant of any kind (creation, change, message) that is not after now. */
  readonly newestAt: string | null;
  /** Per population, the columns of a conversation that hold at least one value. */
  readonly filled: Readonly<Record<Of, ReadonlySet<string>>>;
  /** Names of agents whose role is manager, as they stand in `agent` columns. */
  readonly managers: readonly string[];
  /** Values of the fields that have names, with how many conversations carry each; most frequent first. */
  readonly values: Readonly<Record<string, readonly FieldValue[]>>;
  /** A file's own columns, kept as x_… columns. */
  readonly extras: readonly ExtraField[];
  /** Sources by name with what they last brought. */
  readonly sources: readonly {
    readonly source: string;
    readonly newestAt: string | null;
    readonly loadedAt: string;
  }[];
  /** Support systems kept fresh by themselves, as they stand just now; absent: none. */
  readonly systems?: readonly SystemFreshness[];
};

/** How far a support system has been read. Times ISO UTC. */
export type SystemFreshness = {
  readonly source: string;
  readonly label: string;
  /** Everything changed before it is in the store; null: never read to the end. */
  readonly readUntil: string | null;
  /** When it was last read to the end. */
  readonly readAt: string | null;
  /** Newest change seen. */
  readonly newestAt: string | null;
  /** When the first of the runs that have failed since began; null: the last one didn't. */
  readonly failingSince: string | null;
  /** The run under way, and how much of its step is done (0–1; null: unknown). */
  readonly running: { readonly part: number | null } | null;
  /** Read this long ago, it counts as stale. */
  readonly staleAfterMs: number;
  /** Conversations that began before are not kept; null: all are. */
  readonly keptFrom: string | null;
  readonly keptDays: number | null;
};

export type FieldValue = {
  readonly value: string;
  readonly count: number;
  /** Other names the value goes by: agents' aliases. */
  readonly aliases: readonly string[];
};

export type ExtraField = {
  readonly table: 'tickets' | 'chats';
  /** Column name, `x_` and a slug. */
  readonly column: string;
  /** The file's header as it stood. */
  readonly label: string;
  /** Different values seen, up to 1,000. */
  readonly distinct: number;
};
