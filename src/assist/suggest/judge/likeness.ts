import { contentStems } from '../grounding/words.ts';

/** A text's words and their spelling, as texts are compared by them. */
export type TextMarks = {
  readonly stems: ReadonlySet<string>;
  readonly grams: ReadonlySet<string>;
};

export function marksOf(text: string): TextMarks {
  const stems = contentStems(text);
  const grams = stems.flatMap((word) => {
    const padded = ` ${word} `;
    return Array.from({ length: Math.max(1, padded.length - 2) }, (_, at) =>
      padded.slice(at, at + 3),
    );
  });
  return { stems: new Set(stems), grams: new Set(grams) };
}

/** The part that two sets have in common, 0–1. */
export function dice(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  return (2 * [...one].filter((mark) => other.has(mark)).length) / (one.size + other.size);
}
