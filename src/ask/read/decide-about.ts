import type { AboutPlan } from '../../analytics/query-plan.ts';
import { zoneOf } from '../time/time-context.ts';
import { isField } from './by.ts';
import { findDimension } from './context.ts';
import type { Facets } from './facets.ts';
import { namesTime } from './facets.ts';
import type { Inquiry } from './inquiry.ts';
import type { Mark } from './marks.ts';
import { asOf } from './scope.ts';
import type { Sentence } from './sentence.ts';

type Topic = Pick<AboutPlan, 'topic' | 'id'>;

/** Questions about Deskhand and its data rather than about the desk. null: it is none. */
export function decideAbout(inquiry: Inquiry): AboutPlan | null {
  const topic = topicOf(inquiry);
  const { context } = inquiry;
  return topic && { kind: 'about', ...topic, zone: zoneOf(context.time), asOf: asOf(context) };
}

function topicOf(inquiry: Inquiry): Topic | null {
  const { sentence, facets } = inquiry;
  if (facets.lookup.length > 0) return null;
  if (sentence.says('ask.fresh')) return { topic: 'freshness', id: null };
  if (sentence.says('ask.metrics') && facets.metrics.length === 0) {
    return { topic: 'metrics', id: null };
  }
  return definedTopic(inquiry) ?? listedTopic(inquiry) ?? generalTopic(inquiry);
}

function generalTopic({ sentence, facets }: Inquiry): Topic | null {
  if (sentence.says('ask.data') && facets.metrics.length === 0) return { topic: 'data', id: null };
  if (facets.metrics.length > 0 || facets.nouns.length > 0) return null;
  return sentence.says('ask.help') ? { topic: 'help', id: null } : null;
}

/** Words that make "how is CSAT …" a question for its definition; "how is CSAT" alone is one for the figure. */
const DEFINING =
  /calculat|comput|measur|defin|mean|formula|expla|work(?:ed)? out|counts? as|qualif|arrive|stand for|determin|do (?:you|we) (?:get|count)/i;
const WHAT_DOES = /^what does/i;

export function asksDefinition(sentence: Sentence): boolean {
  const words = sentence.words('ask.define');
  if (words.some(({ text }) => DEFINING.test(text))) return true;
  // "what does CSAT mean": the same word also asks for an average.
  const means = sentence.words('stat.mean').some(({ text }) => text.toLowerCase() === 'mean');
  return means && words.some(({ text }) => WHAT_DOES.test(text));
}

/** "how is FCR calculated?", "what is FCR?", "what does channel mean?" */
function definedTopic({ sentence, facets }: Inquiry): Topic | null {
  const defines = asksDefinition(sentence);
  if (!defines && (!isBareWhatIs(sentence) || asksFigure(facets))) return null;
  const [metric] = facets.metrics;
  if (metric) return { topic: 'metric', id: metric.metric };
  if (!defines) return null;
  const named = facets.subject ?? facets.by[0];
  const [condition] = facets.conditions;
  const field = named && isField(named) ? named.field : condition?.condition.field;
  return field ? { topic: 'dimension', id: field } : null;
}

function asksFigure(facets: Facets): boolean {
  return (
    namesTime(facets) ||
    facets.by.length + facets.conditions.length + facets.thresholds.length > 0 ||
    facets.order !== null ||
    facets.statistic !== null
  );
}

const WHAT = /^what$/i;
const WHAT_IS = /^what(?: is|'s| are)?$/i;
const IS = /^(?:is|'s|are)$/i;
const PUNCTUATION = /^[?.!,]$/;

/** "what is FCR?": no "our", no "the", nothing but the name. */
function isBareWhatIs({ marks }: Sentence): boolean {
  const [what, ...rest] = marks.filter(({ text }) => !PUNCTUATION.test(text));
  if (what?.kind !== 'filler' || !WHAT_IS.test(what.text)) return false;
  const [next, ...more] = rest;
  const isApart = WHAT.test(what.text) && next?.kind === 'filler' && IS.test(next.text);
  const named: readonly (Mark | undefined)[] = isApart ? more : rest;
  return named.length === 1 && named[0]?.kind === 'metric';
}

const ASKS_VALUES = ['ask.which', 'ask.list', 'ask.count', 'ask.values'];
const ASKS_WORK = ['verb.', 'ask.doing', 'ask.who'];
const ASKS_EXISTENCE = /^(?:what|have|exist|there|do we have|are there)$/i;

/** "which pipelines do we have?", "list the agents", "how many groups are there?" */
function listedTopic({ sentence, facets, context }: Inquiry): Topic | null {
  const { subject, by, nouns, metrics, conditions, thresholds, order, time } = facets;
  const [named, ...more] = subject ? [subject, ...by] : by;
  if (!named || more.length > 0 || !isField(named)) return null;
  const narrows = [nouns, metrics, conditions, thresholds, time.periods].some(
    (said) => said.length > 0,
  );
  if (narrows || order || sentence.says(...ASKS_WORK)) return null;
  const asks =
    sentence.says(...ASKS_VALUES) || sentence.marks.some(({ text }) => ASKS_EXISTENCE.test(text));
  const dimension = findDimension(context, named.field);
  if (!asks || !dimension || dimension.kind === 'calendar') return null;
  return { topic: 'dimension', id: named.field };
}
