import type { StandInAnswer } from '../kit/stand-in.ts';
import { problem } from './answers.ts';
import type { Quirks } from './quirks.ts';

const MINUTE = 60_000;

type Judged = {
  readonly refused: StandInAnswer | null;
  readonly headers: Readonly<Record<string, string>>;
};

/** So many a minute, told in headers; beyond that 429 with the seconds to wait. */
export function createLimits(quirks: Quirks, now: () => number): (path: string) => Judged {
  const exports = window(now);
  const all = window(now);
  return (path) => {
    const isExport = path.includes('/incremental/');
    const limit = isExport ? quirks.exportsPerMinute : quirks.requestsPerMinute;
    const taken = (isExport ? exports : all)(limit);
    if (limit === null) {
      const generous = { 'x-rate-limit': '1000000' };
      const generousExports = {
        'zendesk-ratelimit-incremental-exports-cursor': 'total=1000000; remaining=1; resets=1',
      };
      return { refused: null, headers: { ...generous, ...generousExports } };
    }
    const left = `total=${limit}; remaining=${taken.left}; resets=${taken.resetsInSeconds}`;
    const headers = isExport
      ? { 'zendesk-ratelimit-incremental-exports-cursor': left }
      : { 'x-rate-limit': String(limit), 'x-rate-limit-remaining': String(taken.left) };
    if (!taken.isOver) return { refused: null, headers };
    return {
      refused: {
        ...problem.record(429, 'APIRateLimitExceeded', 'Number of allowed API requests exceeded'),
        headers: { 'retry-after': String(taken.resetsInSeconds) },
      },
      headers,
    };
  };
}

function window(now: () => number) {
  let begunAt = Number.NEGATIVE_INFINITY;
  let count = 0;
  return (limit: number | null) => {
    if (now() - begunAt >= MINUTE) {
      begunAt = now();
      count = 0;
    }
    const isOver = limit !== null && count >= limit;
    if (!isOver) count += 1;
    return {
      isOver,
      left: Math.max(0, (limit ?? 0) - count),
      resetsInSeconds: Math.max(1, Math.ceil((begunAt + MINUTE - now()) / 1000)),
    };
  };
}
