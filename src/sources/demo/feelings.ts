import type { Cast } from './cast.ts';
import { writeComment } from './wording.ts';

const RATED_SHARE = 0.35;
const JUDGED_SHARE = 0.8;
const COMMENT_SHARE = 0.35;

export type Rating = {
  readonly rating: number | null;
  readonly rating_comment: string | null;
  readonly rated_at: number | null;
};

export const UNRATED: Rating = { rating: null, rating_comment: null, rated_at: null };

/**
 * What a customer thinks of it, about 1–5 before any luck: the longer the wait for the first answer, the less.
 * `slowness` is that wait in multiples of what customers of this kind are used to.
 */
export function satisfaction(cast: Cast, slowness: number, reopened: number): number {
  const patience = 4.75 - 0.62 * Math.log2(1 + slowness);
  const bad = (cast.hit ? 0.7 : 0) + 0.8 * reopened;
  return patience + cast.agent.warmth + 0.5 * cast.sentiment - bad;
}

/** A score some time after `from`, if this customer gives one and it is in before `end`. */
export function rate(
  cast: Cast,
  felt: number,
  from: number,
  end: number,
  scale: 'stars' | 'thumbs',
): Rating {
  const { random } = cast;
  if (!random.chance(RATED_SHARE)) return UNRATED;
  const hours = scale === 'stars' ? 5 : 0.02;
  const ratedAt = from + Math.ceil(random.aroundMedian(hours, 1) * 3600) * 1000;
  if (ratedAt > end) return UNRATED;
  const score = Math.max(1, Math.min(5, Math.round(felt + random.normal() * 0.75)));
  const rating = scale === 'stars' ? score : score >= 4 ? 5 : 1;
  return {
    rating,
    rating_comment: random.chance(COMMENT_SHARE)
      ? writeComment(rating, cast.agent.name, random)
      : null,
    rated_at: ratedAt,
  };
}

export type Judgement = {
  readonly sentiment: number | null;
  readonly emotion: string | null;
  readonly topics: readonly string[];
  readonly predicted_rating: number | null;
};

/** What an analysis of the text would have found. A few conversations have not been analysed. */
export function judge(cast: Cast, felt: number | null): Judgement {
  const { random, issue } = cast;
  if (!random.chance(0.96)) {
    return { sentiment: null, emotion: null, topics: [], predicted_rating: null };
  }
  const outcome = felt === null ? 0 : (felt - 4) * 0.15;
  const sentiment = Math.max(-1, Math.min(1, cast.sentiment + outcome));
  const judged = felt !== null && random.chance(JUDGED_SHARE);
  return {
    sentiment: Math.round(sentiment * 100) / 100,
    emotion: cast.mood,
    topics: issue.topics.filter(() => random.chance(0.85)),
    predicted_rating: judged ? Math.max(1, Math.min(5, Math.round(felt))) : null,
  };
}
