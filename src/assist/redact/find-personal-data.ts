import {
  findCards,
  findIbans,
  findNamedAccounts,
  findNamedCards,
  findNamedIbans,
  findNamedPapers,
  findSsns,
} from './find-accounts.ts';
import { findIntroduced } from './find-names.ts';
import { findEmails, findIps, findPrivateLinks, findSecrets } from './find-online.ts';
import { findPhones } from './find-phones.ts';
import { findBirthDates, findStreets } from './find-places.ts';
import type { Find, Stretch } from './stretch.ts';

/** In this order: what an earlier one has taken, a later one can't see. */
const FINDERS: readonly Find[] = [
  findPrivateLinks,
  findEmails,
  findSecrets,
  findIbans,
  findNamedIbans,
  findIps,
  findCards,
  findNamedCards,
  findSsns,
  findNamedPapers,
  findNamedAccounts,
  findBirthDates,
  findStreets,
  findPhones,
  findIntroduced,
];

/** Stands for what is taken already: no letter, digit, space or sign that a pattern knows. */
const TAKEN = '\uFFFC';

/**
 * What a text tells of somebody, in order, none over another. `names` finds those known to be concerned.
 * `taken`: stretches that nothing may be found in.
 */
export function findPersonalData(
  text: string,
  names: Find,
  taken: readonly Span[] = [],
): readonly Stretch[] {
  const found: Stretch[] = [];
  let left = blanked(text, taken);
  for (const find of [...FINDERS, names]) {
    for (const one of find(left)) {
      if (left.slice(one.from, one.to).includes(TAKEN)) continue;
      found.push(one);
      left = blanked(left, [one]);
    }
  }
  return found.toSorted((a, b) => a.from - b.from);
}

type Span = Pick<Stretch, 'from' | 'to'>;

function blanked(text: string, spans: readonly Span[]): string {
  return spans.reduce(
    (left, { from, to }) => left.slice(0, from) + TAKEN.repeat(to - from) + left.slice(to),
    text,
  );
}
