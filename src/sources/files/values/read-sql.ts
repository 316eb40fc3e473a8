import { type DurationUnit, UNIT_SECONDS } from './durations.ts';

const NUMBER = `'[-+]?\\d+(?:[.,]\\d+)?'`;
const CLOCK = `'-?(?:\\d+ ?(?:d|days?|\\.),? ?)?\\d+:\\d\\d?(?::\\d\\d?(?:\\.\\d+)?)?'`;
const PIECES: readonly (readonly [string, number])[] = [
  ['w|weeks?', 604_800],
  ['d|days?', 86_400],
  ['h|hrs?|hours?', 3_600],
  ['m|mins?|minutes?', 60],
  ['s|secs?|seconds?', 1],
  ['ms|millis|milliseconds?', 0.001],
];
const WRITTEN = `'(?i)(?:\\d+(?:\\.\\d+)?\\s*(?:weeks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|milliseconds?|millis|ms|m|seconds?|secs?|s)[\\s,]*(?:and\\s*)?)+'`;

/** SQL for the number a text is; a comma before the last digits is a decimal one. */
export function numberSql(text: string): string {
  return `try_cast(replace(${text}, ',', '.') AS DOUBLE)`;
}

export function countSql(text: string): string {
  const whole = `regexp_replace(${text}, '\\.0+$', '')`;
  return `CASE WHEN contains(${text}, '.') THEN try_cast(CASE WHEN NOT contains(${whole}, '.') THEN ${whole} END AS INTEGER) ELSE try_cast(${text} AS INTEGER) END`;
}

/** What two numbers with a colon between them are. */
export type ShortClock = 'hours-minutes' | 'minutes-seconds';

/** SQL for the seconds of a duration; bare numbers are in `unit`, the rest say their own. */
export function durationSql(text: string, unit: DurationUnit, short: ShortClock): string {
  const spaced = `replace(regexp_replace(upper(${text}), '^P', ''), 'T', ' ')`;
  const isIso = `regexp_full_match(${text}, 'P(?:[\\d.]+[WD])*(?:T(?:[\\d.]+[HMS])+)?')`;
  const written = `CASE WHEN ${isIso} THEN ${spaced} ELSE ${text} END`;
  return `CASE WHEN regexp_full_match(${text}, ${NUMBER}) THEN ${numberSql(text)} * ${UNIT_SECONDS[unit]} WHEN regexp_full_match(${text}, ${CLOCK}) THEN ${clockSql(text, short)} WHEN regexp_full_match(trim(${written}), ${WRITTEN}) THEN ${piecesSql(`(${written})`)} END`;
}

function clockSql(text: string, short: ShortClock): string {
  const clock = `regexp_extract(${text}, '(\\d+:[\\d:.]+)$', 1)`;
  const part = (index: number) =>
    `coalesce(try_cast(nullif(split_part(${clock}, ':', ${index}), '') AS DOUBLE), 0)`;
  const days = `coalesce(try_cast(nullif(regexp_extract(${text}, '^-?(\\d+) ?(?:d|days?|\\.),? ?\\d+:', 1), '') AS DOUBLE), 0)`;
  const whole = `(${days} * 86400 + ${part(1)} * 3600 + ${part(2)} * 60 + ${part(3)})`;
  const isShort = `regexp_full_match(${text}, '-?\\d+:\\d\\d?')`;
  const total =
    short === 'hours-minutes'
      ? whole
      : `CASE WHEN ${isShort} THEN ${part(1)} * 60 + ${part(2)} ELSE ${whole} END`;
  return `CASE WHEN starts_with(${text}, '-') THEN -(${total}) ELSE ${total} END`;
}

function piecesSql(text: string): string {
  return PIECES.map(([units, seconds]) => {
    const number = `regexp_extract(${text}, '(?i)(\\d+(?:\\.\\d+)?)\\s*(?:${units})(?:[^a-z]|$)', 1)`;
    return `coalesce(try_cast(nullif(${number}, '') AS DOUBLE), 0) * ${seconds}`;
  }).join(' + ');
}

