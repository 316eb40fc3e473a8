const WORDS: ReadonlyMap<string, number> = new Map([
  ...'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen'
    .split(' ')
    .map((word, value): [string, number] => [word, value]),
  ['twenty', 20],
  ['thirty', 30],
  ['fifty', 50],
  ['hundred', 100],
  ['dozen', 12],
  ['once', 1],
  ['twice', 2],
  ['thrice', 3],
]);

const DIGITS = /^(\d{1,3}(?:,\d{3})+|\d+)(\.\d+|,\d{1,2})?(k)?$/;

/** A number as people write it: `12`, `1,200`, `0.8`, `10k`, `ten`. null when it is none. */
export function readNumber(text: string): number | null {
  const lower = text.toLowerCase();
  const word = WORDS.get(lower);
  if (word !== undefined) return word;
  const [, whole, fraction = '', thousands] = DIGITS.exec(lower) ?? [];
  if (whole === undefined) return null;
  const value = Number(whole.replaceAll(',', '') + fraction.replace(',', '.'));
  return thousands ? value * 1000 : value;
}
