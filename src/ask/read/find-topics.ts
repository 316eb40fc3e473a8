import { type Statistic, statisticSchema } from '../../analytics/query-plan.ts';
import type { Facets, MetricUseSaid } from './facets.ts';
import type { Mark, MarkOf } from './marks.ts';
import type { Sentence } from './sentence.ts';

export type TopicFacets = Pick<
  Facets,
  'metrics' | 'nouns' | 'statistic' | 'statistics' | 'alternatives' | 'assumed'
>;

/** The metrics a question names, the populations it names, and the statistic it wants. */
export function findTopics(sentence: Sentence): TopicFacets {
  const marks = sentence.of('metric').filter((mark) => !isShutOut(mark, sentence));
  const statistics = findStatistics(sentence);
  const nouns = sentence.of('noun');
  const ambiguous = marks.flatMap(({ other, text, metric }) =>
    other ? [{ other, text, metric }] : [],
  );
  sentence.use(...marks, ...nouns, ...marks.map((mark) => leadOf(mark, sentence)));
  return {
    metrics: marks.map((mark) => metricSaid(mark, sentence)),
    nouns: nouns.map(({ of, index }) => ({ of, index })),
    statistic: statistics[0] ?? null,
    statistics,
    alternatives: ambiguous.map(({ other: { label, question } }) => ({ label, question })),
    assumed: ambiguous.map(
      ({ text, metric }) => `you said “${text}”: ${metric.replaceAll('_', ' ')}`,
    ),
  };
}

/** A metric with the population named right before it: "chat CSAT". */
function metricSaid(mark: MarkOf<'metric'>, sentence: Sentence): MetricUseSaid {
  const left = sentence.left(mark);
  const of = left?.kind === 'noun' ? left.of : (mark.of ?? null);
  return { metric: mark.metric, of, statistic: mark.statistic ?? null, index: mark.index };
}

/** "top 5 agents by CSAT": the word that leads to the metric. */
function leadOf(mark: Mark, sentence: Sentence): Mark | undefined {
  const before = sentence.before(mark);
  return sentence.isWord(before, 'by', 'stat.') ? before : undefined;
}

/** "average rating, not CSAT". */
function isShutOut(mark: Mark, sentence: Sentence): boolean {
  const before = sentence.before(mark);
  const isOnly = sentence.of('metric').length === 1;
  if (!sentence.isWord(before, 'not') || sentence.isUsed(before) || isOnly) return false;
  sentence.use(before, mark);
  return true;
}

function findStatistics(sentence: Sentence): readonly Statistic[] {
  const said = sentence.words('stat.').flatMap(({ tag }) => {
    const statistic = statisticSchema.safeParse(tag.slice('stat.'.length));
    return statistic.success ? [statistic.data] : [];
  });
  sentence.useWords('stat.');
  return [...new Set(said)];
}
