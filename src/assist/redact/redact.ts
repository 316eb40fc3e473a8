import { findKnownNames, type KnownName } from './find-names.ts';
import { findPersonalData } from './find-personal-data.ts';
import type { Find } from './stretch.ts';

export type Redacted = {
  readonly text: string;
  /** Puts what was taken out back into any text that holds its placeholders, such as a model's reply. */
  restore(text: string): string;
};

/** Takes personal data out of several texts that go out together: one placeholder for one value in all of them. */
export interface Redactor {
  redact(text: string): string;
  restore(text: string): string;
}

/** A text without addresses, numbers and names of people. `names`: whom the store knows to be concerned. */
export function redact(text: string, names: readonly KnownName[] = []): Redacted {
  const redactor = createRedactor(names);
  return { text: redactor.redact(text), restore: redactor.restore };
}

/** `others`: finds names that many texts may hold, and so is made once. */
export function createRedactor(
  names: readonly KnownName[] = [],
  others: Find = () => [],
): Redactor {
  const findOwn = findKnownNames(names);
  const findNames: Find = (text) => [...findOwn(text), ...others(text)];
  const given = new Map<string, string>();
  const held = new Map<string, string>();
  const counts = new Map<string, number>();

  const placeholderOf = (kind: string, said: string): string => {
    const known = given.get(`${kind} ${said}`);
    if (known !== undefined) return known;
    const nth = (counts.get(kind) ?? 0) + 1;
    const placeholder = `[${kind}_${nth}]`;
    counts.set(kind, nth);
    given.set(`${kind} ${said}`, placeholder);
    held.set(placeholder, said);
    return placeholder;
  };

  return {
    redact(text) {
      let said = '';
      let cursor = 0;
      for (const { kind, from, to } of stretchesOf(text, findNames)) {
        said += text.slice(cursor, from) + placeholderOf(kind, text.slice(from, to));
        cursor = to;
      }
      return said + text.slice(cursor);
    },
    restore: (text) =>
      text.replaceAll(PLACEHOLDER, (placeholder) => held.get(placeholder) ?? placeholder),
  };
}

const PLACEHOLDER = /\[[A-Z]+(?:_[A-Z]+)*_\d+\]/g;

type Named = { readonly kind: string; readonly from: number; readonly to: number };

/** What only looks like a placeholder is taken too, so that it comes back as it was. */
function stretchesOf(text: string, findNames: Find): readonly Named[] {
  const alike = [...text.matchAll(PLACEHOLDER)].map(({ 0: said, index }) => ({
    kind: 'TEXT',
    from: index,
    to: index + said.length,
  }));
  return [...alike, ...findPersonalData(text, findNames, alike)].toSorted(
    (a, b) => a.from - b.from,
  );
}
