/** Ways to write a date that say the same in more words than are needed: pattern → what to write instead. */
const SPELLINGS: readonly (readonly [string, string])[] = [
  ['[\\x{a0}\\x{202f}]', ' '],
  [' \\([^()]*\\)$', ''],
  ['\\b(?:GMT|UTC) ?([+-]\\d)', '$1'],
  ['(\\d)(?:st|nd|rd|th)\\b', '$1'],
  ['\\b([ap])\\. ?m\\.?$', '$1m'],
  [' Uhr$', ''],
  // Thu Mar  5 14:23:00 +0000 2026
  [
    '^([a-z]{3}) ([a-z]{3}) +(\\d+) (\\d+:\\d+:\\d+)( [+-]\\d{4}| [A-Z]{3,4})? (\\d{4})$',
    '$1 $2 $3 $6 $4$5',
  ],
  // 20260305142300, 20260305 14:23
  ['^(\\d{4})(\\d\\d)(\\d\\d) ?(\\d\\d):?(\\d\\d):?(\\d\\d)$', '$1-$2-$3 $4:$5:$6'],
  ['^(\\d{4})(\\d\\d)(\\d\\d) (\\d\\d):?(\\d\\d)$', '$1-$2-$3 $4:$5'],
  ...zoneSpellings({
    '-0330': 'NST',
    '-0300': 'ADT',
    '-0400': 'AST|EDT',
    '-0500': 'EST|CDT',
    '-0600': 'CST|MDT',
    '-0700': 'MST|PDT',
    '-0800': 'PST|AKDT',
    '-0900': 'AKST',
    '-1000': 'HST',
    '+0000': 'WET',
    '+0100': 'CET|WEST',
    '+0200': 'CEST|EET',
    '+0300': 'EEST|MSK',
    '+0900': 'JST|KST',
    '+1000': 'AEST',
    '+1100': 'AEDT',
    '+1300': 'NZDT',
    '+1200': 'NZST',
  }),
];

/** Zones by letters nobody else uses for another zone (IST and BST are left out). */
function zoneSpellings(
  zones: Readonly<Record<string, string>>,
): readonly (readonly [string, string])[] {
  return Object.entries(zones).map(([offset, names]) => [` (?:${names})$`, ` ${offset}`] as const);
}

const READ = SPELLINGS.map(
  ([pattern, instead]) =>
    [new RegExp(pattern.replace(/\\x\{(\w+)\}/g, '\\u{$1}'), 'giu'), instead] as const,
);

/** A date in the fewest words, and which spellings were undone for it. */
export function respell(text: string): {
  readonly plain: string;
  readonly undone: readonly number[];
} {
  const undone: number[] = [];
  let plain = text;
  READ.forEach(([pattern, instead], index) => {
    const shorter = plain.replace(pattern, instead);
    if (shorter !== plain) undone.push(index);
    plain = shorter;
  });
  return { plain, undone };
}

/** SQL for a text with these spellings undone, in their order. */
export function respellSql(text: string, undone: ReadonlySet<number>): string {
  return SPELLINGS.reduce(
    (sql, [pattern, instead], index) =>
      undone.has(index)
        ? `regexp_replace(${sql}, '${pattern}', '${instead.replace(/\$(\d)/g, '\\$1')}', 'gi')`
        : sql,
    text,
  );
}
