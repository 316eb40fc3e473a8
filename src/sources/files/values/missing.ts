/** Words systems write where there is no value, in lower case. */
const WORDS: readonly string[] = [
  'unknown',
  'nat',
  'nan',
  'none',
  'null',
  'nil',
  'n/a',
  'n.a.',
  '#n/a',
  '#value!',
  '#ref!',
  '-',
  '--',
  '---',
  '–',
  '—',
  '?',
  '??',
  '(blank)',
  '(empty)',
  '(none)',
  '-none-',
  '--none--',
  'undefined',
  'not set',
  'no value',
];
/** Looked at first, since comparing with every word is slow: no word is longer, or begins otherwise. */
const LONGEST_BYTES = Math.max(...WORDS.map((word) => Buffer.byteLength(word)));
const FIRST_CODES = [
  ...new Set(
    WORDS.flatMap((word) => [word, word.toUpperCase()]).map((word) => word.codePointAt(0)),
  ),
];
const NO_BREAK_SPACE = 'chr(160)';
/** What counts as white space around a value. */
const BLANKS = `' ' || chr(9) || chr(10) || chr(13) || ${NO_BREAK_SPACE}`;

export function isMissingWord(text: string): boolean {
  return WORDS.includes(text.trim().toLowerCase());
}

/** True for a value with white space around it, or nothing in it. Much faster than trimming it to see. */
export function isPadded(column: string): string {
  const rarely = ['chr(9)', 'chr(10)', 'chr(13)', NO_BREAK_SPACE].map(
    (end) => `suffix(${column}, ${end})`,
  );
  return `CASE WHEN ${column} < '!' OR suffix(${column}, ' ') THEN true ELSE ${[...rarely, `starts_with(${column}, ${NO_BREAK_SPACE})`].join(' OR ')} END`;
}

/** A value without white space around it; NULL when nothing is left. */
export function tidied(column: string): string {
  return `nullif(trim(${column}, ${BLANKS}), '')`;
}

/** A tidy value; NULL when it says there is none. */
export function cleaned(column: string): string {
  return `CASE WHEN ${saysMissing(column)} THEN NULL ELSE ${column} END`;
}

/** True for a tidy value that says in so many words that there is none. */
export function saysMissing(column: string): string {
  // CASE stops at the first test that fails; AND would try them all
  return `CASE WHEN strlen(${column}) <= ${LONGEST_BYTES} THEN CASE WHEN unicode(${column}) IN (${FIRST_CODES.join(', ')}) THEN lower(${column}) IN (${WORDS.map(quote).join(', ')}) ELSE false END ELSE false END`;
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "''")}'`;
}
