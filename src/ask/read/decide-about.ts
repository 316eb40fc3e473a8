import type { AboutPlan } from '../../analytics/query-plan.ts';
import { zoneOf } from '../time/time-context.ts';
import type { ReadContext } from './context.ts';
import type { Facets } from './facets.ts';
import type { Mark } from './marks.ts';
import { asOf } from './scope.ts';
import type { Sentence } from './sentence.ts';

type Topic = Pick<AboutPlan, 'topic' | 'id'>;

/** Questions about Deskhand and its data rather than about the desk. null: it is none. */
export function decideAbout(
  sentence: Sentence,
  facets: Facets,
  context: ReadContext,
): AboutPlan | null {
  const topic = topicOf(sentence, facets, context);
  return topic && { kind: 'about', ...topic, zone: zoneOf(context.time), asOf: asOf(context) };
}

function topicOf(sentence: Sentence, facets: Facets, context: ReadContext): Topic | null {
  if (facets.lookup.length > 0) return null;
  if (sentence.says('ask.fresh')) return { topic: 'freshness', id: null };
  if (sentence.says('ask.metrics') && facets.metrics.length === 0)
    return { topic: 'metrics', id: null };
  const defined = definition(sentence, facets);
  if (defined) return defined;
  const listed = listing(sentence, facets, context);
  if (listed) return listed;
  if (facets.metrics.length > 0 || facets.nouns.length > 0) return null;
  if (sentence.says('ask.data')) return { topic: 'data', id: null };
  return sentence.says('ask.help') ? { topic: 'help', id: null } : null;
}

const asksFigure = (facets: Facets): boolean =>
  facets.time.periods.length > 0 ||
  facets.time.all ||
  facets.by.length > 0 ||
  facets.conditions.length > 0 ||
  facets.thresholds.length > 0 ||
  facets.order !== null ||
  facets.statistic !== null;

/** Words that make "how is CSAT …" a question for its definition; "how is CSAT" alone is one for the figure. */
const DEFINING = /calculat|comput|measur|defin|mean|formula|expla/i;

export function asksDefinition(sentence: Sentence): boolean {
  const words = sentence.words('ask.define');
  if (words.some((mark) => DEFINING.test(mark.text))) return true;
  // "what does CSAT mean": the same word also asks for an average.
  const means = sentence.words('stat.mean').some((mark) => mark.text.toLowerCase() === 'mean');
  return means && words.some((mark) => /^what does/i.test(mark.text));
}

function definition(sentence: Sentence, facets: Facets): Topic | null {
  const [metric] = facets.metrics;
  const defines = asksDefinition(sentence);
  const bare = isBareWhatIs(sentence);
  if (!defines && !bare) return null;
  if (asksFigure(facets) && !defines) return null;
  if (metric) return { topic: 'metric', id: metric.metric };
  const named = facets.subject ?? facets.by[0];
  if (!defines) return null;
  return named && 'field' in named ? { topic: 'dimension', id: named.field } : null;
}

/** "what is FCR?": no "our", no "the", nothing but the name. */
function isBareWhatIs(sentence: Sentence): boolean {
  const [first, second, ...rest] = sentence.marks.filter((mark) => !/^[?.!,]$/.test(mark.text));
  return (
    first?.kind === 'filler' &&
    /^what(?: is|'s| are)?$/i.test(first.text) &&
    isMetric(
      /^what$/i.test(first.text) &&
        second?.kind === 'filler' &&
        /^(?:is|'s|are)$/i.test(second.text)
        ? rest.shift()
        : second,
    ) &&
    rest.length === 0
  );
}

const isMetric = (mark: Mark | undefined): boolean => mark?.kind === 'metric';

/** "which pipelines do we have?", "list the agents", "how many groups are there?" */
function listing(sentence: Sentence, facets: Facets, context: ReadContext): Topic | null {
  const named = facets.subject ?? (facets.by.length === 1 ? facets.by[0] : undefined);
  if (!named || !('field' in named) || facets.nouns.length > 0 || facets.metrics.length > 0)
    return null;
  if (
    facets.conditions.length > 0 ||
    facets.thresholds.length > 0 ||
    facets.order ||
    facets.time.periods.length > 0
  )
    return null;
  if (sentence.words('verb.').length > 0 || sentence.says('ask.doing') || sentence.says('ask.who'))
    return null;
  const asks =
    sentence.says('ask.which') ||
    sentence.says('ask.list') ||
    sentence.says('ask.count') ||
    sentence.says('ask.values') ||
    sentence.marks.some((mark) =>
      /^(?:what|have|exist|there|do we have|are there)$/i.test(mark.text),
    );
  if (!asks) return null;
  return context.catalogue.dimensions.some(
    ({ id, kind }) => id === named.field && kind !== 'calendar',
  )
    ? { topic: 'dimension', id: named.field }
    : null;
}
