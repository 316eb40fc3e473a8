const names = new Intl.DisplayNames(['en'], { type: 'language' });
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const CODES = LETTERS.flatMap((one) => LETTERS.map((other) => one + other));

const named: readonly (readonly [code: string, name: string])[] = CODES.flatMap((code) => {
  const name = names.of(code) ?? code;
  return name === code ? [] : [[code, name] as const];
});

/** English names of languages by their ISO 639-1 codes, as JSON: people ask for German tickets, not for “de”. */
export const LANGUAGES = JSON.stringify(Object.fromEntries(named));

/** The code of a language called by its code or English name; null: there is none. */
export function languageCode(words: string): string | null {
  const said = words.trim().toLowerCase();
  return named.find(([code, name]) => code === said || name.toLowerCase() === said)?.[0] ?? null;
}

/** The English name of a language called by its code or that name; null: there is none. */
export function languageName(words: string): string | null {
  const code = languageCode(words);
  return named.find(([each]) => each === code)?.[1] ?? null;
}
