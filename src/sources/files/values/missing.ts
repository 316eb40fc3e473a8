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
  'undefined',
  'not set',
  'no value',
];
const LONGEST_BYTES = 16;
const NO_BREAK_SPACE = 'chr(160)';
/** What counts as white space around a value. */
const BLANKS = `' ' || chr(9) || chr(10) || chr(13) || ${NO_BREAK_SPACE}`;

export function isMissingWord(text: string): boolean {
  return WORDS.includes(text.trim().toLowerCase());
}

/**
 * A value without white space around it; NULL when nothing is left.
 * Trimming is slow and hardly ever called for, so the ends are looked at first.
 */
export function tidied(column: string): string {
  const ends = ["' '", 'chr(9)', 'chr(10)', 'chr(13)', NO_BREAK_SPACE];
  const isPadded = [
    `${column} < '!'`,
    `starts_with(${column}, ${NO_BREAK_SPACE})`,
    ...ends.map((end) => `suffix(${column}, ${end})`),
  ];
  return `CASE WHEN ${isPadded.join(' OR ')} THEN nullif(trim(${column}, ${BLANKS}), '') ELSE ${column} END`;
}

/** A tidy value; NULL when it says there is none. */
export function cleaned(column: string): string {
  return `CASE WHEN ${saysMissing(column)} THEN NULL ELSE ${column} END`;
}

/** True for a tidy value that says in so many words that there is none. */
export function saysMissing(column: string): string {
  return `(strlen(${column}) <= ${LONGEST_BYTES} AND lower(${column}) IN (${WORDS.map(quote).join(', ')}))`;
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "''")}'`;
}
