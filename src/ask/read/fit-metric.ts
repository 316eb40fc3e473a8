import type { Metric } from '../../analytics/catalogue.ts';
import type { By, Condition, MetricUse, Of, Statistic } from '../../analytics/query-plan.ts';
import { fieldsNeeded, isGrain } from './by.ts';
import { findDimension, findMetric, type ReadContext } from './context.ts';
import type { Facets, MetricUseSaid } from './facets.ts';
import type { Inquiry } from './inquiry.ts';
import type { NoPlan } from './reading.ts';
import { choosePopulation, populationsWith } from './scope.ts';

/** A metric over the population named or implied, by the statistic named or its usual one. */
export function fitMetric(
  said: MetricUseSaid,
  where: readonly Condition[],
  by: readonly By[],
  { facets, context }: Inquiry,
): MetricUse | NoPlan {
  const metric = findMetric(context, said.metric);
  if (!metric) return noSuchMetric(said.metric);
  const fields = fieldsNeeded(where, by);
  const [noun, ...moreNouns] = facets.nouns;
  const single = noun && moreNouns.length === 0 ? noun.of : null;
  // Tickets set against chats are told apart only where both are.
  const areBoth = fields.includes('kind') || setsChatsAgainst(where, facets);
  const named = areBoth ? 'conversations' : (said.of ?? single);
  const wanted = named && metric.of.includes(named) ? named : null;
  if (named && !wanted && named !== 'conversations') return notMeasuredFor(named, metric);
  const of = choosePopulation(metric.of, wanted, fields, context);
  if (!of) return cannotCombine(metric.label, wanted, fields, context);
  const asked = said.statistic ?? extremeAsked(facets, by) ?? facets.statistic;
  const statistic = asked && metric.statistics.includes(asked) ? asked : metric.statistic;
  return { metric: metric.id, of, statistic, ...(said.atLeast && { atLeast: said.atLeast }) };
}

/** "are we faster on email than on chat?": chats are meant as much as tickets that came by chat. */
function setsChatsAgainst(where: readonly Condition[], { contrast, nouns }: Facets): boolean {
  const channels = where.find(({ field }) => field === 'channel')?.values ?? [];
  const isByChat = channels.some((channel) => /chat/i.test(String(channel)));
  return contrast?.field === 'channel' && nouns.length === 0 && isByChat;
}

export function noSuchMetric(id: string): NoPlan {
  return { kind: 'decline', text: `I have no figure called ${id}.`, instead: [] };
}

const EXTREMES: ReadonlyMap<string, Statistic> = new Map([
  ['most.longest', 'max'],
  ['most.slowest', 'max'],
  ['most.highest', 'max'],
  ['most.shortest', 'min'],
  ['most.fastest', 'min'],
  ['most.lowest', 'min'],
]);

/** "the longest first response": without a breakdown the extreme itself is asked for. */
function extremeAsked({ order }: Facets, by: readonly By[]): Statistic | null {
  return (by.length === 0 && order && EXTREMES.get(order.tag)) || null;
}

/** "reopen rate for chats": another population's figure would answer another question. */
function notMeasuredFor(of: Of, { label, of: measured }: Metric): NoPlan {
  return {
    kind: 'decline',
    text: `${label} isn’t measured for ${of}, only for ${measured.join(' and ')}.`,
    instead: measured.map((one) => `${label} of ${one}`),
  };
}

function cannotCombine(
  label: string,
  of: Of | null,
  fields: readonly string[],
  context: ReadContext,
): NoPlan {
  const lacking = fields.find((field) => of && !populationsWith([field], context).includes(of));
  const field = lacking ?? fields[0];
  const name = field ? (findDimension(context, field)?.label ?? field) : 'that';
  return {
    kind: 'decline',
    text: `I can't give ${label}${of ? ` of ${of}` : ''} by ${name}: that data isn't kept together.`,
    instead: [],
  };
}

/** "tickets per day on average" is one figure, not a series. */
export function averagePerUnit(
  metrics: readonly MetricUse[],
  by: readonly By[],
  { facets, context }: Inquiry,
): readonly MetricUse[] {
  const [use, ...more] = metrics;
  const unit = by.find(isGrain);
  if (!use || more.length > 0 || !unit || facets.statistic !== 'mean') return metrics;
  if (findMetric(context, use.metric)?.kind !== 'count' || use.as) return metrics;
  return [{ ...use, as: { kind: 'average-per', grain: unit.grain } }];
}
