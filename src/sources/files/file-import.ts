/** What a file's rows are. */
export type Entity = 'tickets' | 'chats' | 'messages' | 'agents' | 'customers';

export type FileFormat = 'csv' | 'json' | 'jsonl' | 'parquet';

/** How one column of the file is used. */
export type ColumnUse = {
  /** As it stands in the file; made unique (`category`, `category_2`) when the file repeats it. */
  readonly header: string;
  /** A column of the entity ("created_at"), or null when it is kept as an extra field. */
  readonly target: string | null;
  /** Column it becomes in the store: the target, or `x_…`. null: left out (empty throughout, or a duplicate). */
  readonly column: string | null;
  readonly because: 'given' | 'saved' | 'name' | 'content' | 'extra' | 'empty' | 'duplicate';
  /** How values are read, in words: "day-first date and time", "duration in minutes, added to created_at". */
  readonly reads: string;
  readonly examples: readonly string[];
};

/** A plan for loading one file: shown, confirmed, kept under `config/imports/`, then applied. */
export type ImportPreview = {
  readonly id: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly format: FileFormat;
  /** "UTF-16 LE", "Latin-1", …; null for Parquet. */
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly entity: Entity;
  /** Source the rows are kept under: the system the headers point to ("zendesk"), else "file". */
  readonly source: string;
  /** Zone naive times are read in. */
  readonly zone: string;
  /** Rows in the file; for very large files an estimate until applied. */
  readonly rows: number;
  readonly rowsAreEstimated: boolean;
  readonly columns: readonly ColumnUse[];
  /** Several rows a ticket: what tells them apart and orders them. */
  readonly eventLog: {
    readonly key: string;
    readonly orderedBy: string;
    readonly keys: number;
  } | null;
  /** The first rows as they would be stored. */
  readonly sample: {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly (string | null)[])[];
  };
  /** What must be settled before it can be applied ("created could be day-first or month-first throughout"), with what settles it. */
  readonly questions: readonly {
    readonly about: string;
    readonly text: string;
    /** What says it on the command line: "--day-first or --month-first". */
    readonly byOption: string;
    readonly options: readonly { readonly label: string; readonly overrides: ImportOverrides }[];
  }[];
  readonly warnings: readonly string[];
  /** Ids the store knows from an earlier file under the same source, as something else: these rows would be replaced. `freeSource` keeps both. */
  readonly replaces: {
    readonly ids: number;
    readonly earlierFile: string | null;
    readonly freeSource: string;
  } | null;
  /** Name of the saved mapping it was read with, when one fits the headers. */
  readonly savedAs: string | null;
  /** Set for messages of a Facebook page: `rows` are its conversations, and it has no columns. */
  readonly pageMessages?: PageMessages;
};

/** What a file of a Facebook page's messages holds. */
export type PageMessages = {
  /** Whose messages count as the team's; null where each message says its direction, or nobody has said yet. */
  readonly page: string | null;
  readonly conversations: number;
  /** Those there already, word for word; they are left alone unless forced. */
  readonly known: number;
  readonly messages: number;
  readonly fromCustomers: number;
  readonly automatic: number;
  readonly agents: readonly { readonly name: string; readonly messages: number }[];
  /** ISO UTC. */
  readonly from: string | null;
  readonly to: string | null;
  /** Messages that can't be used, and why. */
  readonly invalid: readonly { readonly reason: string; readonly messages: number }[];
};

export type ImportOverrides = {
  readonly as?: Entity;
  /** header → target column, or `extra`, or `ignore`. */
  readonly map?: Readonly<Record<string, string>>;
  readonly zone?: string;
  readonly dateOrder?: 'day-first' | 'month-first';
  readonly source?: string;
  /** Read it as if no file like it had been read before. */
  readonly fresh?: boolean;
  /** Name of the Facebook page that messages came to. */
  readonly page?: string;
  /** Conversations that are there already are worked through again. */
  readonly force?: boolean;
};

export type ImportProgress = {
  readonly step: 'reading' | 'checking' | 'writing' | 'deriving';
  readonly rows: number;
  readonly of: number | null;
};

export type ImportSummary = {
  readonly importId: string;
  readonly fileName: string;
  readonly entity: Entity;
  readonly source: string;
  readonly rows: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Earlier states that became ticket_history. */
  readonly history: number;
  readonly from: string | null;
  readonly to: string | null;
  /** Values read as missing, by column and value. */
  readonly unusable: readonly {
    readonly column: string;
    readonly value: string;
    readonly rows: number;
  }[];
  readonly warnings: readonly string[];
  readonly demoRemoved: boolean;
  readonly tookMs: number;
};

/** Files in, rows in the store: everything or nothing. */
export interface FileImports {
  /** Reads enough of the file to say how it would be loaded. Throws AskerError (what is wrong, at which line and column). Writes nothing to the store. */
  preview(
    file: { readonly path: string; readonly fileName: string },
    overrides?: ImportOverrides,
  ): Promise<ImportPreview>;
  /** Loads the file in one transaction and keeps the mapping. Throws AskerError when the preview still has questions or the data is bad. */
  apply(
    file: { readonly path: string; readonly fileName: string },
    preview: ImportPreview,
    options?: {
      readonly onProgress?: (progress: ImportProgress) => void;
      readonly signal?: AbortSignal;
    },
  ): Promise<ImportSummary>;
}
