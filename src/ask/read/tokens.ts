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

const QUOTED = /"([^"]+)"|“([^”]+)”|(?<![\p{L}\p{N}])'([^']{2,})'(?![\p{L}\p{N}])/uy;
const WORD =
  /[\p{L}\p{N}_]+(?:[.,](?=\d)[\p{N}]+|['](?:t|re|ve|ll|m|d)(?![\p{L}])|@[\p{L}\p{N}.-]+\.[\p{L}]+|(?<=[\p{L}])\.(?=[\p{L}]\.)[\p{L}]\.)*/uy;
const POSSESSIVE = /'s?(?![\p{L}\p{N}])/uy;
const SYMBOL = /[<>]=?|≥|≤|!=|[^\s\p{L}\p{N}]/uy;

const IRREGULAR: Readonly<Record<string, string>> = {
  people: 'person',
  replies: 'reply',
  queries: 'query',
  enquiries: 'enquiry',
  inquiries: 'inquiry',
  companies: 'company',
  categories: 'category',
  subcategories: 'subcategory',
  statuses: 'status',
  status: 'status',
  analysis: 'analysis',
  this: 'this',
  is: 'is',
  was: 'was',
  has: 'has',
  does: 'does',
  us: 'us',
  its: 'its',
  less: 'less',
  vs: 'vs',
  always: 'always',
  yes: 'yes',
};

const accents = /\p{M}/gu;

/** The form a word is matched by: lower case, no accents, no plural ending. */
export function stemOf(word: string): string {
  const lower = word.toLowerCase().normalize('NFD').replace(accents, '');
  const known = IRREGULAR[lower];
  if (known) return known;
  if (lower.length < 4 || !lower.endsWith('s') || /(?:ss|us|is|\ds)$/.test(lower)) return lower;
  if (lower.endsWith('ies') && lower.length > 4) return `${lower.slice(0, -3)}y`;
  if (/(?:ch|sh|x|ss)es$/.test(lower)) return lower.slice(0, -2);
  return lower.slice(0, -1);
}

/** Curly quotes and odd spaces to plain ones, nothing moved: offsets still point into the question as typed. */
export function plainText(question: string): string {
  return question
    .replace(/[\u2018\u2019\u02BC]/g, "'")
    .replace(/[\u201C\u201D]/g, '"')
    .replace(/[\u00A0\u2009\u202F]/g, ' ');
}

function at(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

function token(text: string, from: number, to: number, quoted: boolean, starts: boolean): Token {
  return {
    text,
    lower: text.toLowerCase(),
    stem: stemOf(text),
    from,
    to,
    quoted,
    capital: !starts && /^\p{Lu}/u.test(text),
  };
}

/** Splits a question (after `plainText`) into tokens; spaces and hyphens between words part them. */
export function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let index = 0;
  while (index < text.length) {
    const starts = tokens.length === 0 || /[.?!]/.test(tokens.at(-1)?.text ?? '');
    const quoted = at(QUOTED, text, index);
    if (quoted) {
      const inside = quoted[1] ?? quoted[2] ?? quoted[3] ?? '';
      tokens.push(token(inside, index, QUOTED.lastIndex, true, starts));
      index = QUOTED.lastIndex;
      continue;
    }
    const word = at(WORD, text, index);
    if (word) {
      tokens.push(token(word[0], index, WORD.lastIndex, false, starts));
      index = WORD.lastIndex;
      const own = at(POSSESSIVE, text, index);
      if (own && tokens.length > 0) {
        tokens.push(token("'s", index, POSSESSIVE.lastIndex, false, false));
        index = POSSESSIVE.lastIndex;
      }
      continue;
    }
    const symbol = at(SYMBOL, text, index);
    if (symbol && symbol[0] !== '-')
      tokens.push(token(symbol[0], index, SYMBOL.lastIndex, false, starts));
    index += symbol ? symbol[0].length : 1;
  }
  return tokens;
}
