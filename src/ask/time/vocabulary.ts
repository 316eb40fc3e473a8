import { MONTH_NAMES, WEEKDAY_NAMES } from '../../core/calendar-names.ts';
import type { Grain } from '../../core/period.ts';
import type { Weekday } from '../../core/settings.ts';

/** Month names and abbreviations → 1–12. */
export const MONTHS: ReadonlyMap<string, number> = new Map([
  ...MONTH_NAMES.flatMap((name, index): [string, number][] => {
    const word = name.toLowerCase();
    return [
      [word, index + 1],
      [word.slice(0, 3), index + 1],
    ];
  }),
  ['sept', 9],
]);

const WEEKDAY_SHORT = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Weekday names and abbreviations → ISO number. */
export const WEEKDAYS: ReadonlyMap<string, Weekday> = new Map(
  [
    ...WEEKDAY_NAMES.map((name, index) => [name.toLowerCase(), index + 1] as const),
    ...WEEKDAY_SHORT.map((name, index) => [name, index + 1] as const),
    ['tues', 2] as const,
    ['weds', 3] as const,
    ['thur', 4] as const,
    ['thurs', 4] as const,
  ].map(([name, number]) => [name, number as Weekday]), // counted 1–7 above
);

/** "Mondays" → 1. */
export const WEEKDAY_PLURALS: ReadonlyMap<string, Weekday> = new Map(
  WEEKDAY_NAMES.map((name, index) => [`${name.toLowerCase()}s`, (index + 1) as Weekday]), // 0–6 + 1
);

/** Words that are also something else, and mean a month or weekday only where their neighbours say so. */
export const DOUBLE_MEANING: ReadonlySet<string> = new Set(['may', 'sat', 'sun']);

export type UnitWord = { readonly unit: Grain | 'minute'; readonly size: number };

const unitWords = (unit: Grain | 'minute', size: number, words: string): [string, UnitWord][] =>
  words.split(' ').map((word) => [word, { unit, size }]);

export const UNITS: ReadonlyMap<string, UnitWord> = new Map([
  ...unitWords('minute', 1, 'minute minutes min mins'),
  ...unitWords('hour', 1, 'hour hours hr hrs'),
  ...unitWords('day', 1, 'day days'),
  ...unitWords('week', 1, 'week weeks wk wks'),
  ...unitWords('week', 2, 'fortnight fortnights'),
  ...unitWords('month', 1, 'month months mth mths mnth mnths mo mos'),
  ...unitWords('quarter', 1, 'quarter quarters qtr qtrs trimester trimesters'),
  ...unitWords('half', 1, 'half halves semester semesters'),
  ...unitWords('year', 1, 'year years yr yrs'),
]);

/** Letters that are a unit when they stand right behind a number: "30d". */
export const UNIT_LETTERS: ReadonlyMap<string, UnitWord> = new Map([
  ['h', { unit: 'hour', size: 1 }],
  ['d', { unit: 'day', size: 1 }],
  ['w', { unit: 'week', size: 1 }],
  ['m', { unit: 'month', size: 1 }],
  ['q', { unit: 'quarter', size: 1 }],
  ['y', { unit: 'year', size: 1 }],
]);

const ONES =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety';

export const SMALL_NUMBERS: ReadonlyMap<string, number> = new Map(
  ONES.split(' ').map((word, index) => [word, index + 1]),
);
export const TENS_NUMBERS: ReadonlyMap<string, number> = new Map([
  ...TENS.split(' ').map((word, index): [string, number] => [word, (index + 2) * 10]),
  ['fourty', 40],
]);

export const ORDINALS: ReadonlyMap<string, number> = new Map([
  ...'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'
    .split(' ')
    .map((word, index): [string, number] => [word, index + 1]),
  ['thirtieth', 30],
]);

/** Frequent misspellings too short for the general rule. */
const SHORT_SLIPS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    lst: 'last',
    lat: 'last',
    laast: 'last',
    lsat: 'last',
    alst: 'last',
    tihs: 'this',
    thsi: 'this',
    ths: 'this',
    wek: 'week',
    weke: 'week',
    weeek: 'week',
    wekk: 'week',
    weks: 'weeks',
    dyas: 'days',
    dasy: 'days',
    moth: 'month',
    mont: 'month',
    mnth: 'month',
    yr: 'year',
    yaer: 'year',
    tody: 'today',
    toady: 'today',
    yday: 'yesterday',
    snce: 'since',
    sicne: 'since',
    sinse: 'since',
    previos: 'previous',
    prev: 'previous',
    prv: 'previous',
    curr: 'current',
    cur: 'current',
    btwn: 'between',
    betw: 'between',
    wendesday: 'wednesday',
    wensday: 'wednesday',
    febuary: 'february',
    feburary: 'february',
    agust: 'august',
    tommorow: 'tomorrow',
    tommorrow: 'tomorrow',
  }),
);

/** Words a slip of one letter is put right to. Words close to others in everyday use (march/match, night/right) are left out. */
const CORRECTED = [
  ...MONTH_NAMES.map((name) => name.toLowerCase()).filter(
    (name) => name.length >= 5 && name !== 'march',
  ),
  ...WEEKDAY_NAMES.map((name) => name.toLowerCase()),
  ...WEEKDAY_PLURALS.keys(),
  ...'yesterday tomorrow previous current fortnight weekend weekends weekday weekdays between morning afternoon evening mornings afternoons evenings fiscal'.split(
    ' ',
  ),
  ...'month months quarter quarters today daily weekly monthly quarterly yearly hourly'.split(' '),
];

const EVERYDAY: ReadonlySet<string> = new Set(
  'mouth mouths dairy gaily sundry toddy meekly warning morning learning evening mourning moaning quartet quartets monthly months month weekly nearly yearly pearly hourly hours'.split(
    ' ',
  ),
);

/** Every string one letter short of a word to be corrected, and the word. */
const SHORTENED: ReadonlyMap<string, string> = new Map(
  CORRECTED.flatMap((word) => shortenings(word).map((short): [string, string] => [short, word])),
);
const KNOWN: ReadonlySet<string> = new Set(CORRECTED);

/** The time word a misspelt one stands for, else the word itself. */
export function correctSpelling(word: string): string {
  const slip = SHORT_SLIPS.get(word);
  if (slip !== undefined) return slip;
  if (word.length < 5 || KNOWN.has(word) || EVERYDAY.has(word)) return word;
  for (const candidate of [word, ...shortenings(word)]) {
    const target = KNOWN.has(candidate) ? candidate : SHORTENED.get(candidate);
    if (target !== undefined && isOneSlipAway(word, target)) return target;
  }
  return word;
}

function shortenings(word: string): string[] {
  return Array.from({ length: word.length }, (_, at) => word.slice(0, at) + word.slice(at + 1));
}

/** One letter added, dropped or changed, or two neighbours swapped; never the first letter changed. */
function isOneSlipAway(word: string, target: string): boolean {
  if (word[0] !== target[0]) return false;
  let at = 0;
  while (at < word.length && word[at] === target[at]) at += 1;
  const [rest, wanted] = [word.slice(at), target.slice(at)];
  if (rest.slice(1) === wanted || rest === wanted.slice(1) || rest.slice(1) === wanted.slice(1)) {
    return true;
  }
  return rest[0] === wanted[1] && rest[1] === wanted[0] && rest.slice(2) === wanted.slice(2);
}
