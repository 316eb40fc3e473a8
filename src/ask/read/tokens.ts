/** A word, number, symbol or quoted stretch of a question, with where it stands. */
export type Token = {
  /** As typed, but for curly quotes. */
  readonly text: string;
  /** Lower case, accents kept. */
  readonly lower: string;
  /** Lower case without accents and plural endings: what phrases are matched on. */
  readonly stem: string;
  readonly from: number;
  readonly to: number;
  /** Stood in quotation marks: a value or search text, never a word of ours. */
  readonly quoted: boolean;
  /** Begins with a capital though it does not begin the sentence. */
  readonly capital: boolean;
};

const QUOTED = /"([^"]+)"|(?<![\p{L}\p{N}])'([^']{2,})'(?![\p{L}\p{N}])/uy;
const WORD =
  /[\p{L}\p{N}_]+(?:[.,](?=\d)[\p{N}]+|['](?:t|re|ve|ll|m|d)(?![\p{L}])|@[\p{L}\p{N}.-]+\.[\p{L}]+|(?<=[\p{L}])\.(?=[\p{L}]\.)[\p{L}]\.)*/uy;
const POSSESSIVE = /'s?(?![\p{L}\p{N}])/uy;
const SYMBOL = /[<>]=?|≥|≤|!=|[^\s\p{L}\p{N}]/uy;
const SENTENCE_END = /[.?!]/;
const ACCENTS = /\p{M}/gu;

/** Words that are no plurals though they end in s, and plurals that change more than their ending. */
const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['people', 'person'],
  ['replies', 'reply'],
  ['queries', 'query'],
  ['enquiries', 'enquiry'],
  ['inquiries', 'inquiry'],
  ['companies', 'company'],
  ['categories', 'category'],
  ['subcategories', 'subcategory'],
  ['statuses', 'status'],
  ['1st', 'first'],
  ['2nd', 'second'],
  ['3rd', 'third'],
  ...'status analysis this is was has does us its less vs always yes news'
    .split(' ')
    .map((word): [string, string] => [word, word]),
]);

/** The form a word is matched by: lower case, no accents, no plural ending. */
export function stemOf(word: string): string {
  const lower = word.toLowerCase().normalize('NFD').replace(ACCENTS, '');
  const known = IRREGULAR.get(lower);
  if (known) return known;
  if (lower.length < 4 || !lower.endsWith('s') || /(?:ss|us|is|\ds)$/.test(lower)) return lower;
  if (lower.endsWith('ies') && lower.length > 4) return `${lower.slice(0, -3)}y`;
  if (/(?:ch|sh|x|ss)es$/.test(lower)) return lower.slice(0, -2);
  return lower.slice(0, -1);
}

/** Splits a question (after `plainText`) into tokens; spaces and hyphens between words part them. */
export function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let index = 0; index < text.length; ) {
    const opens = tokens.length === 0 || SENTENCE_END.test(tokens.at(-1)?.text ?? '');
    const piece = pieceAt(text, index, opens);
    tokens.push(...piece.tokens);
    index = piece.end;
  }
  return tokens;
}

type Piece = { readonly tokens: readonly Token[]; readonly end: number };

/** What stands at `index`, whole; spaces and hyphens are pieces without tokens. `opens`: it begins a sentence. */
function pieceAt(text: string, index: number, opens: boolean): Piece {
  const quoted = match(QUOTED, text, index);
  if (quoted) {
    const inside = quoted.groups[0] ?? quoted.groups[1] ?? '';
    return { tokens: [token(inside, index, quoted.end, { quoted: true, opens })], end: quoted.end };
  }
  const word = match(WORD, text, index);
  if (word) return withPossessive(token(word.text, index, word.end, { opens }), text);
  const symbol = match(SYMBOL, text, index);
  if (!symbol || symbol.text === '-') return { tokens: [], end: index + 1 };
  return { tokens: [token(symbol.text, index, symbol.end, { opens })], end: symbol.end };
}

function withPossessive(word: Token, text: string): Piece {
  const own = match(POSSESSIVE, text, word.to);
  if (!own) return { tokens: [word], end: word.to };
  return { tokens: [word, token("'s", word.to, own.end, {})], end: own.end };
}

function match(
  pattern: RegExp,
  text: string,
  index: number,
): { text: string; groups: readonly (string | undefined)[]; end: number } | null {
  pattern.lastIndex = index;
  const found = pattern.exec(text);
  if (!found) return null;
  const [whole, ...groups] = found;
  return { text: whole, groups, end: pattern.lastIndex };
}

function token(
  text: string,
  from: number,
  to: number,
  { quoted = false, opens = false }: { readonly quoted?: boolean; readonly opens?: boolean },
): Token {
  return {
    text,
    lower: text.toLowerCase(),
    stem: stemOf(text),
    from,
    to,
    quoted,
    capital: !opens && /^\p{Lu}/u.test(text),
  };
}
