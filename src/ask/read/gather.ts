import type { ReadContext } from './context.ts';
import type { Facets } from './facets.ts';
import { findBreakdowns } from './find-breakdowns.ts';
import { findConditions } from './find-conditions.ts';
import { findPeriod } from './find-period.ts';
import { findLookup, findSearch } from './find-text.ts';
import { findThresholds } from './find-thresholds.ts';
import { findTopics } from './find-topics.ts';
import type { Sentence } from './sentence.ts';

/** Takes a sentence apart. The order matters: what binds its neighbours most closely goes first. */
export function gatherFacets(sentence: Sentence, context: ReadContext): Facets {
  const time = findPeriod(sentence);
  const lookup = findLookup(sentence);
  const searchFor = findSearch(sentence);
  const thresholds = findThresholds(sentence, context);
  const conditions = findConditions(sentence, context);
  const breakdowns = findBreakdowns(sentence, context);
  const topics = findTopics(sentence);
  return {
    time,
    lookup,
    searchFor,
    thresholds,
    ...conditions,
    ...breakdowns,
    ...topics,
    show: findShow(sentence),
    assumed: [...conditions.assumed, ...topics.assumed],
  };
}

function findShow(sentence: Sentence): Facets['show'] {
  const [table] = sentence.words('show.table');
  const [chart] = sentence.words('show.chart');
  if (chart) return 'chart';
  return table ? 'table' : null;
}

const HARMLESS: readonly string[] = ['ask.', 'verb.', 'edit.', 'show.', 'stat.'];
const HARMLESS_WORDS: ReadonlySet<string> = new Set([
  'ref',
  'team',
  'list.and',
  'respectively',
  'empty',
]);

/** What was said and put to no use: words nobody knows, denials and amounts that govern nothing. Then the question was not understood. */
export function notUnderstood(sentence: Sentence): readonly string[] {
  return sentence
    .leftovers()
    .filter((mark) => {
      if (mark.kind !== 'word') return true;
      if (HARMLESS_WORDS.has(mark.tag) || HARMLESS.some((family) => mark.tag.startsWith(family)))
        return false;
      if (mark.tag !== 'by') return true;
      const next = sentence.after(mark);
      return !next || !sentence.isUsed(next);
    })
    .map((mark) => mark.text);
}
