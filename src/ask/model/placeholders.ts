/** What a placeholder stands for: it stays here, only the placeholder leaves. */
export type Held =
  /** A name in the data, in every field it stands in. */
  | {
      readonly kind: 'value';
      readonly in: readonly { readonly field: string; readonly value: string }[];
    }
  /** Something typed that is nobody's business, and maybe not known here either. */
  | { readonly kind: 'typed'; readonly noun: TypedNoun; readonly text: string }
  /** A column of a file, whose label is data too. */
  | { readonly kind: 'column'; readonly field: string };

/**
 * `word`: one of the language that is no common one, or like part of somebody's name.
 * `name`: anything else that is written like a word, so that it may be somebody's name.
 */
export type TypedNoun = 'word' | 'name' | 'text' | 'email' | 'link' | 'number' | 'id';

const PLACEHOLDER = /^\{\{[a-z]+_\d+\}\}$/;

/** Gives out placeholders, the same for the same thing, and takes them back. */
export class Placeholders {
  readonly #held = new Map<string, Held>();
  readonly #given = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /** `noun`: what kind of thing it is, in a word the model understands. */
  hold(noun: string, held: Held): string {
    const same = JSON.stringify(held);
    const known = this.#given.get(same);
    if (known !== undefined) return known;
    const nth = (this.#counts.get(noun) ?? 0) + 1;
    this.#counts.set(noun, nth);
    const placeholder = `{{${noun}_${nth}}}`;
    this.#held.set(placeholder, held);
    this.#given.set(same, placeholder);
    return placeholder;
  }

  typed(noun: TypedNoun, text: string): string {
    return this.hold(noun, { kind: 'typed', noun, text });
  }

  isPlaceholder(text: string): boolean {
    return PLACEHOLDER.test(text);
  }

  /** undefined: nobody gave that one out. */
  takeBack(placeholder: string): Held | undefined {
    return this.#held.get(placeholder);
  }

  /** Those given out so far, with what they stand for. */
  get all(): ReadonlyMap<string, Held> {
    return new Map(this.#held);
  }
}
