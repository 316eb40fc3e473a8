/** A grain of calendar time. Weeks start on the team's first weekday. */
export type Grain = 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year';

/**
 * A half-open stretch of time, [start, end).
 * `start` and `end` are instants, ISO 8601 in UTC (`2026-10-17T03:00:00.000Z`), cut at midnights of `zone` unless the words name hours.
 */
export type Period = {
  readonly start: string;
  readonly end: string;
  /** IANA name of the zone in which the calendar words were meant. */
  readonly zone: string;
  /** How a person would say it back: "last 35 days", "Q3 2026", "since 1 June". */
  readonly words: string;
  /** The calendar unit named is not over yet, and `end` is now. */
  readonly partial: boolean;
  /** Why this period: named in the question, or what stood in when none was. */
  readonly basis: 'asked' | 'default' | 'all-data' | 'kept';
  /** What the words counted in, and how many of it: "last 35 days" is 35 × day, "Q3 2026" 1 × quarter. Absent: no unit was named. */
  readonly unit?: Grain | undefined;
  readonly count?: number | undefined;
};
