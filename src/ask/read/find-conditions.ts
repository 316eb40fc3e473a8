import type { ReadContext } from './context.ts';
import type { Facets } from './facets.ts';
import { findContrast } from './find-contrast.ts';
import { findEmptyFields } from './find-empty.ts';
import {
  findAdjectives,
  findBotHandled,
  findFlags,
  findOtherSides,
  findTruths,
  findUnmeasured,
  longestWaiting,
  stillWaiting,
} from './find-flags.ts';
import { findNames, nameConditions } from './find-names.ts';
import { findRawValues } from './find-raw-values.ts';
import { findRecurringTimes } from './find-recurring.ts';
import type { Sentence } from './sentence.ts';

export type ConditionFacets = Pick<Facets, 'conditions' | 'contrast' | 'doubts' | 'refusals'>;

/** Conditions on names, flags, recurring times and missing values, with what each is set against. */
export function findConditions(sentence: Sentence, context: ReadContext): ConditionFacets {
  const raw = findRawValues(sentence, context);
  const { named, doubts } = findNames(sentence, context);
  const uses = [
    ...findBotHandled(sentence),
    ...findAdjectives(sentence),
    ...longestWaiting(sentence),
    ...findUnmeasured(sentence),
    ...nameConditions(named, sentence),
    ...raw.uses,
    ...findOtherSides(sentence),
    ...findFlags(sentence),
    ...findTruths(sentence, context),
    ...findEmptyFields(sentence, context),
    ...findRecurringTimes(sentence),
  ];
  return {
    conditions: stillWaiting(uses, sentence).toSorted((a, b) => a.index - b.index),
    contrast: findContrast(sentence, named),
    doubts,
    refusals: raw.refusals,
  };
}
