import type { LiveChatChat } from './answers.ts';
import type { ThreadEvent } from './read-events.ts';
import { textOrNull } from './values.ts';

export type ThreadRating = {
  readonly rating: number | null;
  readonly rating_comment: string | null;
  readonly rated_at: string | null;
};

const UNRATED: ThreadRating = { rating: null, rating_comment: null, rated_at: null };
const CANCELLED = 'rating.chat_rating_canceled';

/** Good is 5, bad is 1. It may be given, changed, commented on without a score, and taken back, also long after the end. */
export function ratingOf(chat: LiveChatChat, events: readonly ThreadEvent[]): ThreadRating {
  const told = events.filter(({ happening }) => happening?.startsWith('rating.'));
  if (told.at(-1)?.happening === CANCELLED) return UNRATED;
  const given = chat.thread.properties?.rating ?? (isOwn(chat, told) && chat.properties?.rating);
  if (!given) return UNRATED;
  const rating = { 0: 1, 1: 5 }[String(given.score)] ?? null;
  const comment = textOrNull(typeof given.comment === 'string' ? given.comment : null);
  const rated_at = rating === null && comment === null ? null : (told.at(-1)?.at ?? null);
  return { rating, rating_comment: comment, rated_at };
}

/** The chat's copy is the rating of one of its threads. */
function isOwn({ thread }: LiveChatChat, told: readonly ThreadEvent[]): boolean {
  return told.length > 0 || !(thread.previous_thread_id || thread.next_thread_id);
}
