import type { Statistic } from '../../analytics/query-plan.ts';
import type { FollowUp } from '../../core/answer.ts';
import type { Facets, MetricUseSaid } from './facets.ts';
import type { Mark } from './marks.ts';
import type { Sentence } from './sentence.ts';

export type TopicFacets = Pick<
  Facets,
  'metrics' | 'nouns' | 'statistic' | 'alternatives' | 'assumed'
>;

type MetricMark = Extract<Mark, { kind: 'metric' }>;

/** The metrics a question names, the populations it names, and the statistic it wants. */
export function findTopics(sentence: Sentence): TopicFacets {
  const marks = sentence.of('metric');
  const alternatives: FollowUp[] = [];
  const assumed: string[] = [];
  for (const { other, text, metric } of marks) {
    if (!other) continue;
    alternatives.push({ label: other.label, question: other.question });
    assumed.push(`you said “${text}”: ${metric.replaceAll('_', ' ')}`);
  }
  sentence.use(...marks, ...sentence.of('noun'), ...marks.map((mark) => leadOf(mark, sentence)));
  return {
    metrics: marks.map((mark) => said(mark, sentence)),
    nouns: sentence.of('noun').map(({ of, index }) => ({ of, index })),
    statistic: findStatistic(sentence),
    alternatives,
    assumed,
  };
}

/** A metric with the population named right beside it: "chat CSAT", "first response of tickets". */
function said(mark: MetricMark, sentence: Sentence): MetricUseSaid {
  const left = sentence.left(mark);
  const named = left?.kind === 'noun' ? left.of : null;
  return {
    metric: mark.metric,
    of: named ?? mark.of ?? null,
    statistic: mark.statistic ?? null,
    index: mark.index,
  };
}

/** "top 5 agents by CSAT": the word that leads to the metric. */
function leadOf(mark: Mark, sentence: Sentence): Mark | undefined {
  const before = sentence.before(mark);
  return sentence.isWord(before, 'by') || sentence.isWord(before, 'stat.') ? before : undefined;
}

function findStatistic(sentence: Sentence): Statistic | null {
  const [word] = sentence.words('stat.');
  sentence.use(...sentence.words('stat.'));
  return word ? (word.tag.slice('stat.'.length) as Statistic) : null;
}
