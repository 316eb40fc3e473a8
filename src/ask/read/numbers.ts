const WORDS: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  fifty: 50,
  hundred: 100,
  dozen: 12,
  once: 1,
  twice: 2,
  thrice: 3,
};

/** A number as people write it: `12`, `1,200`, `0.8`, `10k`, `ten`. null when it is none. */
export function readNumber(text: string): number | null {
  const lower = text.toLowerCase();
  const word = WORDS[lower];
  if (word !== undefined) return word;
  const digits = /^(\d{1,3}(?:,\d{3})+|\d+)(\.\d+|,\d{1,2})?(k)?$/.exec(lower);
  if (!digits?.[1]) return null;
  const value = Number(digits[1].replaceAll(',', '') + (digits[2]?.replace(',', '.') ?? ''));
  return digits[3] ? value * 1000 : value;
}
