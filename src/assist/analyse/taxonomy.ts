/** What tickets are about, as config/taxonomy.yaml has it: closed sets, so that labels can be counted. */
export type Taxonomy = {
  /** Which of the file's lists is used: `e-commerce`, `software`, or one of the team's own. */
  readonly name: string;
  readonly categories: readonly Category[];
  readonly topics: readonly Worded[];
  /** Words by which customers announce that they will go further, or leave. */
  readonly threats: readonly string[];
};

export type Category = {
  readonly name: string;
  /** What it covers, in a sentence. */
  readonly covers: string;
  /** What support systems call it: their tickets count as labelled with it. */
  readonly also: readonly string[];
  /** It is found by them where nothing was learned, as in another language. */
  readonly words: readonly string[];
  readonly subcategories: readonly Worded[];
};

/** A label and the words it is found by. */
export type Worded = { readonly name: string; readonly words: readonly string[] };

/** The category a support system means by its own word for it; null: none of ours. */
export function categoryCalled(taxonomy: Taxonomy, word: string): Category | null {
  const folded = fold(word);
  return (
    taxonomy.categories.find(({ name, also }) => [name, ...also].map(fold).includes(folded)) ?? null
  );
}

export function categoryNamed(taxonomy: Taxonomy, name: string): Category | null {
  return taxonomy.categories.find((category) => category.name === name) ?? null;
}

export function fold(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ');
}
