/** Agents who are likely one person under several names. */
export type FoldProposal = {
  /** Whom, and what speaks for it; a sentence. */
  readonly words: string;
  /** What to write under `people` in config/team.yaml if they are. */
  readonly line: string;
};

/** What the store holds, for `deskhand status` and the console's Data page. Times ISO UTC. */
export type DataStatus = {
  readonly path: string;
  readonly bytes: number;
  readonly dataVersion: number;
  readonly tables: readonly {
    readonly table: string;
    readonly rows: number;
    readonly from: string | null;
    readonly to: string | null;
  }[];
  readonly sources: readonly {
    readonly source: string;
    readonly newestAt: string | null;
    readonly loadedAt: string;
    readonly rows: number;
  }[];
  readonly imports: readonly {
    readonly id: string;
    readonly fileName: string;
    readonly entity: string;
    readonly source: string;
    readonly rows: number;
    readonly inserted: number;
    readonly updated: number;
    readonly unchanged: number;
    readonly history: number;
    readonly finishedAt: string;
  }[];
  /** Values that could not be used and became missing. */
  readonly unusable: readonly {
    readonly table: string;
    readonly column: string;
    readonly value: string;
    readonly rows: number;
  }[];
  /** Rows dated after now; they never count. */
  readonly future: readonly { readonly table: string; readonly rows: number }[];
  /** Messages whose conversation is not in the store. */
  readonly orphanMessages: number;
  /** Agents who may be one person under several names. */
  readonly proposals: readonly FoldProposal[];
};
