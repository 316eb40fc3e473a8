import type { RatingRow, Reject } from '../sync/page.ts';
import { ratingPage } from './answers.ts';
import { mapRating } from './map-rating.ts';
import type { PassState } from './sync-state.ts';
import { epochSeconds } from './values.ts';
import { walkPages } from './walk-pages.ts';
import type { ZendeskApi } from './zendesk-api.ts';

/** Ratings listed late are met again by the next pass. */
const OVERLAP_SECONDS = 3600;

export type RatingsPage = {
  readonly ratings: readonly RatingRow[];
  readonly rejects: readonly Reject[];
  readonly state: PassState;
};

/** Ratings since the newest one read, oldest first. None where the account has no such list: tickets carry their own. */
export async function* pullRatings(
  begun: PassState,
  api: ZendeskApi,
  signal: AbortSignal,
): AsyncGenerator<RatingsPage> {
  const from = Math.max(0, begun.ratingsFrom - OVERLAP_SECONDS);
  const what = 'list satisfaction ratings';
  let state = begun;
  const pages = walkPages(what, (after) =>
    api.find({
      method: 'GET',
      path: '/api/v2/satisfaction_ratings',
      query: {
        start_time: from,
        'page[size]': 100,
        ...(after !== null && { 'page[after]': after }),
      },
      what,
      schema: ratingPage,
      answers: [403, 404],
      signal,
    }),
  );
  for await (const page of pages) {
    const mapped = page.satisfaction_ratings.map(mapRating);
    const ratings = mapped.flatMap((each) => (each.kind === 'row' ? [each.row] : []));
    const rejects = mapped.flatMap((each) => (each.kind === 'reject' ? [each.reject] : []));
    state = { ...state, ratingsFrom: newestOf(ratings, state.ratingsFrom) };
    if (mapped.length > 0) yield { ratings, rejects, state };
  }
}

function newestOf(ratings: readonly RatingRow[], before: number): number {
  return ratings.reduce(
    (newest, { rated_at: at }) => Math.max(newest, at === null ? 0 : epochSeconds(at)),
    before,
  );
}
