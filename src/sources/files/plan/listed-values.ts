import type { ValueKind } from '../recognise/targets.ts';
import { readFlag } from '../values/flags.ts';
import { findRatingScale, readRating } from '../values/ratings.ts';
import { readAuthorKind, readPriority, readRole, readStatus } from '../values/words.ts';

/** Reads each different value of a column of states, priorities, ratings or flags; null for one that can't be read. */
export function readListed(
  kind: ValueKind,
  values: readonly string[],
  source: string,
): ReadonlyMap<string, string | null> {
  const read = readerOf(kind, values, source);
  return new Map(values.map((value) => [value, read(value)]));
}

function readerOf(
  kind: ValueKind,
  values: readonly string[],
  source: string,
): (value: string) => string | null {
  switch (kind) {
    case 'status':
      return (value) => readStatus(value, source) ?? value.toLowerCase();
    case 'priority':
      return (value) => readPriority(value, source) ?? value.toLowerCase();
    case 'authorKind':
      return readAuthorKind;
    case 'role':
      return readRole;
    case 'rating': {
      const scale = findRatingScale(values, source);
      return (value) => readRating(value, scale)?.toString() ?? null;
    }
    case 'notFlag':
      return (value) => flagText(value, false);
    default:
      return (value) => flagText(value, true);
  }
}

function flagText(value: string, positive: boolean): string | null {
  const flag = readFlag(value);
  return flag === undefined ? null : String(flag === positive);
}
