/** What a placeholder stands for: it stays here, only the placeholder leaves. */
export type Held =
  /** A name in the data, in every field it stands in. */
  | {
      readonly kind: 'value';
      readonly in: readonly { readonly field: string; readonly value: string }[];
    }
  /** Something typed that is nobody's business, and maybe not known here either. */
  | { readonly kind: 'typed'; readonly text: string }
  /** A column of a file, whose label is data too. */
  | { readonly kind: 'column'; readonly field: string };

const PLACEHOLDER = /^\{\{[a-z]+_\d+\}\}$/;

/** Gives out placeholders, the same for the same thing, and takes them back. */
export class Placeholders {
  readonly #held = new Map<string, Held>();
  readonly #counts = new Map<string, number>();

  /** `noun`: what kind of thing it is, in a word the model understands. */
  hold(noun: string, held: Held): string {
    const same = JSON.stringify(held);
    for (const [placeholder, known] of this.#held) {
      if (JSON.stringify(known) === same) return placeholder;
    }
    const nth = (this.#counts.get(noun) ?? 0) + 1;
    this.#counts.set(noun, nth);
    const placeholder = `{{${noun}_${nth}}}`;
    this.#held.set(placeholder, held);
    return placeholder;
  }

  isPlaceholder(text: string): boolean {
    return PLACEHOLDER.test(text);
  }

  /** undefined: nobody gave that one out. */
  takeBack(placeholder: string): Held | undefined {
    return this.#held.get(placeholder);
  }
}
