/** Longer texts say what they are about early; past this they only cost time. In characters. */
const LONGEST_TEXT = 4_000;
const LONGEST_TOKEN = 40;

const LINK = /\b(?:https?:\/\/|www\.)\S+/gu;
const ADDRESS = /[\w.+-]+@[\w-]+\.[\w.-]+/gu;
const ELONGATED = /(\p{L})\1{2,}/gu;
const TOKEN =
  /<\w+>|\p{Extended_Pictographic}|[:;=]['-]?[()dp/|[\]]|\p{Nd}+(?:[.,:]\p{Nd}+)*|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|[!?]+|[$€£¥%#@]/gu;
const NUMBER = /^\p{Nd}/u;

/**
 * The tokens of a text, lower-case in Unicode's compatibility form. Links, addresses and figures of
 * three digits and more become one word each; smileys, emoji, "!" and "?" stay; "soooo" becomes "soo".
 */
export function tokenise(text: string): string[] {
  const plain = text
    .slice(0, LONGEST_TEXT)
    .normalize('NFKC')
    .toLowerCase()
    .replace(LINK, ' <link> ')
    .replace(ADDRESS, ' <address> ')
    .replace(ELONGATED, '$1$1');
  return Array.from(plain.match(TOKEN) ?? [], shorten);
}

function shorten(token: string): string {
  if (NUMBER.test(token)) return token.length > 2 ? '<number>' : token;
  if (token.startsWith('!') || token.startsWith('?')) return token.slice(0, 2);
  return token.replaceAll('’', "'").slice(0, LONGEST_TOKEN);
}

/** A word without the usual English endings: "cards" and "card" are one. */
export function stem(word: string): string {
  return word.length > 4 ? word.replace(/ies$/, 'y').replace(/(?:ing|ed|es|s|ly|er|e)$/, '') : word;
}
