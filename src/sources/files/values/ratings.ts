/** What a column's ratings are on, found over all its values. */
export type RatingScale =
  | { readonly kind: 'words' }
  | { readonly kind: 'good-bad' }
  | { readonly kind: 'freshdesk' }
  | { readonly kind: 'range'; readonly from: number; readonly to: number };

const FRESHDESK: Readonly<Record<string, number>> = {
  103: 5,
  102: 5,
  101: 4,
  100: 3,
  '-101': 2,
  '-102': 1,
  '-103': 1,
};
const WORDS: readonly (readonly [RegExp, number])[] = [
  [
    /\b(?:not|un|never) ?(?:offered|rated|answered)\b|^(?:offered|unoffered|no rating|unrated|not rated yet)$/,
    Number.NaN,
  ],
  [
    /\b(?:extremely|very|highly|completely) ?(?:happy|satisfied|good)\b|\b(?:excellent|amazing|outstanding|great|awesome|perfect|love)\b/,
    5,
  ],
  [
    /\b(?:extremely|very|highly|completely) ?(?:unhappy|dissatisfied|bad|poor|unsatisfied)\b|\b(?:terrible|awful|horrible|worst|hate)\b/,
    1,
  ],
  [
    /\b(?:somewhat|rather|slightly) ?(?:unhappy|dissatisfied|unsatisfied)\b|^(?:unhappy|dissatisfied|unsatisfied|poor)$/,
    2,
  ],
  [/^(?:somewhat|rather) ?(?:happy|satisfied)$/, 4],
  [/^not (?:so |very )?good$/, 1],
  [/\b(?:neutral|ok|okay|average|fair|neither|mixed|so so)\b/, 3],
  [
    /^(?:rated )?bad\b|\b(?:negative|thumbs ?down|dislike|disliked|detractor)\b|👎|😡|☹|😠|🙁|😞|😢|😭|🤬/u,
    1,
  ],
  [/^(?:rated )?good\b|\b(?:positive|thumbs ?up|like|liked|promoter)\b|👍|😀|😃|🤩|😁|😄|😍/u, 5],
  [/^(?:happy|satisfied)$|🙂|😊/u, 4],
  [/😐/u, 3],
];
const NUMBER = /^-?\d+(?:[.,]\d+)?(?= ?%?$)/;
const OUT_OF = /^(\d+(?:[.,]\d+)?) ?(?:\/|out of|of) ?(\d+)$/i;
const STARS = /^(?:★|⭐|\*)+/u;
const STAR_WORD = /^(\d(?:[.,]\d)?) ?-?(?:stars?|★|⭐)$/iu;

/** The scale all of a column's numbers fit on. */
export function findRatingScale(values: readonly string[], source: string): RatingScale {
  const numbers = values.flatMap((text) => {
    const number = plainNumber(text);
    return number === null ? [] : [number];
  });
  if (numbers.length === 0) return { kind: 'words' };
  if (numbers.some((number) => Math.abs(number) >= 101 && String(number) in FRESHDESK))
    return { kind: 'freshdesk' };
  const most = Math.max(...numbers);
  const least = Math.min(...numbers);
  const isGoodBad = numbers.includes(0) || source === 'livechat';
  if (most <= 1 && least >= 0 && isGoodBad)
    return numbers.every(Number.isInteger)
      ? { kind: 'good-bad' }
      : { kind: 'range', from: 0, to: 1 };
  if (most <= 5) return { kind: 'range', from: 1, to: 5 };
  if (most <= 10) return { kind: 'range', from: 0, to: 10 };
  return { kind: 'range', from: 0, to: 100 };
}

/** A rating as 1–5; null: can't be read, or says that there is none. */
export function readRating(text: string, scale: RatingScale): number | null {
  const outOf = OUT_OF.exec(text);
  if (outOf) return fraction(Number(outOf[1]?.replace(',', '.')), Number(outOf[2]));
  const stars = STAR_WORD.exec(text)?.[1];
  if (stars) return within(Number(stars.replace(',', '.')), 1, 5);
  const drawn = STARS.exec(text)?.[0];
  if (drawn) return within([...drawn.replaceAll('\ufe0f', '')].length, 1, 5);
  const number = plainNumber(text);
  if (number === null) return wordRating(text);
  return numberRating(number, scale);
}

export function describeScale(scale: RatingScale): string {
  switch (scale.kind) {
    case 'words':
      return 'rating in words, as 1–5';
    case 'good-bad':
      return 'rating: 1 is good (5), 0 is bad (1)';
    case 'freshdesk':
      return 'rating on Freshdesk’s scale of −103 to 103, as 1–5';
    case 'range':
      return scale.to === 5
        ? 'rating from 1 to 5'
        : `rating from ${scale.from} to ${scale.to}, as 1–5`;
  }
}

function numberRating(number: number, scale: RatingScale): number | null {
  switch (scale.kind) {
    case 'freshdesk':
      return FRESHDESK[String(number)] ?? null;
    case 'good-bad':
      return number === 1 ? 5 : 1;
    case 'range':
      if (scale.to === 5) return within(number, 1, 5);
      return within(1 + (4 * (number - scale.from)) / (scale.to - scale.from), 1, 5);
    case 'words':
      return within(number, 1, 5);
  }
}

function fraction(score: number, of: number): number | null {
  if (of === 5) return within(score, 1, 5);
  return of > 0 ? within(1 + (4 * score) / of, 1, 5) : null;
}

function wordRating(text: string): number | null {
  const word = text.toLowerCase().replace(/[_-]+/g, ' ').trim();
  const rating = WORDS.find(([pattern]) => pattern.test(word))?.[1];
  return rating === undefined || Number.isNaN(rating) ? null : rating;
}

function within(number: number, least: number, most: number): number | null {
  return number >= least && number <= most ? number : null;
}

function plainNumber(text: string): number | null {
  const match = NUMBER.exec(text);
  return match ? Number(match[0].replace(',', '.')) : null;
}
