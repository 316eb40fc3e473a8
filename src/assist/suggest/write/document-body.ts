import type { DraftSentence } from '../draft.ts';
import { findPromise } from '../grounding/promises.ts';
import { type Sentence, splitSentences } from '../grounding/sentences.ts';
import { contentStems } from '../grounding/words.ts';

/** So many words of the question are in a sentence on the point, and such a part of the question's or of its own. */
const SHARED = 2;
const OF_QUESTION = 0.25;
const OF_SENTENCE = 0.4;
const FROM_START = 3;

export type DocumentChoice = {
  /** Stems of the question. */
  readonly wanted: ReadonlySet<string>;
  /** Sentences; a list is never cut. */
  readonly most: number;
  /** Where no sentence is on the point: the first ones, for it was found all the same. */
  readonly isAll: boolean;
};

/** Sentences of a document that answer the question, as they stand there and in their order. */
export function documentBody(
  { text, mark }: { readonly text: string; readonly mark: string },
  { wanted, most, isAll }: DocumentChoice,
): readonly DraftSentence[] {
  const sentences = splitSentences(text).filter((one) => findPromise(one.text) === null);
  const weighed = sentences.map((one, at) => ({ at, weight: weigh(one.text, wanted) }));
  const best = weighed
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, most)
    .map(({ at }) => at);
  const start = isAll && best.length === 0 ? [...sentences.keys()].slice(0, FROM_START) : [];
  const chosen = new Set([...best, ...start].flatMap((at) => wholeList(sentences, at)));
  return sentences.flatMap((one, at): DraftSentence[] =>
    chosen.has(at)
      ? [{ text: one.text, isItem: one.isItem, role: one.isItem ? 'step' : 'fact', marks: [mark] }]
      : [],
  );
}

/** How much of the question is in it; 0: it is beside the point. */
function weigh(sentence: string, wanted: ReadonlySet<string>): number {
  const stems = new Set(contentStems(sentence));
  const shared = [...stems].filter((one) => wanted.has(one)).length;
  const isOnPoint =
    shared >= SHARED && (shared / wanted.size >= OF_QUESTION || shared / stems.size >= OF_SENTENCE);
  return isOnPoint ? shared : 0;
}

/** Half of the steps help nobody: an item brings all of its list. */
function wholeList(sentences: readonly Sentence[], at: number): readonly number[] {
  if (!sentences[at]?.isItem) return [at];
  let [from, to] = [at, at];
  while (sentences[from - 1]?.isItem) from -= 1;
  while (sentences[to + 1]?.isItem) to += 1;
  return Array.from({ length: to - from + 1 }, (_, nth) => from + nth);
}
