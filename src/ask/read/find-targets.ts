import type { Metric } from '../../analytics/catalogue.ts';
import { findMetric, type ReadContext } from './context.ts';
import { type ConditionUse, conditionUse, type Refusal, type Threshold } from './facets.ts';
import { comparisonSaid } from './find-thresholds.ts';
import type { Mark } from './marks.ts';
import type { Sentence } from './sentence.ts';

type Targets = {
  readonly thresholds: readonly Threshold[];
  readonly conditions: readonly ConditionUse[];
  readonly refusals: readonly Refusal[];
};

const NONE: Targets = { thresholds: [], conditions: [], refusals: [] };
const MISSES =
  /^(?:miss(?:es|ed|ing)?|fail(?:s|ed|ing)?|(?:fall\w* )?short of|behind|off|outside(?: of)?|breach\w*|bl[eo]wn?|blows|overran|overrun|violat\w+)$/i;
const MEETS =
  /^(?:meet(?:s|ing)?|met|hit(?:s|ting)?|achiev\w+|reach\w*|on(?: target)?|inside(?: of)?|in|mak(?:e|es|ing)|made|beat(?:s|ing)?)$/i;
const WHETHER = /^(?:are|is|do|does|did|have|has|was|were)$/i;

/** "who is missing the 4 h first response target", "pipelines over target on resolution": a metric's own target as the amount it is held against. */
export function findTargets(sentence: Sentence, context: ReadContext): Targets {
  const [target] = sentence.words('target');
  const named = target && nearest(sentence.of('metric'), target);
  const metric = named && findMetric(context, named.metric);
  if (!target || !named || !metric) return NONE;
  const amount = nearest(sentence.unused('amount'), target);
  const verdict = sentence.marks.slice(0, target.index + 1).findLast((mark) => verdictOf(mark));
  const value = amount?.seconds ?? metric.target;
  sentence.use(target, amount, verdict);
  sentence.useWords('versus');
  if (!verdict && !amount && asksWhich(target, sentence)) return { ...NONE, refusals: [SETTINGS] };
  // An attainment is what share met its target already.
  if (metric.id.startsWith('sla_')) return NONE;
  const breached = BREACHED.get(metric.id);
  if (value === null && !breached) return { ...NONE, refusals: [noTarget(metric.label)] };
  const meant = asksOverall(sentence) ? null : verdictMeant(verdict, sentence);
  if (!meant) return NONE;
  if (breached && !amount && isOfEach(sentence)) return ofEach(breached, meant, named.index);
  return value === null
    ? { ...NONE, refusals: [noTarget(metric.label)] }
    : ofAverage(metric, opOf(meant, metric.direction === 'up'), value, target.index);
}

function ofAverage({ id }: Metric, op: Threshold['op'], value: number, index: number): Targets {
  return { ...NONE, thresholds: [{ target: { kind: 'metric', metric: id }, op, value, index }] };
}

function ofEach(field: string, verdict: Verdict, index: number): Targets {
  const isMissed = verdict === 'missed' || verdict === 'above';
  return { ...NONE, conditions: [conditionUse({ field, op: 'is', values: [isMissed] }, index)] };
}

const WHAT = /^what/i;

/** "what are our SLA targets?": the amounts themselves. */
const asksWhich = (target: Mark, sentence: Sentence): boolean =>
  WHAT.test(sentence.opening) && sentence.after(target) === undefined;

const SETTINGS: Refusal = {
  text: 'The targets stand in the team’s settings, not in the data; I can say how they are met.',
  instead: ['first response sla by priority', 'resolution sla by priority'],
};

/** A ticket's own target goes by its priority. */
const BREACHED: ReadonlyMap<string, string> = new Map([
  ['first_response_time', 'sla_first_response_breached'],
  ['resolution_time', 'sla_resolution_breached'],
]);

/** "how many tickets missed the target": each by itself, rather than agents by their average. */
function isOfEach(sentence: Sentence): boolean {
  if (sentence.of('noun').length === 0 || sentence.says('ask.who')) return false;
  return sentence.of('field').length === 0 || sentence.says('ask.count', 'ask.share', 'ask.list');
}

type Verdict = 'met' | 'missed' | 'above' | 'below';

const OPPOSITE: Readonly<Record<Verdict, Verdict>> = {
  met: 'missed',
  missed: 'met',
  above: 'below',
  below: 'above',
};

/** What the word says; a denial before it is put to use and turns it round. */
function verdictMeant(word: Mark | undefined, sentence: Sentence): Verdict | null {
  const said = word && verdictOf(word);
  if (!word || !said) return null;
  const denial = sentence.before(word);
  if (!sentence.isWord(denial, 'not')) return said;
  sentence.use(denial);
  return OPPOSITE[said];
}

function verdictOf(mark: Mark): Verdict | null {
  if (MISSES.test(mark.text)) return 'missed';
  const compared = comparisonSaid(mark);
  if (compared === 'le' || MEETS.test(mark.text)) return 'met';
  if (compared === 'gt' || compared === 'ge') return 'above';
  return compared === 'lt' ? 'below' : null;
}

/** The target itself still counts as met. */
function opOf(verdict: Verdict, isMoreGood: boolean): Threshold['op'] {
  switch (verdict) {
    case 'above':
      return 'gt';
    case 'below':
      return 'lt';
    case 'met':
      return isMoreGood ? 'ge' : 'le';
    case 'missed':
      return isMoreGood ? 'lt' : 'gt';
  }
}

/** "are we meeting the target?" wants the figure and its verdict, not what is on one side of it. */
function asksOverall(sentence: Sentence): boolean {
  const isGrouped = sentence.says('ask.who', 'ask.which', 'by') || sentence.of('field').length > 0;
  if (isGrouped) return false;
  return sentence.of('noun').length === 0 || WHETHER.test(sentence.opening);
}

function nearest<M extends Mark>(marks: readonly M[], to: Mark): M | undefined {
  return marks.toSorted((a, b) => Math.abs(a.index - to.index) - Math.abs(b.index - to.index))[0];
}

function noTarget(label: string): Refusal {
  return { text: `There is no target for ${label}.`, instead: [label, `${label} by agent`] };
}
