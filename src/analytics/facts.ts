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
