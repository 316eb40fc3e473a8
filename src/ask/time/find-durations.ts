/** An amount of time ("48 hours", "a day and a half"), [from, to) in the text. */
export type DurationMatch = {
  readonly from: number;
  readonly to: number;
  readonly seconds: number;
};

/** Every amount of time in a text. */
export function findDurations(_text: string): readonly DurationMatch[] {
  return [];
}