/** What stands between the items of a list. */
export type ListSplit = 'marks' | 'spaces';

/**
 * SQL for a list split at comma, semicolon or pipe (or at spaces), or written as a JSON array, also of objects with a name;
 * without blanks, quotes and brackets around it, in its order. NULL when empty.
 */
export function listSql(text: string, split: ListSplit = 'marks'): string {
  const isJson = `starts_with(${text}, '[') AND json_valid(${text})`;
  const named = `list_transform(from_json(${text}, '["VARCHAR"]'), lambda item: CASE WHEN starts_with(item, '{') THEN coalesce(item ->> '$.name', item ->> '$.label', item ->> '$.value', item) ELSE item END)`;
  const spaced = tidyItems(`regexp_split_to_array(${text}, '\\s+')`);
  const plain = split === 'spaces' ? spaced : markedSql(text);
  return `CASE WHEN ${text} IS NULL THEN NULL WHEN ${isJson} THEN ${tidyItems(named)} ELSE ${plain} END`;
}

/** A list with marks between its items. Quotes and brackets are rare: looked for once, so that most lists needn't pay for them. */
function markedSql(text: string): string {
  const isWrapped = `contains(${text}, '"') OR starts_with(${text}, '[') OR starts_with(${text}, '{')`;
  const isOne = `NOT (contains(${text}, ',') OR contains(${text}, ';') OR contains(${text}, '|'))`;
  const items = (list: string) =>
    `string_split(replace(replace(${list}, ';', ','), '|', ','), ',')`;
  const inner = `CASE WHEN contains('[{', left(${text}, 1)) THEN trim(${text}, '[]{}') ELSE ${text} END`;
  const bare = `list_transform(${items(inner)}, lambda item: trim(item, ' "' || chr(39)))`;
  return `CASE WHEN ${isWrapped} THEN ${tidyItems(bare)} WHEN ${isOne} THEN [${text}] ELSE ${tidyItems(items(text))} END`;
}

/** Items without blanks around them; those with nothing in them go. */
function tidyItems(items: string): string {
  return `nullif(list_filter(list_transform(${items}, lambda item: trim(item)), lambda item: item <> ''), [])`;
}

/** SQL for a list without its doubles, in its order. `list` is looked at several times: make it a column. */
export function distinctSql(list: string): string {
  const firsts = `list_filter(${list}, lambda item, place: list_position(${list}, item) = place)`;
  return `CASE WHEN len(${list}) > 1 AND len(list_distinct(${list})) < len(${list}) THEN ${firsts} ELSE ${list} END`;
}

/** SQL for an address, without a name around it: `Ida <ida@example.com>`. */
export function emailSql(text: string): string {
  return `lower(CASE WHEN contains(${text}, '<') THEN coalesce(nullif(regexp_extract(${text}, '<([^<>@\\s]+@[^<>\\s]+)>', 1), ''), ${text}) ELSE ${text} END)`;
}

const NOBODY: readonly string[] = [
  'unassigned',
  'not assigned',
  'nobody',
  'no one',
  'no owner',
  'no agent',
  '(unassigned)',
  'no assignee',
  'unassigned agent',
  'anyone',
  'anybody',
  'no group',
  'no team',
  'no department',
];

/** SQL for the name of somebody or a team; words for nobody are NULL. */
export function personSql(text: string): string {
  const initials = [...new Set(NOBODY.map((word) => word.charAt(0)))];
  const codes = initials.flatMap((letter) => [letter, letter.toUpperCase()]);
  const mayBe = `unicode(${text}) IN (${[...new Set(codes)].map((letter) => letter.codePointAt(0)).join(', ')})`;
  const words = NOBODY.map((word) => `'${word}'`).join(', ');
  return `CASE WHEN ${mayBe} THEN CASE WHEN lower(${text}) NOT IN (${words}) THEN ${text} END ELSE ${text} END`;
}
