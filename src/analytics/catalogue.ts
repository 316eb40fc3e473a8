import type { Unit } from '../core/answer.ts';
import type { Of, Statistic } from './query-plan.ts';

/** The time a metric's rows are counted at; `instant`: a state, taken at the end of each bucket. */
export type Anchor = 'created' | 'resolved' | 'rated' | 'instant';

/**
 * One metric of config/metrics.yaml, checked.
 * Expressions are SQL over the columns of one conversation (see compile/population.ts), the same names for tickets and chats.
 */
export type Metric = {
  readonly id: string;
  readonly label: string;
  /** The label over one population where it differs: "tickets", "chats" for volume. */
  readonly labels: Readonly<Partial<Record<Of, string>>>;
  readonly synonyms: readonly string[];
  /** Words that already say which population or statistic is meant ("chat duration", "median …" stays with the reader). */
  readonly definition: string;
  /** Populations it can be taken over; the first is meant when none is named. */
  readonly of: readonly Of[];
  /**
   * count: rows; share: rows with `value` true among those where it is not null; measure: a statistic of `value`;
   * customers: distinct customers with at least `atLeast` rows; backlog: rows open at an instant;
   * formula: weighted parts of other metrics, re-weighted over those that have data.
   */
  readonly kind: 'count' | 'share' | 'measure' | 'customers' | 'backlog' | 'formula';
  readonly anchor: Anchor;
  readonly unit: Unit;
  readonly direction: 'up' | 'down' | 'neutral';
  /** In the unit of the metric; shares 0–1, durations seconds. */
  readonly target: number | null;
  readonly statistic: Statistic;
  readonly statistics: readonly Statistic[];
  readonly minimumSample: number;
  /** SQL condition for the rows the metric is about (its denominator); null: all. */
  readonly where: string | null;
  /** SQL expression: a number for measure, a boolean for share. */
  readonly value: string | null;
  readonly atLeast: number | null;
  readonly parts: readonly {
    readonly metric: string;
    readonly of: Of;
    readonly weight: number;
    readonly score: string;
  }[];
  /** Columns without which it says nothing; the metric is offered only where each holds at least one value. */
  readonly needs: readonly string[];
};

/**
 * A field questions can break down by or filter on.
 * name: values are names, matched on aliases and typos; list: several values a row; ordered: values in `values` order;
 * flag: true/false; number and seconds: compared, not grouped; text: searched; calendar: from the anchor's local time; time: an instant.
 */
export type Dimension = {
  readonly id: string;
  readonly label: string;
  readonly plural: string;
  readonly synonyms: readonly string[];
  readonly definition: string;
  readonly kind:
    | 'name'
    | 'list'
    | 'ordered'
    | 'flag'
    | 'number'
    | 'seconds'
    | 'text'
    | 'calendar'
    | 'time';
  readonly on: readonly Of[];
  /** SQL over the columns of one conversation; calendar fields are the compiler's own. */
  readonly value: string | null;
  readonly needs: readonly string[];
  /** Fixed values in their order, with the words people use for each; empty for open sets. */
  readonly values: readonly {
    readonly value: string;
    readonly label: string;
    readonly synonyms: readonly string[];
  }[];
  /** Words for a flag being true and false: "open" / "resolved", "rated" / "unrated". */
  readonly whenTrue: readonly string[];
  readonly whenFalse: readonly string[];
  /** Made from a file's extra column rather than listed in the catalogue. */
  readonly extra: boolean;
};

export type Catalogue = {
  readonly metrics: readonly Metric[];
  readonly dimensions: readonly Dimension[];
};

/** Throws TypeError for an id the catalogue does not hold: callers check plans first. */
export function metricOf(catalogue: Catalogue, id: string): Metric {
  const found = catalogue.metrics.find((metric) => metric.id === id);
  if (!found) throw new TypeError(`no metric ${id}`);
  return found;
}

/** Throws TypeError for an id there is none of: plans are checked before. */
export function dimensionOf(catalogue: Catalogue, id: string): Dimension {
  const found = catalogue.dimensions.find((dimension) => dimension.id === id);
  if (!found) throw new TypeError(`no dimension ${id}`);
  return found;
}
