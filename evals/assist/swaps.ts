import { pick } from './bitext.ts';

export const SWAPS = ['number', 'date', 'name', 'negation'] as const;
export type Swap = (typeof SWAPS)[number];

const MONTHS =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
const WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
const WORDS = 'two three four five six seven eight nine ten twelve'.split(' ');
const STRANGERS = [
  'Olivia',
  'Kenji',
  'Svetlana',
  'Rafael',
  'Beatrix',
  'Mohammed',
  'Chen Wei',
  'Leopold Hart',
];

/** The sentence with one thing in it that isn't true any more; null: it has nothing of the kind. */
export function swap(sentence: string, kind: Swap, random: () => number): string | null {
  return SWAPPERS[kind](sentence, random);
}

type Swapper = (sentence: string, random: () => number) => string | null;

const SWAPPERS: Readonly<Record<Swap, Swapper>> = {
  number(sentence, random) {
    const found = [
      ...sentence.matchAll(
        /(?<![\p{L}\d])\d+(?:[.,]\d+)?|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve)\b/giu,
      ),
    ];
    if (found.length === 0) return null;
    const one = pick(found, random);
    const [old] = one;
    const other = /\d/.test(old)
      ? otherFigure(old, random)
      : pick(
          WORDS.filter((word) => word !== old.toLowerCase()),
          random,
        );
    return replaced(sentence, one, other);
  },
  date(sentence, random) {
    const found = [
      ...sentence.matchAll(new RegExp(`\\b(?:${[...MONTHS, ...WEEKDAYS].join('|')})\\b`, 'g')),
    ];
    if (found.length === 0) return null;
    const one = pick(found, random);
    const row = MONTHS.includes(one[0]) ? MONTHS : WEEKDAYS;
    return replaced(
      sentence,
      one,
      pick(
        row.filter((word) => word !== one[0]),
        random,
      ),
    );
  },
  name(sentence, random) {
    const found = [
      ...sentence.matchAll(
        /(?<=\p{Ll}[ ,]\s?)\b(?:Nova Keller|Marcus|Priya Nair|Tomás|Ingrid Solberg|Hannah|Dmitri|Aisha|Brightwell|Northgate|Lumora|Castellan)(?![\p{L}])/gu,
      ),
    ];
    return found.length === 0
      ? null
      : replaced(sentence, pick(found, random), pick(STRANGERS, random));
  },
  negation(sentence, random) {
    const denied = [...sentence.matchAll(DENIALS)];
    if (denied.length > 0) {
      const one = pick(denied, random);
      return replaced(sentence, one, affirmed(one[0]));
    }
    const affirmations = [
      ...sentence.matchAll(
        /\b(?:can|is|are|will|should|must|does|has|have|includes|takes|applies)\b(?! (?:not|be able))/g,
      ),
    ];
    if (affirmations.length === 0) return null;
    const one = pick(affirmations, random);
    return replaced(sentence, one, deny(one[0]));
  },
};

const DENIALS =
  /\b(?:can['’]t|cannot|don['’]t (?!hesitate|worry|forget)|do not (?!hesitate|worry|forget)|doesn['’]t|does not|isn['’]t|is not|aren['’]t|are not|not available|without)\b/gi;

function affirmed(denial: string): string {
  const one = denial.toLowerCase().replace('’', "'").trim();
  if (one === "can't" || one === 'cannot') return 'can';
  if (one.startsWith("don't") || one.startsWith('do not')) return 'do ';
  if (one.startsWith('does')) return 'does';
  if (one.startsWith('is')) return 'is';
  if (one.startsWith('are')) return 'are';
  return one === 'without' ? 'with' : 'available';
}

function deny(word: string): string {
  if (word === 'can') return 'cannot';
  const verbs: Readonly<Record<string, string>> = {
    includes: 'does not include',
    takes: 'does not take',
    applies: 'does not apply',
  };
  return verbs[word] ?? `${word} not`;
}

function otherFigure(old: string, random: () => number): string {
  const shift = 1 + Math.floor(random() * 8);
  const at = Math.floor(random() * old.replaceAll(/\D/g, '').length);
  let seen = -1;
  const other = old.replaceAll(/\d/g, (digit) => {
    seen += 1;
    return seen === at ? String((Number(digit) + shift) % 10) : digit;
  });
  return Number(other.replace(',', '.')) === Number(old.replace(',', '.')) ? `1${old}` : other;
}

function replaced(
  sentence: string,
  { 0: old, index = 0 }: RegExpMatchArray,
  other: string,
): string {
  return sentence.slice(0, index) + other + sentence.slice(index + old.length);
}

/** The same said otherwise: contractions, figures in words or digits, small talk put differently. */
export function reword(sentence: string, random: () => number): string {
  return REWORDINGS.reduce(
    (said, [from, to]) => (random() < 0.6 ? said.replace(from, to) : said),
    sentence,
  );
}

const REWORDINGS: readonly (readonly [RegExp, string])[] = [
  [/\bdon['’]t\b/g, 'do not'],
  [/\bcan['’]t\b/g, 'cannot'],
  [/\bdoes not\b/g, "doesn't"],
  [/\bis not\b/g, "isn't"],
  [/\byou['’]re\b/g, 'you are'],
  [/\bwe['’]re\b/gi, 'we are'],
  [/\bthree\b/g, '3'],
  [/\b5 to 10\b/g, 'five to ten'],
  [/\b30 days\b/g, 'thirty days'],
  [/^Please (\w)/, '$1'],
  [/\bIf you need\b/g, 'Should you need'],
  [/\bassistance\b/g, 'help'],
  [/\bassist\b/g, 'help'],
  [/^(?:Firstly|First|Next|Then|Finally),? /g, ''],
  [/\b31 March 2026\b/g, 'March 31st, 2026'],
  [/\b9 am\b/g, '9:00 am'],
  [/\b15%/g, '15 percent'],
  [/\bpurchase\b/g, 'order'],
  [/\blog in\b/gi, 'sign in'],
];
