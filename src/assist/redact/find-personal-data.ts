import {
  findCards,
  findIbans,
  findNamedAccounts,
  findNamedCards,
  findNamedIbans,
  findNamedPapers,
  findSsns,
} from './find-accounts.ts';
import { findBirthDates } from './find-births.ts';
import { findIntroduced } from './find-names.ts';
import { findEmails, findIps, findPrivateLinks, findSecrets } from './find-online.ts';
import { findPhones } from './find-phones.ts';
import { findNamedPlaces, findStreets } from './find-streets.ts';
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
  findNamedPlaces,
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
    const fresh = apart(find(left).filter(({ from, to }) => !left.slice(from, to).includes(TAKEN)));
    found.push(...fresh);
    left = blanked(left, fresh);
  }
  return found.toSorted((a, b) => a.from - b.from);
}

type Span = Pick<Stretch, 'from' | 'to'>;

/** The first where two overlap, and the longest of those that begin together. */
function apart(found: readonly Stretch[]): readonly Stretch[] {
  const kept: Stretch[] = [];
  for (const one of found.toSorted((a, b) => a.from - b.from || b.to - a.to))
    if (one.from >= (kept.at(-1)?.to ?? 0)) kept.push(one);
  return kept;
}

/** `spans`: in order, none over another. */
function blanked(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  const pieces = spans.map(
    ({ from, to }, index) => text.slice(spans[index - 1]?.to ?? 0, from) + TAKEN.repeat(to - from),
  );
  return pieces.join('') + text.slice(spans.at(-1)?.to ?? 0);
}
