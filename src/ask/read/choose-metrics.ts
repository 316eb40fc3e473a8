import type { By, Condition, MetricUse, Of, Statistic } from '../../analytics/query-plan.ts';
import type { FollowUp } from '../../core/answer.ts';
import { findDimension, findMetric, type ReadContext } from './context.ts';
import type { Facets, MetricUseSaid } from './facets.ts';
import type { Mark } from './marks.ts';
import type { Reading } from './reading.ts';
import { choosePopulation, populationsWith } from './scope.ts';
import type { Sentence } from './sentence.ts';
import { findShare, RATES } from './share.ts';

type Chosen =
  | {
      readonly kind: 'metrics';
      readonly metrics: MetricUse[];
      readonly where: readonly Condition[];
    }
  | Exclude<Reading, { kind: 'plan' }>;

/** The metrics a question is about, said or implied, each over its population. null: it implies none. */
export function chooseMetrics(
  sentence: Sentence,
  facets: Facets,
  where: readonly Condition[],
  by: readonly By[],
  context: ReadContext,
): Chosen | null {
  const said = meantMetrics(sentence, facets, by, context);
  const implied = said.length > 0 ? said : impliedMetrics(sentence, facets, where, by, context);
  if (implied === null || 'kind' in implied) return implied;
  const listed = withListedNouns(sentence, facets, implied);
  const events = asEvents(sentence, facets, listed, where);
  const state = asState(sentence, facets, events.metrics, events.where);
  const share = findShare(sentence, facets, state.metrics, state.where, context);
  const metrics: MetricUse[] = [];
  for (const one of share?.metrics ?? state.metrics) {
    const use = toUse(one, facets, share?.where ?? state.where, by, context);
    if ('kind' in use) return use;
    metrics.push(...(share?.as ? [{ ...use, as: share.as }] : [use]));
  }
  return {
    kind: 'metrics',
    metrics: perUnit(metrics, facets, by, context),
    where: share?.where ?? state.where,
  };
}

/** The metrics that are asked for, without those that only say who or which. */
function meantMetrics(
  sentence: Sentence,
  facets: Facets,
  by: readonly By[],
  context: ReadContext,
): readonly MetricUseSaid[] {
  const said = facets.metrics.filter((metric) => !servesOnlyAsCondition(metric, facets, by));
  const byScore = by.some((one) => 'field' in one && one.field === 'rating');
  const measured = byScore
    ? said.map((one) => (one.metric === 'rating' ? { ...one, metric: 'rated_volume' } : one))
    : said;
  const asksPeople =
    sentence.says('ask.howlong') || measured.length > 1 || facets.thresholds.length > 0;
  const people = measured.filter(({ metric, index }) => {
    const mark = sentence.marks[index];
    return (
      metric !== 'customers' ||
      !asksPeople ||
      (mark && sentence.isWord(sentence.before(mark), 'ask.count'))
    );
  });
  return people.map((one) =>
    one.metric === 'customers' && asksRepeat(facets, context)
      ? { ...one, metric: 'repeat_customers' }
      : one,
  );
}

/** "customers who contacted us at least 3 times": the number that makes a customer a repeat one. */
function asksRepeat({ thresholds }: Facets, { settings }: ReadContext): boolean {
  const wanted = settings.repeatContacts;
  return thresholds.some(
    ({ target, op, value }) =>
      target.kind === 'count' &&
      ((op === 'ge' && value === wanted) || (op === 'gt' && value === wanted - 1)),
  );
}

const EVENTS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(RATES).map(([field, metric]) => [metric, field]),
);

/** "how many chats were handled by the bot" counts the event; "reopened most, by reopen rate" needs no filter on it besides. */
function asEvents(
  sentence: Sentence,
  facets: Facets,
  metrics: readonly MetricUseSaid[],
  where: readonly Condition[],
): State {
  const rates = metrics.filter(({ metric }) => EVENTS[metric]);
  const fields = new Set(rates.map(({ metric }) => EVENTS[metric]));
  const [only] = rates;
  const field = only && EVENTS[only.metric];
  const mark = only && sentence.marks[only.index];
  if (
    only &&
    field &&
    metrics.length === 1 &&
    sentence.says('ask.count') &&
    !/rate|share|percent|%/i.test(mark?.text ?? '')
  ) {
    const event: Condition = { field, op: 'is', values: [true] };
    return {
      metrics: [{ ...volume(facets.nouns[0]?.of ?? null), index: only.index }],
      where: [...where, event],
    };
  }
  return { metrics, where: where.filter((condition) => !fields.has(condition.field)) };
}

/** "tickets with first response over 4 h": the metric only says which tickets. */
function servesOnlyAsCondition(
  { metric }: MetricUseSaid,
  facets: Facets,
  by: readonly By[],
): boolean {
  return (
    by.length === 0 &&
    facets.thresholds.some(({ target }) => target.kind === 'metric' && target.metric === metric) &&
    facets.nouns.length > 0
  );
}

const volume = (of: Of | null): MetricUseSaid => ({
  metric: 'volume',
  of,
  statistic: null,
  index: -1,
});

