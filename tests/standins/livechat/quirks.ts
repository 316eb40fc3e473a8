export type Quirks = {
  /** What the filters' times compare, which nobody says. */
  filterBy: 'start' | 'end' | 'activity';
  /** Newer than that isn't in the archives yet. */
  archiveLagMs: number;
  hasRunningInArchives: boolean;
  /** Without `sort_order` threads come in any order. */
  isUnordered: boolean;
  /** Threads that began before come without their events; ms since the epoch. */
  withheldBefore: number | null;
  times: 'z' | 'offset';
  region: 'dal' | 'fra';
  scopes: readonly string[];
  /** What `found_chats` says, of what is there. */
  foundTimes: number;
  requestsPerSecond: number | null;
  /** Every error has status 400, and only its type says which one it is. */
  isAlways400: boolean;
  /** The chat carries its newest thread's rating as well. */
  hasRatingOnChat: boolean;
  isOtherShape: boolean;
  deprecation: string | null;
};

export const ALL_SCOPES = [
  ...['chats--all:ro', 'chats--all:rw', 'agents--all:ro', 'agents-bot--all:ro', 'groups--all:ro'],
];

export const USUAL: Quirks = {
  filterBy: 'start',
  archiveLagMs: 0,
  hasRunningInArchives: true,
  isUnordered: true,
  withheldBefore: null,
  times: 'z',
  region: 'dal',
  scopes: ALL_SCOPES,
  foundTimes: 1,
  requestsPerSecond: null,
  isAlways400: false,
  hasRatingOnChat: false,
  isOtherShape: false,
  deprecation: null,
};
