import type { ReadContext } from './context.ts';
import type { Facets } from './facets.ts';
import { findBreakdowns } from './find-breakdowns.ts';
import { findConditions } from './find-conditions.ts';
import { findPeriod } from './find-period.ts';
import { findLookup, findSearch } from './find-text.ts';
import { findThresholds } from './find-thresholds.ts';
import { findTopics } from './find-topics.ts';
import type { Mark } from './marks.ts';
import type { Sentence } from './sentence.ts';

/** Takes a sentence apart. The order matters: what binds its neighbours most closely goes first. */
export function gatherFacets(sentence: Sentence, context: ReadContext): Facets {
  const time = findPeriod(sentence, context.time);
  const lookup = findLookup(sentence);
  const searchFor = findSearch(sentence);
  const thresholds = findThresholds(sentence, context);
  const conditions = findConditions(sentence, context);
  const breakdowns = findBreakdowns(sentence, context);
  const topics = findTopics(sentence);
  return averageThresholds({
    time,
    lookup,
    searchFor,
    thresholds,
    ...conditions,
    ...breakdowns,
    ...topics,
    show: findShow(sentence),
  });
}

/** "pipelines that took over 2 days on average": the average of each is held against the amount, not each ticket. */
function averageThresholds(facets: Facets): Facets {
  const grouped = facets.subject !== null || facets.by.length > 0;
  if (!grouped || (facets.statistic !== 'mean' && facets.statistic !== 'median')) return facets;
  const lifted = facets.thresholds.flatMap(({ target, index }) =>
    target.kind === 'field' && target.field.endsWith('_time')
      ? [{ metric: target.field, index }]
      : [],
  );
  if (lifted.length === 0) return facets;
  const missing = lifted.filter(
    ({ metric }) => !facets.metrics.some((said) => said.metric === metric),
  );
  return {
    ...facets,
    thresholds: facets.thresholds.map((one) =>
      one.target.kind === 'field' && one.target.field.endsWith('_time')
        ? { ...one, target: { kind: 'metric', metric: one.target.field } }
        : one,
    ),
    metrics: [
      ...facets.metrics,
      ...missing.map(({ metric, index }) => ({ metric, of: null, statistic: null, index })),
    ],
  };
}

function findShow(sentence: Sentence): Facets['show'] {
  const [table] = sentence.words('show.table');
  const [chart] = sentence.words('show.chart');
  if (chart) return 'chart';
  return table ? 'table' : null;
}

const HARMLESS: readonly string[] = ['ask.', 'verb.', 'show.', 'stat.'];
/** Words for changing an answer that on their own change nothing about a question. */
const HARMLESS_EDITS: ReadonlySet<string> = new Set([
  'edit.only',
  'edit.add',
  'edit.all',
  'edit.instead',
  'edit.rest',
  'edit.both',
  'edit.drill',
  'edit.new',
  'edit.managers',
  'edit.no-managers',
]);
const HARMLESS_WORDS: ReadonlySet<string> = new Set([
  'ref',
  'team',
  'list.and',
  'respectively',
  'at.end',
  'empty',
]);

/** What was said and put to no use: words nobody knows, denials and amounts that govern nothing. Then the question was not understood. */
/** "didn't we have more …?" asks; it denies nothing. */
function isAsking(mark: Mark): boolean {
  return mark.index === 0 && /^(?:did|do|does|is|are|was|were|have|has)n'?t$/i.test(mark.text);
}

export function notUnderstood(sentence: Sentence, inThread = false): readonly string[] {
  return sentence
    .leftovers()
    .filter((mark) => {
      if (mark.kind !== 'word') return true;
      if (isAsking(mark)) return false;
      if (HARMLESS_WORDS.has(mark.tag) || HARMLESS.some((family) => mark.tag.startsWith(family)))
        return false;
      if (mark.tag.startsWith('edit.')) return !inThread && !HARMLESS_EDITS.has(mark.tag);
      if (mark.tag !== 'by') return true;
      const next = sentence.after(mark);
      return !next || !(sentence.isUsed(next) || sentence.isWord(next, 'ask.count'));
    })
    .map((mark) => mark.text);
}
