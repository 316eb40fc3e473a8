import type { Grain, Period } from '../../core/period.ts';

/** What a time expression says. */
export type TimeMeaning =
  /** A stretch of time. `unit`: what it is naturally counted in, if anything. */
  | { readonly kind: 'period'; readonly period: Period; readonly unit: Grain | null }
  /** Over the whole history, whatever the default. */
  | { readonly kind: 'all' }
  /** One figure per calendar unit. `orCalendar`: over more than three days it means the hour of the day instead. */
  | { readonly kind: 'grain'; readonly grain: Grain; readonly orCalendar?: true }
  /** Broken down by a recurring time: Mondays against Tuesdays, 9 o'clock against 10. */
  | { readonly kind: 'calendar'; readonly field: CalendarField }
  /** A condition on a recurring time, as in a plan. */
  | {
      readonly kind: 'filter';
      readonly field: CalendarField;
      readonly op: 'is' | 'is-not' | 'lt' | 'le' | 'gt' | 'ge';
      readonly values: (number | boolean)[];
      readonly words: string;
    }
  | { readonly kind: 'compare'; readonly with: TimeComparison }
  /** The period asked about before, moved: "the month before". */
  | ({ readonly kind: 'shift' } & Shift)
  /** Time words that can't be answered: what is wrong and what would work. */
  | { readonly kind: 'problem'; readonly message: string };

/** "the month before", "a week later", "the 35 days before": which stretch beside the one before is meant. */
export type Shift = {
  readonly steps: -1 | 1;
  /** null: as long as the one before. */
  readonly unit: Grain | null;
  /** How many units together; absent: one. */
  readonly count?: number;
  /** "a year earlier": the same stretch moved, not its neighbour. */
  readonly same?: true;
};

export type CalendarField = 'weekday' | 'hour' | 'weekend' | 'business_hours';

export type TimeComparison =
  | { readonly kind: 'previous' }
  | { readonly kind: 'last-year' }
  | { readonly kind: 'period'; readonly period: Period; readonly unit: Grain | null };

/** A meaning and where it stands in the text, [from, to), with the connecting words that belong to it. */
export type TimeMatch = TimeMeaning & {
  readonly from: number;
  readonly to: number;
  readonly text: string;
};