function impliedMetrics(
  sentence: Sentence,
  facets: Facets,
  where: readonly Condition[],
  by: readonly By[],
  context: ReadContext,
): readonly MetricUseSaid[] | Exclude<Reading, { kind: 'plan' }> | null {
  const timed = impliedDuration(sentence, facets, context);
  if (timed)
    return [{ metric: timed, of: facets.nouns[0]?.of ?? null, statistic: null, index: -1 }];
  const doubt = impliedDoubt(sentence, facets, context);
  if (doubt) return doubt;
  const nouns = [...new Set(facets.nouns.map(({ of }) => of))];
  if (nouns.length > 1) return nouns.map(volume);
  const [noun] = nouns;
  if (noun) return [volume(noun)];
  const counts =
    sentence.says('ask.busier') ||
    sentence.says('ask.count') ||
    sentence.says('ask.share') ||
    facets.order !== null;
  if (counts || by.length > 0 || where.length > 0) return [volume(null)];
  return null;
}

/** "how long does it take to resolve", "slowest agents", "longest chats". */
function impliedDuration(sentence: Sentence, facets: Facets, context: ReadContext): string | null {
  const verb = (tag: string): boolean => sentence.says(tag);
  const chats = facets.nouns.some(({ of }) => of === 'chats');
  const tag = facets.order?.tag ?? '';
  const speed =
    sentence.says('ask.howlong') ||
    /^most\.(?:slowest|fastest|longest|shortest)$/.test(tag) ||
    /getting (?:faster|slower)/i.test(sentence.marks.map(({ text }) => text).join(' '));
  if (!speed) return null;
  if (verb('verb.answered')) return 'first_response_time';
  if (verb('verb.resolved')) return 'resolution_time';
  if (/longest|shortest/.test(tag) || sentence.says('ask.howlong'))
    return chats ? 'chat_duration' : tag ? 'resolution_time' : null;
  return context.language.speed.find((metric) => hasData(metric, context)) ?? null;
}

function hasData(metric: string, context: ReadContext): boolean {
  const found = findMetric(context, metric);
  return (
    found?.of.some((of) => found.needs.every((column) => context.facts.filled[of].has(column))) ??
    false
  );
}

/** "how is Nova doing?", "best agent": in what? */
function impliedDoubt(
  sentence: Sentence,
  facets: Facets,
  context: ReadContext,
): Exclude<Reading, { kind: 'plan' }> | null {
  const judged =
    /^most\.(?:best|worst)$/.test(facets.order?.tag ?? '') && facets.nouns.length === 0;
  const doing =
    sentence.says('ask.doing') && facets.nouns.length === 0 && !sentence.says('verb.handled');
  if (!judged && !doing) return null;
  const text = sentence.marks
    .map((mark) => mark.text)
    .filter((word) => !/^[?.!]$/.test(word))
    .join(' ')
    .replaceAll(" 's", "'s");
  const choices: FollowUp[] = ['volume', 'first_response_time', 'resolution_time', 'csat']
    .filter((metric) => hasData(metric, context) && !(judged && metric === 'volume'))
    .slice(0, 4)
    .map((metric) => ({
      label: labelOf(metric, context),
      question: doubtChoice(metric, facets, text, context),
    }));
  return { kind: 'clarify', text: judged ? 'Best or worst at what?' : 'What about it?', choices };
}

const labelOf = (metric: string, context: ReadContext): string =>
  metric === 'volume' ? 'tickets' : (findMetric(context, metric)?.label ?? metric);

function doubtChoice(metric: string, facets: Facets, text: string, context: ReadContext): string {
  const label = labelOf(metric, context);
  const period = facets.time.periods[0]?.period.words;
  const within = period ? ` ${period}` : '';
  if (facets.order) return `${text} by ${label}`;
  const names = facets.conditions.flatMap(({ condition }) => condition.values).join(' and ');
  return names ? `${label} for ${names}${within}` : `${label}${within}`;
}

/** "tickets, CSAT and first response per agent": a population in a list of metrics is its volume. */
function withListedNouns(
  sentence: Sentence,
  facets: Facets,
  metrics: readonly MetricUseSaid[],
): readonly MetricUseSaid[] {
  if (!metrics.some(({ index }) => index >= 0)) return metrics;
  const listed = facets.nouns.filter(({ index }) => {
    const mark = sentence.marks[index];
    if (!mark) return false;
    const joins = [sentence.left(mark), sentence.right(mark)].filter(
      (near) =>
        near && (near.text === ',' || near.text === '&' || sentence.isWord(near, 'list.and')),
    );
    return joins.some((join) => join && isJoinedToMetric(join, sentence));
  });
  return [...metrics, ...listed.map(({ of, index }) => ({ ...volume(of), index }))].toSorted(
    (a, b) => a.index - b.index,
  );
}

/** On either side of a list's comma or "and", past a word such as "average". */
function isJoinedToMetric(join: Mark, sentence: Sentence): boolean {
  const right = sentence.right(join);
  const past = right && sentence.isWord(right, 'stat.') ? sentence.right(right) : right;
  return sentence.left(join)?.kind === 'metric' || past?.kind === 'metric';
}

