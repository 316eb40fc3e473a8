/** How much of a text was changed into another, 0–1, by words. */
export function editShare(before: string, after: string): number {
  const [one, other] = [wordsOf(before), wordsOf(after)];
  const longest = Math.max(one.length, other.length);
  return longest === 0 ? 0 : distance(one, other) / longest;
}

const wordsOf = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);

/** Words put in, taken out or exchanged. */
function distance(one: readonly string[], other: readonly string[]): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [i, word] of one.entries()) {
    const next = [i + 1];
    for (const [j, against] of other.entries())
      next.push(
        Math.min(
          (row[j + 1] ?? 0) + 1,
          (next[j] ?? 0) + 1,
          (row[j] ?? 0) + (word === against ? 0 : 1),
        ),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}
