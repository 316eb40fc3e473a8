import { createRandom } from '../../src/assist/classify/random.ts';

/** Sentences written as patterns: see evals/assist/training/e-commerce.yaml. */
export type SentenceBook = {
  readonly slots: Readonly<Record<string, readonly string[]>>;
  readonly categories: Readonly<Record<string, readonly string[]>>;
  readonly frames: readonly string[];
};

export type Sentence = {
  readonly text: string;
  readonly label: string;
  /** Which pattern of its category it was made of. */
  readonly pattern: number;
};

/** Makes `perPattern` different-looking messages of every pattern, the same for the same seed. */
export function writeSentences(book: SentenceBook, perPattern: number, seed: number): Sentence[] {
  const random = createRandom(seed);
  const write = (pattern: string, slots: SentenceBook['slots']) =>
    expand(pattern, slots, random)
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/([?!])\./g, '$1')
      .trim();
  return Object.entries(book.categories).flatMap(([label, patterns]) =>
    patterns.flatMap((pattern, at) =>
      Array.from({ length: perPattern }, () => {
        const said = write(pattern, book.slots);
        const frame = book.frames[Math.floor(random() * book.frames.length)] ?? '$text';
        const text = write(frame, { ...book.slots, text: [said] });
        return { label, pattern: at, text: random() < 0.7 ? sentenceCase(text) : text };
      }),
    ),
  );
}

const CHOICE = /\(([^()]*)\)/;
const SLOT = /\$([a-z]+)/g;

function expand(pattern: string, slots: SentenceBook['slots'], random: () => number): string {
  const pick = (options: readonly string[]) => options[Math.floor(random() * options.length)] ?? '';
  let text = pattern;
  for (let choice = CHOICE.exec(text); choice !== null; choice = CHOICE.exec(text))
    text = text.replace(CHOICE, () => pick(choice?.[1]?.split('|') ?? []));
  return text.replaceAll(SLOT, (said, name: string) => {
    const options = slots[name];
    if (options) return pick(options);
    throw new TypeError(`"${pattern}" has a slot ${said} that the book doesn't fill`);
  });
}

function sentenceCase(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
