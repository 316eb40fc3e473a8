/** A segment's size, for deciding which ones become one. */
export type Sized = { readonly id: number; readonly passages: number };

/** So many of a kind become one. */
const WIDTH = 4;
/** Larger ones stay as they are, so that taking a passage out never costs more than this. */
const LARGEST = 32_768;

/** The latest segments that are worth joining, oldest first; none: it is well as it is. Keeps their number in proportion to log(passages). */
export function worthJoining(segments: readonly Sized[]): readonly Sized[] {
  const last = segments.at(-1);
  if (!last) return [];
  const most = tierOf(last);
  const before = segments.findLastIndex((segment) => tierOf(segment) > most);
  const tail = segments.slice(before + 1);
  const total = tail.reduce((sum, { passages }) => sum + passages, 0);
  return tail.length >= WIDTH && total <= LARGEST ? tail : [];
}

const tierOf = ({ passages }: Sized): number =>
  Math.floor(Math.log(Math.max(passages, 1)) / Math.log(WIDTH));
