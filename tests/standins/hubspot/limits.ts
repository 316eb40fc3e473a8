import type { StandInAnswer } from '../kit/stand-in.ts';
import { problem } from './answers.ts';
import type { Quirks } from './route.ts';

const WINDOW_MS = 10_000;

/** Says 429 to who asks faster than the account lets them. */
export function createLimits(
  quirks: Quirks,
  clock: () => number,
): (path: string) => StandInAnswer | null {
  let today = 0;
  const searches: number[] = [];
  const others: number[] = [];

  function isOver(times: number[], limit: number | null, perMs: number): boolean {
    if (limit === null) return false;
    const now = clock();
    while (times[0] !== undefined && times[0] <= now - perMs) times.shift();
    if (times.length >= limit) return true;
    times.push(now);
    return false;
  }

  return (path) => {
    today += 1;
    if (quirks.dailyLimit !== null && today > quirks.dailyLimit) return tooMany('DAILY');
    if (path.endsWith('/search')) {
      return isOver(searches, quirks.searchLimit, 1000) ? tooMany('SECONDLY') : null;
    }
    return isOver(others, quirks.burstLimit, WINDOW_MS) ? tooMany('TEN_SECONDLY_ROLLING') : null;
  };

  function tooMany(policyName: string): StandInAnswer {
    const answer = problem(429, `You have reached your ${policyName.toLowerCase()} limit.`, {
      errorType: 'RATE_LIMIT',
      policyName,
    });
    return quirks.isRetryAfterSent ? { ...answer, headers: { 'retry-after': '1' } } : answer;
  }
}
