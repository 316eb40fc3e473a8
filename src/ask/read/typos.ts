import type { Lexicon } from './lexicon.ts';

/** Optimal string alignment distance (a swap of neighbours counts one), or `limit + 1` when it is more than `limit`. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
}

/** Slips a word of this length is forgiven: none below five letters, where the next word is another word. */
function forgiven(length: number): number {
  if (length < 5) return 0;
  return length < 8 ? 1 : 2;
}

/** The known words a misspelt one is nearest to, all at the same distance; empty when none is near. */
export function nearestWords(stem: string, lexicon: Lexicon): readonly string[] {
  const limit = forgiven(stem.length);
  if (limit === 0 || /\d/.test(stem)) return [];
  let best = limit;
  let found: string[] = [];
  for (const word of lexicon.words()) {
    if (word.length < 4 || !sharesStart(stem, word)) continue;
    const far = distance(stem, word, best);
    if (far > best) continue;
    if (far < best) found = [];
    best = far;
    found.push(word);
  }
  return found;
}

/** People rarely miss the first letter; when they do they swap it with the second. */
function sharesStart(a: string, b: string): boolean {
  return a[0] === b[0] || (a[0] === b[1] && a[1] === b[0]);
}
