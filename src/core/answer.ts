import type { Period } from './period.ts';

/** What a number counts or measures. Durations are seconds, shares are 0–1. */
export type Unit = 'count' | 'seconds' | 'share' | 'score' | 'number' | 'points';

export type Cell = string | number | boolean | null;

/** A column of a table. `time` cells are ISO dates (`2026-10-17`) or local date-times in the answer's zone. */
export type Column = {
  readonly name: string;
  readonly label: string;
  readonly role: 'dimension' | 'time' | 'metric';
  readonly unit?: Unit;
};

export type Table = {
  readonly columns: readonly Column[];
  /** Unrounded; one array a row, in the order of `columns`. */
  readonly rows: readonly (readonly Cell[])[];
  /** Rows there are in all; more than `rows.length` when the table was cut. */
  readonly total: number;
};

export type Figure = {
  readonly label: string;
  readonly value: number | null;
  readonly unit: Unit;
  /** Rows the figure was made from, and rows left out because the value was missing. */
  readonly n: number;
  readonly missing: number;
};

export type Comparison = {
  readonly words: string;
  readonly period: Period | null;
  readonly before: number | null;
  /** In the unit of the figure; for shares in points (0–1). */
  readonly change: number | null;
  /** Relative to `before`; null where that says nothing. */
  readonly changeRatio: number | null;
  readonly verdict: 'better' | 'worse' | 'same' | 'unclear' | 'neutral';
};

export type ChartKind =
  | 'sparkline'
  | 'line'
  | 'bars'
  | 'grouped'
  | 'stacked'
  | 'heatmap'
  | 'histogram';

export type ChartSeries = {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** Rows behind each value, shown in tooltips. */
  readonly n: readonly (number | null)[];
};

/** What to draw, before any library's words for it. */
export type ChartSpec = {
  readonly kind: ChartKind;
  readonly title: string;
  /** What a person who can't see it needs to know: shape, extremes, ends. */
  readonly alt: string;
  readonly unit: Unit;
  /** Bars' names or time labels, in drawing order. */
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
  /** Indexes into `categories` of buckets that count only in part: the period begins or ends within them. */
  readonly partial: readonly number[];
  /** The period ends now: the last bucket is not over yet. */
  readonly isRunning?: boolean;
  /** Index into `categories` to bring out, if one leads. */
  readonly highlight: number | null;
  readonly target: number | null;
};

/** A button: what it says, and the message it sends when pressed. */
export type FollowUp = { readonly label: string; readonly question: string };

export type Statement = { readonly sql: string; readonly params: Readonly<Record<string, Cell>> };

/** How the answer was made, for whoever wants to check it. */
export type Provenance = {
  /** The reading of the question in words: "first response time, mean · by agent · …". */
  readonly reading: string;
  /** What was taken from earlier in the thread, or assumed, each a short phrase. */
  readonly kept: readonly string[];
  readonly assumed: readonly string[];
  readonly definitions: readonly { readonly label: string; readonly text: string }[];
  readonly anchor: string;
  readonly period: Period | null;
  readonly filters: readonly string[];
  readonly statements: readonly Statement[];
  /** Rows in the population before missing values were left out, rows used, rows left out. */
  readonly rows: number;
  readonly used: number;
  readonly missing: number;
  readonly freshness: readonly {
    readonly source: string;
    readonly newestAt: string | null;
    readonly loadedAt: string;
    /** Of support systems: everything changed before it is in. */
    readonly readUntil?: string;
  }[];
};

/**
 * An answer, whole, before any surface has drawn it.
 * `headline`, `context` and `highlights` are plain sentences in which `**…**` marks the figure that matters.
 */
export type Answer = {
  readonly kind: 'answer';
  /** Out of SQL that was written for the question: no figure of the catalogue, and checked by nobody. */
  readonly isAdhoc?: true;
  readonly headline: string;
  readonly context: readonly string[];
  readonly figures: readonly Figure[];
  readonly comparison: Comparison | null;
  readonly highlights: readonly string[];
  readonly chart: ChartSpec | null;
  readonly table: Table | null;
  readonly followUps: readonly FollowUp[];
  readonly provenance: Provenance;
  readonly warnings: readonly string[];
  /** When the newest record behind it is from, or when the store was last filled; ISO, UTC. */
  readonly asOf: string;
};

/** One short question back, with the choices that would settle it. */
export type Clarify = {
  readonly kind: 'clarify';
  readonly headline: string;
  readonly choices: readonly FollowUp[];
  readonly asOf: string;
};

/** A plain no, what it can do instead, and the nearest questions it can answer. */
export type Decline = {
  readonly kind: 'decline';
  readonly headline: string;
  readonly followUps: readonly FollowUp[];
  readonly asOf: string;
};

export type Reply = Answer | Clarify | Decline;
