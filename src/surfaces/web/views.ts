import type { Unit } from '../../core/answer.ts';

/** What the Data page shows. The store's own status fits it as it stands; times are ISO UTC. */
export type StatusView = {
  readonly bytes: number;
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
  readonly unusable: readonly {
    readonly table: string;
    readonly column: string;
    readonly value: string;
    readonly rows: number;
  }[];
  readonly future: readonly { readonly table: string; readonly rows: number }[];
  readonly orphanMessages: number;
  readonly proposals: readonly { readonly words: string; readonly line: string }[];
};

/** What the Metrics page shows. The checked catalogue fits it as it stands. */
export type CatalogueView = {
  readonly metrics: readonly {
    readonly id: string;
    readonly label: string;
    readonly synonyms: readonly string[];
    readonly definition: string;
    readonly of: readonly string[];
    readonly anchor: 'created' | 'resolved' | 'rated' | 'instant';
    readonly unit: Unit;
    readonly direction: 'up' | 'down' | 'neutral';
    readonly target: number | null;
    readonly statistics: readonly string[];
    readonly minimumSample: number;
  }[];
  readonly dimensions: readonly {
    readonly id: string;
    readonly label: string;
    readonly synonyms: readonly string[];
    readonly definition: string;
    readonly on: readonly string[];
    readonly extra: boolean;
  }[];
};
