import type { Mark } from './marks.ts';

type OfKind<K extends Mark['kind']> = Extract<Mark, { kind: K }>;

/** The marks of a question, and which of them have been put to use: what is left over was not understood. */
export class Sentence {
  readonly marks: readonly Mark[];
  readonly #used = new Set<number>();

  constructor(marks: readonly Mark[]) {
    this.marks = marks;
    for (const mark of marks) if (mark.kind === 'filler') this.#used.add(mark.index);
  }

  use(...marks: readonly (Mark | undefined)[]): void {
    for (const mark of marks) if (mark) this.#used.add(mark.index);
  }

  isUsed(mark: Mark): boolean {
    return this.#used.has(mark.index);
  }

  of<K extends Mark['kind']>(kind: K): readonly OfKind<K>[] {
    return this.marks.filter((mark): mark is OfKind<K> => mark.kind === kind);
  }

  unused<K extends Mark['kind']>(kind: K): readonly OfKind<K>[] {
    return this.of(kind).filter((mark) => !this.#used.has(mark.index));
  }

  /** Marks of a language tag, or of a family of them (`ask.`). */
  words(tag: string): readonly OfKind<'word'>[] {
    return this.of('word').filter((mark) =>
      tag.endsWith('.') ? mark.tag.startsWith(tag) : mark.tag === tag,
    );
  }

  says(tag: string): boolean {
    return this.words(tag).length > 0;
  }

  /** The nearest mark before or after that is not a filler. */
  before(mark: Mark): Mark | undefined {
    return this.marks.slice(0, mark.index).findLast((other) => other.kind !== 'filler');
  }

  after(mark: Mark): Mark | undefined {
    return this.marks.slice(mark.index + 1).find((other) => other.kind !== 'filler');
  }

  /** The mark right before, filler or not. */
  left(mark: Mark): Mark | undefined {
    return this.marks[mark.index - 1];
  }

  right(mark: Mark): Mark | undefined {
    return this.marks[mark.index + 1];
  }

  isWord(mark: Mark | undefined, tag: string): mark is OfKind<'word'> {
    return (
      mark?.kind === 'word' && (tag.endsWith('.') ? mark.tag.startsWith(tag) : mark.tag === tag)
    );
  }

  /** Content that no rule has put to use. */
  leftovers(): readonly Mark[] {
    return this.marks.filter((mark) => !this.#used.has(mark.index));
  }
}
