import type { By, Condition, FiguresPlan, MetricUse, Of } from '../../analytics/query-plan.ts';
import { fieldsNeeded } from '../read/by.ts';
import { findMetric, type ReadContext } from '../read/context.ts';
import type { ConditionUse, MetricUseSaid } from '../read/facets.ts';
import { noSuchMetric } from '../read/fit-metric.ts';
import { durationOfVerb } from '../read/implied-metrics.ts';
import type { NoPlan } from '../read/reading.ts';
import { choosePopulation } from '../read/scope.ts';
import type { Sentence } from '../read/sentence.ts';
import { joinsKinds } from './join-earlier.ts';
import type { Turn } from './turn.ts';

type Said = Pick<Turn, 'sentence' | 'facets'>;

/** The metrics after a follow-up: those named in place of or beside the ones before, over the population named. */
export function editMetrics(
  before: FiguresPlan,
  where: readonly Condition[],
  by: readonly By[],
  turn: Turn,
): readonly MetricUse[] | NoPlan {
  const wanted = populationWanted(before, turn);
  const fields = fieldsNeeded(where, by);
  const edited: MetricUse[] = [];
  for (const use of usesAsked(before, wanted, turn)) {
    const next = refit(use, wanted, fields, turn);
    if ('kind' in next) return next;
    if (!edited.some((one) => JSON.stringify(one) === JSON.stringify(next))) edited.push(next);
  }
  return edited;
}

/** The one population named; several name none. */
function populationWanted(before: FiguresPlan, turn: Turn): Of | null {
  if (joinsKinds(before, turn)) return 'conversations';
  const [only, ...more] = new Set(turn.facets.nouns.map(({ of }) => of));
  return only && more.length === 0 ? only : null;
}

function usesAsked(before: FiguresPlan, wanted: Of | null, turn: Turn): readonly MetricUse[] {
  const { sentence, context } = turn;
  const said = metricsSaid(before, turn).map((id) => siblingOf(id, before, sentence));
  const named = said.map((id) => startUse(id, before, wanted, context));
  if (named.length === 0) return before.metrics;
  const adds =
    sentence.says('edit.add') || joinsMetric(sentence) || isOfTopGroups(before, sentence);
  return adds ? [...before.metrics, ...named] : named;
}

const THEIRS = /^their$/i;

/** "and their CSAT?" after the top 3: of those three, which only their own figure tells from the rest. */
const isOfTopGroups = ({ order, limit }: FiguresPlan, { marks }: Sentence): boolean =>
  order !== null && limit !== null && marks.some(({ text }) => THEIRS.test(text));

/** Metrics named, or meant by "and how fast?". */
function metricsSaid(before: FiguresPlan, { sentence, facets, context }: Turn): readonly string[] {
  const said = facets.metrics.filter((use) => !isWhoseOnly(use, sentence));
  if (said.length > 0) {
    const counts = sentence.says('ask.count');
    return said.map(({ metric }) => (counts ? countOf(metric) : metric));
  }
  if (countsDone(before, { sentence, facets })) return ['resolved_volume'];
  if (addsCount({ sentence, facets }) || countsOpened(before, sentence)) return ['volume'];
  if (!sentence.says('ask.howlong')) return [];
  const done = durationOfVerb(sentence);
  return done ? [done] : context.language.speed.slice(0, 1);
}

/** "and opened?", after what was resolved. */
const countsOpened = ({ metrics }: FiguresPlan, sentence: Sentence): boolean =>
  metrics.some(({ metric }) => metric === 'resolved_volume') && sentence.says('verb.created');

const OF = /^(?:from|of|by|for|with)$/i;

/** "any from vip customers?" says whose; it counts nobody. */
function isWhoseOnly({ metric, index }: MetricUseSaid, sentence: Sentence): boolean {
  if (metric !== 'customers' || sentence.says('ask.count')) return false;
  return sentence.marks.slice(Math.max(0, index - 2), index).some(({ text }) => OF.test(text));
}

/** "how many ratings": their number, not what they say. */
const countOf = (metric: string): string => (metric === 'rating' ? 'rated_volume' : metric);

/** Targets are met for the one or the other: after SLA attainment, "the resolution one" is that of resolution. */
const SIBLINGS: ReadonlyMap<string, string> = new Map([
  ['first_response_time', 'sla_first_response'],
  ['resolution_time', 'sla_resolution'],
]);
export const attainmentOf = (metric: string): string | undefined => SIBLINGS.get(metric);

