/** What may be called in an expression of the catalogue: pure functions over one row, none that reads files or other tables. */
const FUNCTIONS: ReadonlySet<string> = new Set([
  'abs',
  'ceil',
  'coalesce',
  'concat',
  'concat_ws',
  'contains',
  'date_diff',
  'epoch',
  'floor',
  'greatest',
  'least',
  'len',
  'length',
  'list_contains',
  'lower',
  'nullif',
  'round',
  'sqrt',
  'starts_with',
  'trim',
  'upper',
]);

const WORDS: ReadonlySet<string> = new Set([
  ...['and', 'or', 'not', 'is', 'null', 'true', 'false', 'in', 'between', 'like', 'ilike'],
  ...['case', 'when', 'then', 'else', 'end', 'distinct', 'from'],
]);

const TOKEN =
  /(?<space>\s+)|(?<string>'(?:[^']|'')*')|(?<quoted>"(?:[^"]|"")+")|(?<number>\d+(?:\.\d+)?(?:e-?\d+)?)|(?<word>[a-z_][a-z0-9_]*)|(?<sign><=|>=|<>|!=|\|\||[-+*/%(),<>=])/iy;

type Token = { readonly kind: 'string' | 'column' | 'number' | 'word' | 'sign'; text: string };

/** An expression of the catalogue, taken apart. */
export type Expression = {
  /** Names it reads, in order of appearance, without quotes. */
  readonly columns: readonly string[];
  /** Why it may not be used; empty when it may. */
  readonly problems: readonly string[];
};

/**
 * Takes one SQL expression of config/metrics.yaml apart. Sub-queries, comments, statements and functions outside the list above
 * have no way in: everything that isn't a literal, an operator, a listed word or a listed function has to be a column.
 */
export function readExpression(sql: string): Expression {
  const tokens: Token[] = [];
  let position = 0;
  while (position < sql.length) {
    const token = tokenAt(sql, position);
    if (!token) {
      return { columns: [], problems: [`unexpected ${JSON.stringify(sql[position])} in "${sql}"`] };
    }
    position += token.length;
    if (token.kind !== 'space') tokens.push({ kind: token.kind, text: token.text });
  }
  const columns = new Set<string>();
  const problems = isBalanced(tokens) ? [] : [`brackets don't pair up in "${sql}"`];
  for (const [index, token] of tokens.entries()) {
    const called = tokens[index + 1]?.text === '(';
    if (token.kind === 'column' && !called) columns.add(token.text);
    else if (token.kind === 'column' && called && !FUNCTIONS.has(token.text)) {
      problems.push(`${token.text}() may not be used here`);
    }
  }
  return { columns: [...columns], problems };
}

function isBalanced(tokens: readonly Token[]): boolean {
  let depth = 0;
  for (const { kind, text } of tokens) {
    if (kind === 'sign' && text === '(') depth++;
    if (kind === 'sign' && text === ')') depth--;
    if (depth < 0) return false;
  }
  return depth === 0;
}

function tokenAt(
  sql: string,
  position: number,
): { kind: Token['kind'] | 'space'; text: string; length: number } | null {
  if (sql.startsWith('--', position) || sql.startsWith('/*', position)) return null;
  TOKEN.lastIndex = position;
  const match = TOKEN.exec(sql);
  if (!match?.groups) return null;
  const [text] = match;
  const { space, quoted, word, string, number } = match.groups;
  const length = text.length;
  if (space !== undefined) return { kind: 'space', text, length };
  if (quoted !== undefined) {
    return { kind: 'column', text: text.slice(1, -1).replaceAll('""', '"'), length };
  }
  if (string !== undefined) return { kind: 'string', text, length };
  if (number !== undefined) return { kind: 'number', text, length };
  if (word === undefined) return { kind: 'sign', text, length };
  const isWord = WORDS.has(word.toLowerCase());
  return { kind: isWord ? 'word' : 'column', text: word.toLowerCase(), length };
}
