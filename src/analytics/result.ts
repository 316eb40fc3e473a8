import type { Cell, Column, Statement } from '../core/answer.ts';

/** One group's figures. `values`, `n` and `missing` run parallel to the plan's metrics. */
export type FigureRow = {
  readonly keys: readonly Cell[];
  /** null where there is nothing to measure. */
  readonly values: readonly (number | null)[];
  /** Rows the value was made from: for shares the denominator. */
  readonly n: readonly number[];
  /** Rows of the metric's population left out because its value was missing. */
  readonly missing: readonly number[];
};

export type FiguresResult = {
  readonly kind: 'figures';
  readonly keys: readonly Column[];
  readonly metrics: readonly Column[];
  readonly rows: readonly FigureRow[];
  /** Groups before the limit. */
  readonly groups: number;
  /** The group with no value, which rankings and thresholds leave out; null when there is none. */
  readonly none: FigureRow | null;
  /** The limit cut through groups with the same value. */
  readonly cutThroughTie: boolean;
  readonly statement: Statement;
};

export type DistributionResult = {
  readonly kind: 'distribution';
  /** Half-open bands in the metric's unit, empty ones in between included; `to` null: and more. */
  readonly bands: readonly {
    readonly from: number;
    readonly to: number | null;
    readonly count: number;
  }[];
  readonly n: number;
  readonly missing: number;
  readonly median: number | null;
  readonly p90: number | null;
  readonly statement: Statement;
};

export type RowsResult = {
  readonly kind: 'rows';
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Rows that match before the limit. */
  readonly total: number;
  readonly statement: Statement;
};

export type Result = FiguresResult | DistributionResult | RowsResult;
