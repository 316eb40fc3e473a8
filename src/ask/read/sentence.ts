import type { Mark, MarkOf } from './marks.ts';

const POLITE = /^(?:please|pls|plz|kindly|hi|hello|hey|ok|okay|thanks|so|well|just|[,!.])$/i;

/** The marks of a question, and which of them have been put to use: what is left over was not understood. */
export class Sentence {
  readonly marks: readonly Mark[];
  readonly #used = new Set<number>();

  constructor(marks: readonly Mark[]) {
    this.marks = marks;
    for (const mark of marks) if (mark.kind === 'filler') this.#used.add(mark.index);
  }

  /** What the question begins with, as typed, past politeness. */
  get opening(): string {
    return this.marks.find(({ text }) => !POLITE.test(text))?.text ?? '';
  }

  use(...marks: readonly (Mark | undefined)[]): void {
    for (const mark of marks) if (mark) this.#used.add(mark.index);
  }

  /** Puts every word of these tags to use. */
  useWords(...tags: readonly string[]): void {
    for (const tag of tags) this.use(...this.words(tag));
  }

  isUsed(mark: Mark): boolean {
    return this.#used.has(mark.index);
  }

  of<K extends Mark['kind']>(kind: K): readonly MarkOf<K>[] {
    return this.marks.filter((mark): mark is MarkOf<K> => mark.kind === kind);
  }

  unused<K extends Mark['kind']>(kind: K): readonly MarkOf<K>[] {
    return this.of(kind).filter((mark) => !this.#used.has(mark.index));
  }

  /** Marks of a language tag, or of a family of them (`ask.`). */
  words(tag: string): readonly MarkOf<'word'>[] {
    return this.of('word').filter((mark) => hasTag(mark, tag));
  }

  /** Whether a word of any of these tags or families occurs. */
  says(...tags: readonly string[]): boolean {
    return tags.some((tag) => this.words(tag).length > 0);
  }

  isWord(mark: Mark | undefined, ...tags: readonly string[]): mark is MarkOf<'word'> {
    return mark?.kind === 'word' && tags.some((tag) => hasTag(mark, tag));
  }

  /** The nearest mark before that is not a filler. */
  before(mark: Mark): Mark | undefined {
    return this.marks.slice(0, mark.index).findLast((other) => other.kind !== 'filler');
  }

  /** The nearest mark after that is not a filler. */
  after(mark: Mark): Mark | undefined {
    return this.marks.slice(mark.index + 1).find((other) => other.kind !== 'filler');
  }

  /** The mark right before, filler or not. */
  left(mark: Mark): Mark | undefined {
    return this.marks[mark.index - 1];
  }

  /** The mark right after, filler or not. */
  right(mark: Mark): Mark | undefined {
    return this.marks[mark.index + 1];
  }

  /** Content that no rule has put to use. */
  leftovers(): readonly Mark[] {
    return this.marks.filter((mark) => !this.#used.has(mark.index));
  }
}

const WHETHER = /^(?:are|is|did|do|does|was|were|has|have|had)\b/i;

/** A question for a yes or a no. */
export const asksWhether = ({ opening }: Sentence): boolean => WHETHER.test(opening);

function hasTag({ tag }: MarkOf<'word'>, wanted: string): boolean {
  return wanted.endsWith('.') ? tag.startsWith(wanted) : tag === wanted;
}