type State = { readonly metrics: readonly MetricUseSaid[]; readonly where: readonly Condition[] };

/** A count of what is open is the backlog; a count of what was resolved is counted by resolution. */
function asState(
  sentence: Sentence,
  facets: Facets,
  metrics: readonly MetricUseSaid[],
  where: readonly Condition[],
): State {
  const [only] = metrics;
  if (metrics.length !== 1 || only?.metric !== 'volume' || sentence.says('ask.share'))
    return { metrics, where };
  const without = (field: string) => where.filter((condition) => condition.field !== field);
  const says = (field: string, value: boolean) =>
    where.some(
      ({ field: name, op, values }) => name === field && op === 'is' && values[0] === value,
    );
  const created = sentence.says('verb.created');
  if (says('open', false) && (!created || countsBoth(sentence))) {
    const resolved = { ...only, metric: 'resolved_volume' };
    return { metrics: created ? [only, resolved] : [resolved], where: without('open') };
  }
  const atEnd = asksAtEnd(sentence, facets);
  const plain =
    facets.time.periods.length === 0 &&
    !facets.time.all &&
    !where.some(({ field }) => field === 'age');
  if (says('open', true) && (plain || atEnd) && !created)
    return { metrics: [{ ...only, metric: 'backlog' }], where: without('open') };
  return { metrics, where };
}

/** "open at the end of March": a state at an instant, not of what came in. */
function asksAtEnd(sentence: Sentence, facets: Facets): boolean {
  if (facets.time.periods.length === 0) return false;
  return (
    sentence.says('at.end') ||
    sentence.of('time').some(({ match }) => /\bend of\b/i.test(match.text))
  );
}

/** "opened and resolved": two counts; "created last week and since resolved" is one with a condition. */
function countsBoth(sentence: Sentence): boolean {
  const [created] = sentence.words('verb.created');
  const sides = created ? [sentence.before(created), sentence.after(created)] : [];
  return sides.some((join) => {
    if (!sentence.isWord(join, 'list.and') && !sentence.isWord(join, 'versus')) return false;
    const [left, right] = [sentence.before(join), sentence.after(join)];
    const other = left === created ? right : left;
    return (
      sentence.isWord(other, 'verb.resolved') || (other?.kind === 'flag' && other.field === 'open')
    );
  });
}

function toUse(
  said: MetricUseSaid,
  facets: Facets,
  where: readonly Condition[],
  by: readonly By[],
  context: ReadContext,
): MetricUse | Exclude<Reading, { kind: 'plan' }> {
  const metric = findMetric(context, said.metric);
  if (!metric)
    return { kind: 'decline', text: `I have no figure called ${said.metric}.`, instead: [] };
  const fields = [
    ...where.map(({ field }) => field),
    ...by.flatMap((one) => ('field' in one ? [one.field] : [])),
  ];
  const named = said.of ?? (facets.nouns.length === 1 ? (facets.nouns[0]?.of ?? null) : null);
  const wanted = named && metric.of.includes(named) ? named : null;
  const of = choosePopulation(metric.of, wanted, fields, context);
  if (!of) return cannotCombine(metric.label, wanted, fields, context);
  const asked = said.statistic ?? extreme(facets, by) ?? facets.statistic;
  const statistic: Statistic =
    asked && metric.statistics.includes(asked) ? asked : metric.statistic;
  return { metric: metric.id, of, statistic };
}

/** "the longest first response": without a breakdown the extreme itself is asked for. */
function extreme(facets: Facets, by: readonly By[]): Statistic | null {
  if (by.length > 0) return null;
  const tag = facets.order?.tag;
  if (tag === 'most.longest' || tag === 'most.slowest' || tag === 'most.highest') return 'max';
  return tag === 'most.shortest' || tag === 'most.fastest' || tag === 'most.lowest' ? 'min' : null;
}

function cannotCombine(
  label: string,
  of: Of | null,
  fields: readonly string[],
  context: ReadContext,
): Reading & { kind: 'decline' } {
  const lacking =
    fields.find((field) => of && !populationsWith([field], context).includes(of)) ?? fields[0];
  const name = lacking ? (findDimension(context, lacking)?.label ?? lacking) : 'that';
  return {
    kind: 'decline',
    text: `I can't give ${label}${of ? ` of ${of}` : ''} by ${name}: that data isn't kept together.`,
    instead: [],
  };
}

/** "tickets per day on average" is one figure, not a series. */
function perUnit(
  metrics: readonly MetricUse[],
  facets: Facets,
  by: readonly By[],
  context: ReadContext,
): MetricUse[] {
  const grain = by.find((one) => 'grain' in one);
  if (metrics.length > 1 || facets.statistic !== 'mean' || !grain || !('grain' in grain))
    return [...metrics];
  return metrics.map((use) =>
    findMetric(context, use.metric)?.kind === 'count' && !use.as
      ? { ...use, as: { kind: 'average-per' as const, grain: grain.grain } }
      : use,
  );
}
