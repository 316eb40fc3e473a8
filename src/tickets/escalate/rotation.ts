import type { WallMs } from '../../core/wall-time.ts';
import type { WeekStretch } from '../../core/week-stretch.ts';

/** People who take turns. */
export type Layer = {
  readonly name: string;
  readonly people: readonly string[];
  /** How long a turn is, by the clocks: a day is a day, whatever they are changed by. */
  readonly turnMs: number;
  /** When the first one's first turn begins: its time of day is when turns are handed over. */
  readonly firstTurn: WallMs;
  /** When anybody of the layer is on call at all; empty: always. */
  readonly stretches: readonly WeekStretch[];
};

/** What takes the place of turns for once. Milliseconds since the epoch, `to` not included. */
export type OnCallChange =
  /** `person` is on call, whosever turn it is. */
  | {
      readonly kind: 'override';
      readonly person: string;
      readonly from: number;
      readonly to: number;
    }
  /** The two have each other's turns. */
  | {
      readonly kind: 'swap';
      readonly between: readonly [string, string];
      readonly from: number;
      readonly to: number;
    };

/** Who is on call when. */
export type Rotation = {
  readonly name: string;
  readonly zone: string;
  /** A later layer stands above those before it, where it has somebody. */
  readonly layers: readonly Layer[];
  /** A later change stands above those before it; overrides above swaps. */
  readonly changes: readonly OnCallChange[];
};

/** Somebody's time on call. Milliseconds since the epoch, `to` not included. */
export type Shift = {
  /** null: nobody is on call. */
  readonly person: string | null;
  readonly from: number;
  readonly to: number;
};
