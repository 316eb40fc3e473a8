import type { By, Condition, Of } from '../../analytics/query-plan.ts';
import { findMetric, type ReadContext } from './context.ts';
import { type Facets, type MetricUseSaid, saidPopulation } from './facets.ts';
import type { Inquiry } from './inquiry.ts';
import { joinTexts } from './neighbours.ts';
import type { NoPlan } from './reading.ts';
import type { Sentence } from './sentence.ts';

/** A count nobody named: it stands nowhere in the question. */
export const volumeOf = (of: Of | null): MetricUseSaid => implied('volume', of);

const implied = (metric: string, of: Of | null): MetricUseSaid => ({
  metric,
  of,
  statistic: null,
  index: -1,
});

/** What is meant where no metric is named: a duration, a count, or one of several that has to be asked for. null: nothing. */
export function impliedMetrics(
  where: readonly Condition[],
  by: readonly By[],
  inquiry: Inquiry,
): readonly MetricUseSaid[] | NoPlan | null {
  const { sentence, facets } = inquiry;
  const timed = impliedDuration(inquiry);
  if (timed) return [implied(timed, saidPopulation(facets))];
  const held = facets.thresholds.find(({ sample }) => sample)?.target;
  if (held?.kind === 'metric') return [implied(held.metric, saidPopulation(facets))];
  const doubt = impliedDoubt(inquiry);
  if (doubt) return doubt;
  const nouns = [...new Set(facets.nouns.map(({ of }) => of))];
  if (nouns.length > 0) return nouns.map(volumeOf);
  const counts =
    sentence.says('ask.busier', 'ask.count', 'ask.share') || by.length > 0 || where.length > 0;
  if (!counts) return null;
  return [saysScores(inquiry) ? implied('rated_volume', null) : volumeOf(null)];
}

/** "how many 5s", "how many 1 stars": ratings are what is counted. */
const saysScores = ({ facets }: Inquiry): boolean =>
  facets.conditions.some(({ condition }) => condition.field === 'rating');

const RANKS_SPEED = ['most.slowest', 'most.fastest', 'most.longest', 'most.shortest'];
const RANKS_LENGTH = ['most.longest', 'most.shortest'];
const GETTING_FASTER = /\b(?:getting|get|got|gotten|become|became) (?:faster|slower|quicker)\b/i;

/** "how long does it take to resolve", "slowest agents", "longest chats". */
function impliedDuration({ sentence, facets, context }: Inquiry): string | null {
  const tag = facets.order?.tag ?? '';
  const asksHowLong = sentence.says('ask.howlong');
  const isCompared = facets.contrast !== null || facets.time.compare !== null;
  const isTrend = GETTING_FASTER.test(joinTexts(sentence.marks.map(({ text }) => text)));
  if (
    !asksHowLong &&
    !isTrend &&
    !RANKS_SPEED.includes(tag) &&
    !(isCompared && comparesSpeed(sentence))
  )
    return null;
  const done = durationOfVerb(sentence);
  if (done) return done;
  if (!asksHowLong && !RANKS_LENGTH.includes(tag)) {
    return context.language.speed.find((metric) => hasData(metric, context)) ?? null;
  }
  if (facets.nouns.some(({ of }) => of === 'chats')) return 'chat_duration';
  const takes = facets.nouns.length > 0 && sentence.marks.some(({ text }) => TAKES.test(text));
  return facets.order || takes ? 'resolution_time' : null;
}

const TAKES = /\b(?:takes?|took|taking)\b/i;

const FASTER_THAN = /^(?:faster|quicker|slower) than$/i;

/** "email or phone, which is faster?", "is Nova quicker than Girly?" */
function comparesSpeed(sentence: Sentence): boolean {
  const isThan = sentence.words('cmp.').some(({ text }) => FASTER_THAN.test(text));
  return sentence.says('more.') || isThan;
}

/** The time that what was done took. */
export function durationOfVerb(sentence: Sentence): string | null {
  if (sentence.says('verb.answered')) return 'first_response_time';
  const resolved = sentence.of('flag').some(({ field, value }) => field === 'open' && !value);
  return resolved || sentence.says('verb.resolved') ? 'resolution_time' : null;
}

function hasData(id: string, context: ReadContext): boolean {
  const metric = findMetric(context, id);
  if (!metric) return false;
  const { filled } = context.facts;
  return metric.of.some((of) => metric.needs.every((column) => filled[of].has(column)));
}

const BETTER = /^(?:better|worse)$/i;

const OFFERED: readonly string[] = ['volume', 'first_response_time', 'resolution_time', 'csat'];

/** "how is Nova doing?", "best agent": in what? */
function impliedDoubt({ sentence, facets, context }: Inquiry): NoPlan | null {
  const ranked = facets.order?.tag === 'most.best' || facets.order?.tag === 'most.worst';
  const compared =
    facets.contrast !== null && sentence.words('ask.trend').some(({ text }) => BETTER.test(text));
  const judged = ranked || compared;
  const asksHowLong = sentence.says('ask.howlong');
  if (facets.nouns.length > 0 && !judged && !asksHowLong) return null;
  const doing = sentence.says('ask.doing') && !sentence.says('verb.handled');
  if (!judged && !doing && !asksHowLong) return null;
  const choices = OFFERED.filter(
    (metric) => hasData(metric, context) && !((judged || asksHowLong) && metric === 'volume'),
  ).map((metric) => {
    const label = metric === 'volume' ? 'tickets' : (findMetric(context, metric)?.label ?? metric);
    return { label, question: choiceOf(label, sentence, facets) };
  });
  return { kind: 'clarify', text: judged ? 'Best or worst at what?' : 'What about it?', choices };
}

const ENDS = /^[?.!]$/;

/** "best agent by CSAT", "CSAT for Nova last week". */
function choiceOf(label: string, sentence: Sentence, facets: Facets): string {
  if (facets.order) {
    const texts = sentence.marks.map(({ text }) => text).filter((text) => !ENDS.test(text));
    return `${joinTexts(texts)} by ${label}`;
  }
  const names = facets.conditions.flatMap(({ condition }) => condition.values).join(' and ');
  const period = facets.time.periods[0]?.period.words ?? '';
  return [label, names && `for ${names}`, period].filter((part) => part !== '').join(' ');
}