const SAYS_TIME = /time/i;

function siblingOf(id: string, { metrics: [past] }: FiguresPlan, sentence: Sentence): string {
  const isTarget = past !== undefined && [...SIBLINGS.values()].includes(past.metric);
  const saysTime = sentence.of('metric').some(({ text }) => SAYS_TIME.test(text));
  return isTarget && !saysTime ? (SIBLINGS.get(id) ?? id) : id;
}

/** "add the number of resolved tickets": a count beside the figures there are, not a condition on them. */
function addsCount({ sentence, facets }: Said): boolean {
  return sentence.says('edit.add') && sentence.says('ask.count') && facets.nouns.length > 0;
}

const DOERS = /\b(?:we|they|he|she|you|i|us)\b/i;

/** "add the number of resolved tickets", "and how many did they close?": counted when they were resolved, rather than of what came in. */
export function countsDone(before: FiguresPlan, { sentence, facets }: Said): boolean {
  const resolved = facets.conditions.find(isResolved);
  if (!resolved) return false;
  if (addsCount({ sentence, facets })) return true;
  if (!sentence.says('ask.count')) return asksOnlyResolved(before, { sentence, facets });
  if (DOING.test(sentence.marks[resolved.index]?.text ?? '')) return true;
  const isDoing = sentence.marks.some(({ kind, text }) => kind !== 'value' && DOERS.test(text));
  return isDoing && !sentence.says('ref');
}

const isResolved = ({ condition: { field, values } }: ConditionUse): boolean =>
  field === 'open' && values[0] === false;

/** "resolve", where "resolved" may say only which. */
const DOING =
  /^(?:resolve|close|solve|fix|finish|complete|settle|clear|close out|sort out|wrap up)$/i;

/** "and resolved?", after what came in. */
function asksOnlyResolved({ metrics }: FiguresPlan, { sentence, facets }: Said): boolean {
  const { conditions, nouns, by, subject, thresholds } = facets;
  const saysMore = conditions.length > 1 || nouns.length + by.length + thresholds.length > 0;
  const isVolume = metrics.length === 1 && metrics[0]?.metric === 'volume' && !metrics[0].as;
  const names = saysMore || subject !== null || sentence.says('ref', 'edit.');
  return isVolume && !names && AND.test(sentence.opening);
}

const AND = /^(?:and|&|plus)$/i;

const JOINS_METRIC = /^(?:with|plus|\+|add)$/i;

/** "with CSAT", "plus reopen rate". */
function joinsMetric(sentence: Sentence): boolean {
  return sentence.of('metric').some((mark) => JOINS_METRIC.test(sentence.left(mark)?.text ?? ''));
}

/** A named metric keeps the population the thread is about, unless that was only the volume's default. */
function startUse(
  id: string,
  { metrics: [past] }: FiguresPlan,
  wanted: Of | null,
  context: ReadContext,
): MetricUse {
  const metric = findMetric(context, id);
  const inherits = past && past.of !== 'conversations' && metric?.of.includes(past.of);
  const usual = inherits ? past.of : (metric?.of[0] ?? 'conversations');
  return { metric: id, of: wanted ?? usual, statistic: metric?.statistic ?? 'count' };
}

/** A use over a population that has it and all the fields. */
function refit(
  use: MetricUse,
  wanted: Of | null,
  fields: readonly string[],
  { facets, context }: Turn,
): MetricUse | NoPlan {
  const metric = findMetric(context, use.metric);
  if (!metric) return noSuchMetric(use.metric);
  if (wanted && !metric.of.includes(wanted)) {
    const text = `${metric.label} isn’t measured for ${wanted}.`;
    return { kind: 'decline', text, instead: [`volume of ${wanted}`] };
  }
  const of =
    choosePopulation(metric.of, wanted ?? use.of, fields, context) ??
    choosePopulation(metric.of, null, fields, context);
  if (!of) {
    const text = `I can’t break ${metric.label} down that way: that data isn’t kept together.`;
    return { kind: 'decline', text, instead: [] };
  }
  const { statistic: asked } = facets;
  const isAllowed = asked !== null && metric.statistics.includes(asked);
  return { ...use, of, statistic: isAllowed ? asked : use.statistic };
}
