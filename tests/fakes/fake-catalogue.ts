import type { Catalogue, Dimension, Metric } from '../../src/analytics/catalogue.ts';

const metric = (parts: Partial<Metric> & Pick<Metric, 'id' | 'label' | 'definition'>): Metric => ({
  labels: {},
  synonyms: [],
  of: ['tickets', 'chats', 'conversations'],
  kind: 'measure',
  anchor: 'created',
  unit: 'seconds',
  direction: 'down',
  target: null,
  statistic: 'mean',
  statistics: ['mean', 'median', 'p90', 'p95'],
  minimumSample: 30,
  where: null,
  value: null,
  atLeast: null,
  parts: [],
  needs: [],
  ...parts,
});

const dimension = (parts: Pick<Dimension, 'id' | 'label' | 'definition'>): Dimension => ({
  plural: `${parts.label}s`,
  synonyms: [],
  kind: 'name',
  on: ['tickets', 'chats', 'conversations'],
  value: null,
  needs: [],
  values: [],
  whenTrue: [],
  whenFalse: [],
  extra: false,
  ...parts,
});

/** A few metrics and dimensions, enough for a page of them. */
export const FAKE_CATALOGUE: Catalogue = {
  metrics: [
    metric({
      id: 'first_response_time',
      label: 'first response time',
      synonyms: ['response time', 'time to first reply', 'FRT'],
      definition:
        'Creation to the first public reply by a human agent. Unanswered conversations are left out.',
      target: 14_400,
    }),
    metric({
      id: 'csat',
      label: 'CSAT',
      synonyms: ['satisfaction', 'customer satisfaction'],
      definition: 'Share of rated conversations with a score of 4 or 5.',
      kind: 'share',
      unit: 'share',
      anchor: 'rated',
      direction: 'up',
      target: 0.9,
      statistic: 'share',
      statistics: ['share'],
    }),
  ],
  dimensions: [
    dimension({
      id: 'agent',
      label: 'agent',
      definition: 'The person the conversation is assigned to, aliases folded into one name.',
    }),
    dimension({
      id: 'pipeline',
      label: 'pipeline',
      definition: 'The pipeline or queue it went through.',
    }),
  ],
};
