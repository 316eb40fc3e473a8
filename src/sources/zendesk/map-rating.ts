import type { RatingRow, Reject } from '../sync/page.ts';
import { rating as ratingShape, type ZendeskObject } from './answers.ts';
import { problemWords, starsOf } from './map-ticket.ts';
import { isoTime } from './values.ts';

export type MappedRating =
  | { readonly kind: 'row'; readonly row: RatingRow }
  | { readonly kind: 'reject'; readonly reject: Reject };

/** A rating given, or offered and not given: each is a row of its own, and the newest one stands. */
export function mapRating(raw: ZendeskObject): MappedRating {
  const reject = (reason: string): MappedRating => ({
    kind: 'reject',
    reject: { entity: 'ratings', source_id: String(raw.id), reason, raw },
  });
  const parsed = ratingShape.safeParse(raw);
  if (!parsed.success) return reject(problemWords(parsed.error.issues[0]));
  const { id, ticket_id: ticketId, score, comment, updated_at: updatedAt } = parsed.data;
  const ratedAt = isoTime(parsed.data.created_at);
  if (ratedAt === null) return reject('created_at is no time');
  const stars = starsOf(score);
  return {
    kind: 'row',
    row: {
      source_id: String(id),
      version: Date.parse(isoTime(updatedAt) ?? ratedAt),
      conversation_ref: String(ticketId),
      raw: score,
      scale: 'good/bad',
      score: stars === null ? null : Number(stars === 5),
      rating: stars,
      comment: comment || null,
      rated_at: ratedAt,
    },
  };
}
