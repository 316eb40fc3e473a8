import type { ReadContext } from './context.ts';
import type { Facets } from './facets.ts';
import type { Sentence } from './sentence.ts';

/** A question taken apart, with what deciding on it depends on. */
export type Inquiry = {
  readonly sentence: Sentence;
  readonly facets: Facets;
  readonly context: ReadContext;
};
