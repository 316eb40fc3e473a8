import type { Unit } from './answer.ts';

export type MetricView = {
  readonly id: string;
  readonly label: string;
  readonly synonyms: readonly string[];
  readonly definition: string;
  readonly of: readonly string[];
  readonly anchor: 'created' | 'resolved' | 'rated' | 'instant';
  readonly unit: Unit;
  readonly direction: 'up' | 'down' | 'neutral';
  readonly target: number | null;
  readonly statistic: string;
  readonly statistics: readonly string[];
  readonly minimumSample: number;
};

export type DimensionView = {
  readonly id: string;
  readonly label: string;
  readonly synonyms: readonly string[];
  readonly definition: string;
  readonly kind: string;
  readonly on: readonly string[];
  readonly values: readonly { readonly label: string }[];
  readonly extra: boolean;
};

/** What can be asked for, as people read of it. The checked catalogue fits it as it stands. */
export type CatalogueView = {
  readonly metrics: readonly MetricView[];
  readonly dimensions: readonly DimensionView[];
};
