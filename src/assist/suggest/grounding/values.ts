import { MONTHS, NUMBER_WORDS, RELATIVE_DAYS, TENS, UNITS, WEEKDAYS } from './value-words.ts';

/** A figure or a day that a text states, in one form however it is written. */
export type StatedValue = {
  readonly kind: 'number' | 'date';
  /** Equal keys mean the same. */
  readonly key: string;
  readonly words: string;
  /** An order number, a reference: it says which, not how many. */
  readonly isReference: boolean;
};

const lookup = (rows: readonly string[]): ReadonlyMap<string, number> =>
  new Map(
    rows.flatMap((row, at) =>
      row
        .split(' ')
        .filter(Boolean)
        .map((word) => [word, at] as const),
    ),
  );
const monthOf = lookup(MONTHS);
const weekdayOf = lookup(WEEKDAYS);
const relativeOf = lookup(RELATIVE_DAYS);
const unitOf = lookup(UNITS);
const numberOf = new Map([...lookup(NUMBER_WORDS), ...Object.entries(TENS)]);

const alternatives = (words: Iterable<string>): string =>
  [...words].sort((a, b) => b.length - a.length).join('|');
const MONTH = alternatives(monthOf.keys());
const NOT_IN_WORD = '(?<![\\p{L}\\p{N}])';
const WORD_ENDS = '(?![\\p{L}\\p{N}])';

const DATES: readonly { readonly form: RegExp; key(match: RegExpMatchArray): string | null }[] = [
  {
    form: new RegExp(`${NOT_IN_WORD}(\\d{4})-(\\d{2})-(\\d{2})${WORD_ENDS}`, 'gu'),
    key: ([, year, month, day]) => dayKey(Number(month), Number(day), year),
  },
  {
    form: new RegExp(
      `${NOT_IN_WORD}(\\d{1,2})(?:st|nd|rd|th|\\.|º|er)? (?:of |de )?(${MONTH})\\.?(?:,? (?:de )?(\\d{4}))?${WORD_ENDS}`,
      'giu',
    ),
    key: ([, day, month, year]) => dayKey(monthNumber(month), Number(day), year),
  },
  {
    form: new RegExp(
      `${NOT_IN_WORD}(${MONTH})\\.? (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?${WORD_ENDS}`,
      'giu',
    ),
    key: ([, month, day, year]) => dayKey(monthNumber(month), Number(day), year),
  },
  {
    form: new RegExp(`${NOT_IN_WORD}(\\d{1,2})[/.](\\d{1,2})[/.](\\d{2,4})${WORD_ENDS}`, 'gu'),
    key: ([words]) => `as-written ${words}`,
  },
  {
    form: new RegExp(`${NOT_IN_WORD}(${MONTH}) (\\d{4})${WORD_ENDS}`, 'giu'),
    key: ([, month, year]) => `month ${monthNumber(month)} ${year}`,
  },
];

/** Every figure and day that a text states. Numbers that only count the items of a list have to be gone. */
export function statedValues(text: string): readonly StatedValue[] {
  const found: StatedValue[] = [];
  let rest = text;
  for (const { form, key } of DATES)
    rest = rest.replaceAll(form, (words, ...groups) => {
      const match = [words, ...groups.slice(0, -2)] as unknown as RegExpMatchArray; // groups, as matchAll gives them
      const known = key(match);
      if (known === null) return words;
      found.push({ kind: 'date', key: known, words, isReference: false });
      return ' '.repeat(words.length);
    });
  return [...found, ...namedDays(rest), ...figures(rest)];
}

const FIGURE =
  /(?<![\p{L}\p{N}.,])(?<money>[$€£¥]|(?:USD|EUR|GBP)\s)?\s?(?<digits>\d+(?:[.,:/\u00a0\u202f ]?\d+)*)(?:\s?(?<after>%|percent|prozent|[$€£¥]|USD|EUR|GBP|(?:a\.?m|p\.?m)\b\.?|st\b|nd\b|rd\b|th\b|[\p{L}]+))?(?:[\s-](?<next>[\p{L}]+))?/giu;
