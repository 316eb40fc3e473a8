/**
 * Something customers write about, and the words it is written in.
 * Phrases hold {slots} (see wording.ts); every detail names an {order}, {invoice}, {request} or {account}, which no two conversations share.
 */
export type Issue = {
  readonly category: string;
  readonly subcategory: string;
  /** Share of its pipeline, relative to the pipeline's other issues. */
  readonly weight: number;
  readonly topics: readonly string[];
  readonly subjects: readonly string[];
  /** What happened, as the customer tells it. */
  readonly openings: readonly string[];
  readonly details: readonly string[];
  readonly asks: readonly string[];
  /** What an agent says while working on it. */
  readonly steps: readonly string[];
  /** What an agent says when it is settled. */
  readonly fixes: readonly string[];
};
