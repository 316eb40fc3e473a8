/** Optimal string alignment distance (a swap of neighbours counts one), or `limit + 1` when it is more than `limit`. */
export function distance(a: string, b: string, limit: number): number {
  const beyond = limit + 1;
  if (Math.abs(a.length - b.length) > limit) return beyond;
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const row = nextRow(a, b, i, last, before);
    if (Math.min(...row) > limit) return beyond;
    before = last;
    last = row;
  }
  return last[b.length] ?? beyond;
}

/** Costs of turning the first `i` letters of `a` into each beginning of `b`, from the two rows above. */
function nextRow(
  a: string,
  b: string,
  i: number,
  last: readonly number[],
  before: readonly number[],
): number[] {
  const at = (row: readonly number[], column: number): number =>
    row[column] ?? Number.POSITIVE_INFINITY;
  const row = [i];
  for (let j = 1; j <= b.length; j += 1) {
    const changed = a[i - 1] === b[j - 1] ? 0 : 1;
    const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
    row.push(
      Math.min(
        at(last, j) + 1,
        at(row, j - 1) + 1,
        at(last, j - 1) + changed,
        swapped ? at(before, j - 2) + 1 : Number.POSITIVE_INFINITY,
      ),
    );
  }
  return row;
}

/** Slips a word of this length is forgiven: none below five letters, where the next word is another word. */
function forgiven(length: number): number {
  if (length < 5) return 0;
  return length < 8 ? 1 : 2;
}

const SHORTEST = 4;

type Known = { readonly word: string; readonly place: number; readonly letters: number };

/** Known words, found again by a misspelling. Kept by first letter and length, so that only few have to be compared. */
export class WordIndex {
  readonly #places = new Map<string, number>();
  readonly #shelves = new Map<string, Known[]>();

  add(word: string): void {
    if (this.#places.has(word)) return;
    const place = this.#places.size;
    this.#places.set(word, place);
    if (word.length < SHORTEST) return;
    const shelf = shelfOf(word.charAt(0), word.length);
    const known = { word, place, letters: lettersOf(word) };
    const words = this.#shelves.get(shelf);
    if (words) words.push(known);
    else this.#shelves.set(shelf, [known]);
  }

  has(word: string): boolean {
    return this.#places.has(word);
  }

  /** The known words a misspelt one is nearest to in any of its forms, all at the same distance, oldest first; empty when none is near. */
  nearest(...forms: readonly string[]): readonly string[] {
    let best = Number.POSITIVE_INFINITY;
    const found = new Map<Known, number>();
    for (const form of new Set(forms)) {
      for (const { known, far } of this.#near(form, best)) {
        best = Math.min(best, far);
        found.set(known, Math.min(far, found.get(known) ?? far));
      }
    }
    return [...found.entries()]
      .filter(([, far]) => far === best)
      .map(([known]) => known)
      .toSorted((a, b) => a.place - b.place)
      .map(({ word }) => word);
  }

  /** Known words within the slips a word of that form is forgiven, and no further than `limit`. */
  *#near(form: string, limit: number): Generator<{ known: Known; far: number }> {
    let best = Math.min(limit, forgiven(form.length));
    if (best === 0 || /\d/.test(form)) return;
    const letters = lettersOf(form);
    for (const known of this.#candidates(form, best)) {
      if (bits(known.letters ^ letters) > 2 * best) continue;
      const far = distance(form, known.word, best);
      if (far > best) continue;
      best = far;
      yield { known, far };
    }
  }

  /** Words of about that length with the same first letter; people rarely miss it, and when they do they swap it with the second. */
  *#candidates(stem: string, limit: number): Generator<Known> {
    const [first = '', second = ''] = stem;
    for (let length = stem.length - limit; length <= stem.length + limit; length += 1) {
      yield* this.#shelves.get(shelfOf(first, length)) ?? [];
      if (second === first) continue;
      for (const known of this.#shelves.get(shelfOf(second, length)) ?? []) {
        if (known.word[1] === first) yield known;
      }
    }
  }
}

const shelfOf = (first: string, length: number): string => `${first}${length}`;

/** The letters a word is made of, one bit each: every slip changes at most two of them. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) % 32);
  return letters;
}

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