const REFERENCE =
  /(?<![\p{L}\p{N}])(?=[\p{L}\p{N}-]*\p{L})(?=[\p{L}\p{N}-]*\d{2})[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*(?![\p{L}\p{N}])/gu;
const LONG_REFERENCE = 5;

function figures(text: string): readonly StatedValue[] {
  const references = [...text.matchAll(REFERENCE)]
    .map(([words]) => words)
    .filter((words) => !/^\d+(?:st|nd|rd|th|am|pm|h|min|x|kg|gb|mb|cm|mm|km|g|m|s)$/i.test(words));
  const rest = references.reduce((left, one) => left.replace(one, ' '.repeat(one.length)), text);
  return [
    ...references.map((words) => figure(`ref ${words.toLowerCase()}`, words, true)),
    ...[...rest.matchAll(FIGURE)].map(figureOf),
    ...spelled(rest),
  ];
}

function figureOf(match: RegExpMatchArray): StatedValue {
  const { money, digits = '', after = '', next = '' } = match.groups ?? {};
  const tail = after.toLowerCase().replaceAll('.', '');
  const written = [money?.trim(), digits, /^[%$€£¥]$/.test(after) ? after : ''].join('');
  if (tail === 'am' || tail === 'pm' || /^\d{1,2}:\d{2}$/.test(digits))
    return figure(`clock ${clock(digits, tail)}`, `${digits} ${after}`.trim(), false);
  if (money || /^[$€£¥]$|^(?:usd|eur|gbp)$/.test(tail))
    return figure(`money ${amount(digits)}`, written, false);
  if (/^(?:%|percent|prozent)$/.test(tail))
    return figure(`percent ${amount(digits)}`, written, false);
  const plain = digits.replaceAll(/[ \u00a0\u202f]/g, '');
  if (/^\d+$/.test(plain) && plain.length >= LONG_REFERENCE)
    return figure(`ref ${plain}`, digits, true);
  if (/[/:]/.test(digits)) return figure(`as-written ${plain}`, digits, false);
  return figure(`number ${amount(digits)}${unitKey(tail, next)}`, digits, false);
}

const SPELLED = new RegExp(
  `${NOT_IN_WORD}(${alternatives(numberOf.keys())})${WORD_ENDS}(?=(?:[\\s-](\\p{L}+))?(?:[\\s-](\\p{L}+))?)`,
  'giu',
);
/** “one” is a pronoun more often than a figure. */
const ONE = new RegExp(
  `${NOT_IN_WORD}(?:one|ein|eine|einem|einen|uno|una|un|une)[\\s-](${alternatives(unitOf.keys())})${WORD_ENDS}`,
  'giu',
);

function spelled(text: string): readonly StatedValue[] {
  const each = [...text.matchAll(SPELLED)].map(([, word = '', first = '', second = '']) =>
    figure(
      `number ${numberOf.get(word.toLowerCase())}${unitKey(first.toLowerCase(), second)}`,
      word,
      false,
    ),
  );
  const ones = [...text.matchAll(ONE)].map(([words, unit = '']) =>
    figure(`number 1${unitKey(unit.toLowerCase(), '')}`, words, false),
  );
  return [...each, ...ones];
}

function namedDays(text: string): readonly StatedValue[] {
  return [...text.matchAll(/[\p{L}’']+/gu)].flatMap(([words], at): StatedValue[] => {
    const word = words.toLowerCase();
    const isCapital = words !== word;
    const weekday = weekdayOf.get(word);
    if (weekday !== undefined && (isCapital || word.length > 4))
      return [{ kind: 'date', key: `weekday ${weekday}`, words, isReference: false }];
    const month = monthOf.get(word);
    // “may” and “march” are verbs too; as months they are capital, and don't begin the sentence.
    if (month !== undefined && isCapital && word.length > 3 && at > 0)
      return [{ kind: 'date', key: `month ${month + 1}`, words, isReference: false }];
    if (word === 'may' && isCapital && at > 0)
      return [{ kind: 'date', key: 'month 5', words, isReference: false }];
    const relative = relativeOf.get(word);
    if (relative !== undefined && word.length > 4)
      return [{ kind: 'date', key: `relative ${relative}`, words, isReference: false }];
    return [];
  });
}

const figure = (key: string, words: string, isReference: boolean): StatedValue => ({
  kind: 'number',
  key,
  words,
  isReference,
});

function monthNumber(word = ''): number {
  return (monthOf.get(word.toLowerCase()) ?? -1) + 1;
}

function dayKey(month: number, day: number, year: string | undefined): string | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  return `day ${month}-${day}${year ? `-${year}` : ''}`;
}

/** `3 days` is not `3 weeks`, and a business day is none of the usual ones. */
function unitKey(first: string, second: string): string {
  const unit = unitOf.get(first);
  if (unit !== undefined) return ` unit${unit}`;
  const next = unitOf.get(second.toLowerCase());
  if (next !== undefined && /^(?:business|working|calendar|werk|bank|full|whole)/.test(first))
    return ` unit${next} ${/^(?:business|working|werk|bank)/.test(first) ? 'working' : 'plain'}`;
  return '';
}

/** `1,000`, `1.000` and `1 000` are a thousand, `12,50` and `12.50` are not. */
function amount(digits: string): string {
  const plain = digits.replaceAll(/[ \u00a0\u202f]/g, '');
  const whole = plain.replaceAll(/[.,](?=\d{3}(?:\D|$))/g, '');
  return String(Number(whole.replace(',', '.')));
}

function clock(digits: string, half: string): string {
  const [hour = 0, minute = 0] = digits.split(/[:.]/).map(Number);
  const turned = half === 'pm' && hour < 12 ? hour + 12 : half === 'am' && hour === 12 ? 0 : hour;
  return `${turned}:${String(minute).padStart(2, '0')}`;
}
