/** Terms as numbers: 32-bit hashes, so that an index holds nobody’s words. */
export type Terms = number[];

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu;
const MARKS = /\p{M}+/gu;
/** Scripts without spaces between words: each pair of characters counts as one. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const GRAM = 4;
const LONGEST_WORD = 40;

/** Lower case, without accents, in words. */
export function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFKD').replaceAll(MARKS, '').toLowerCase();
  const words = plain.match(WORD) ?? [];
  return UNSPACED.test(plain) ? words.flatMap(inPairs) : words;
}

function inPairs(word: string): readonly string[] {
  if (!UNSPACED.test(word) || word.length < 3) return [word];
  return Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
}

export const wordTerms = (words: readonly string[]): Terms => words.map((word) => hash(stem(word)));

/** Four characters each, word by word, ends marked: misspelt and compound words share most of them. */
export function gramTerms(words: readonly string[]): Terms {
  const terms: Terms = [];
  for (const word of words) {
    const marked = ` ${word.slice(0, LONGEST_WORD)} `;
    const last = Math.max(marked.length - GRAM, 0);
    for (let at = 0; at <= last; at++) terms.push(hash(marked.slice(at, at + GRAM)));
  }
  return terms;
}

const DOUBLED = /([bdfgklmnprt])\1$/;

/** English endings, lightly: what it takes too far, it takes as far in questions. */
export function stem(word: string): string {
  if (word.length < 4) return word;
  const bare = withoutPlural(word.replace(/['’]\p{L}+$/u, ''));
  const cut = bare.replace(/(?:ing|ed)$/, '');
  const root = cut.length >= 4 && cut !== bare ? cut.replace(DOUBLED, '$1') : bare;
  return root.length > 4 ? root.replace(/e$/, '') : root;
}

function withoutPlural(word: string): string {
  if (/ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return /[^sui]s$/.test(word) ? word.slice(0, -1) : word;
}

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a over UTF-16, then mixed, so that short terms spread. */
function hash(term: string): number {
  let value = OFFSET;
  for (let at = 0; at < term.length; at++) value = Math.imul(value ^ term.charCodeAt(at), PRIME);
  return mixed(value);
}

function mixed(value: number): number {
  const once = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (once ^ (once >>> 13)) >>> 0;
}
