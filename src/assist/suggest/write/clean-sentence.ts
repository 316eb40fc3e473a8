import { statedValues } from '../grounding/values.ts';

/** Who is concerned by a past reply, and who isn't by the new one. */
export type Cleaning = {
  /** Words of the names of the other customer. */
  readonly otherNames: readonly string[];
  /** References the customer of now gave. */
  readonly ownReferences: readonly string[];
};

const BEFORE_REFERENCE =
  '(?:[\\s,]*(?:\\((?:no\\.?|id|#)?\\s*)?(?:with|under|the|having|bearing|number|numbers|no\\.?|nr\\.?|nummer|id|ids|reference|ref\\.?|code|#|:))*[\\s:(]*';

/** The sentence of a past reply, without what belongs to the one it went to: names, order numbers, addresses. Empty: nothing is left. */
export function cleanSentence(sentence: string, { otherNames, ownReferences }: Cleaning): string {
  const [own] = ownReferences;
  const references = statedValues(sentence)
    .filter(({ isReference, words }) => isReference && !/^\+|^[\d-]*-\d{3}-/.test(words))
    .map(({ words }) => words);
  const withoutReferences = references.reduce(
    (text, reference) =>
      ownReferences.length === 1 && own !== undefined
        ? text.replaceAll(reference, own)
        : text.replace(
            new RegExp(`${BEFORE_REFERENCE}["“']?${literal(reference)}["”']?\\)?`, 'iu'),
            '',
          ),
    sentence,
  );
  const withoutNames = otherNames.reduce(
    (text, name) =>
      text
        .replace(new RegExp(`,\\s*${literal(name)}(?=[\\s,.!?])`, 'giu'), '')
        .replace(
          new RegExp(`(?<![\\p{L}])${literal(name)}(?:['’]s)?(?![\\p{L}])[,\\s]*`, 'giu'),
          '',
        ),
    withoutReferences,
  );
  return tidy(withoutNames);
}

function tidy(text: string): string {
  const plain = text
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(/ ([,.;:!?])/g, '$1')
    .replaceAll(/,+([.;:!?,])/g, '$1')
    .replace(/^[\s,;:.–-]+/, '')
    .trim();
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}

/** Parts of names that are told apart from other words. */
export function namesIn(name: string | null): readonly string[] {
  const words = (name ?? '').split(/\s+/).filter((word) => word.length > 1 && /^\p{L}/u.test(word));
  return words.length > 1 ? [words.join(' '), ...words] : words;
}

/** What a text calls its order, its invoice, its case. */
export function referencesIn(text: string): readonly string[] {
  const found = statedValues(text).filter(({ isReference }) => isReference);
  return [...new Set(found.map(({ words }) => words))];
}
