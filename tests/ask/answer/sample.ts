import type { Catalogue, Dimension, Metric } from '../../../src/analytics/catalogue.ts';
import type { Facts, FieldValue } from '../../../src/analytics/facts.ts';
import type { Condition, FiguresPlan, MetricUse } from '../../../src/analytics/query-plan.ts';
import type { FigureRow, FiguresResult } from '../../../src/analytics/result.ts';
import { composeAnswer } from '../../../src/ask/answer/compose-answer.ts';
import type {
  AnswerContext,
  ComposeInput,
  Results,
} from '../../../src/ask/answer/compose-input.ts';
import type { Answer, Cell } from '../../../src/core/answer.ts';
import type { Period } from '../../../src/core/period.ts';
import type { TeamSettings } from '../../../src/core/settings.ts';
import { PLAIN_TEAM, weekdays } from '../../fakes/team-settings.ts';

export const ZONE = 'America/Halifax';
/** 21 Nov 2026 09:40 in Halifax. */
export const NOW = '2026-11-21T13:40:00.000Z';
export const STATEMENT = { sql: 'SELECT 1', params: {} };

export const LAST_35_DAYS: Period = {
  start: '2026-10-17T03:00:00.000Z',
  end: '2026-11-21T04:00:00.000Z',
  zone: ZONE,
  words: 'last 35 days',
  partial: false,
  basis: 'asked',
  unit: 'day',
  count: 35,
};

export const THIS_QUARTER: Period = {
  start: '2026-10-01T03:00:00.000Z',
  end: NOW,
  zone: ZONE,
  words: 'this quarter',
  partial: true,
  basis: 'asked',
  unit: 'quarter',
  count: 1,
};

export const SETTINGS: TeamSettings = {
  ...PLAIN_TEAM,
  zone: ZONE,
  businessHours: weekdays(null),
};

function metric(id: string, given: Partial<Metric>): Metric {
  return {
    id,
    label: id,
    labels: {},
    synonyms: [],
    definition: `What ${id} means.`,
    of: ['tickets', 'chats', 'conversations'],
    kind: 'measure',
    anchor: 'created',
    unit: 'seconds',
    direction: 'neutral',
    target: null,
    statistic: 'mean',
    statistics: ['mean', 'median', 'p90', 'p95', 'min', 'max', 'sum'],
    minimumSample: 30,
    where: null,
    value: null,
    atLeast: null,
    parts: [],
    needs: [],
    ...given,
  };
}

const COUNT = { kind: 'count', unit: 'count', statistic: 'count', statistics: ['count'] } as const;
const SHARE = { kind: 'share', unit: 'share', statistic: 'share', statistics: ['share'] } as const;

function dimension(id: string, given: Partial<Dimension> = {}): Dimension {
  return {
    id,
    label: id,
    plural: `${id}s`,
    synonyms: [],
    definition: `What ${id} means.`,
    kind: 'name',
    on: ['tickets', 'chats', 'conversations'],
    value: id,
    needs: [id],
    values: [],
    whenTrue: [],
    whenFalse: [],
    extra: false,
    ...given,
  };
}

export const CATALOGUE: Catalogue = {
  metrics: [
    metric('volume', {
      ...COUNT,
      label: 'conversations',
      labels: { tickets: 'tickets', chats: 'chats', conversations: 'conversations' },
      of: ['conversations', 'tickets', 'chats'],
    }),
    metric('resolved_volume', {
      ...COUNT,
      label: 'resolved tickets',
      labels: { tickets: 'resolved tickets', chats: 'resolved chats' },
      anchor: 'resolved',
      direction: 'up',
    }),
    metric('first_response_time', {
      label: 'first response time',
      direction: 'down',
      target: 14_400,
    }),
    metric('resolution_time', { label: 'resolution time', direction: 'down', anchor: 'resolved' }),
    metric('csat', {
      ...SHARE,
      label: 'CSAT',
      of: ['conversations', 'tickets', 'chats'],
      anchor: 'rated',
      direction: 'up',
      target: 0.8,
      needs: ['rating'],
    }),
    metric('bot_handled_rate', {
      ...SHARE,
      label: 'bot-handled rate',
      of: ['chats'],
      direction: 'up',
    }),
    metric('backlog', {
      ...COUNT,
      kind: 'backlog',
      label: 'backlog',
      anchor: 'instant',
      direction: 'down',
    }),
    metric('repeat_customers', {
      ...COUNT,
      kind: 'customers',
      label: 'repeat customers',
      atLeast: 3,
    }),
  ],
  dimensions: [
    dimension('agent'),
    dimension('pipeline'),
    dimension('category', { plural: 'categories' }),
    dimension('priority', {
      kind: 'ordered',
      plural: 'priorities',
      values: ['urgent', 'high', 'medium', 'low'].map((value) => ({
        value,
        label: value,
        synonyms: [],
      })),
    }),
    dimension('company', { plural: 'companies' }),
    dimension('weekday', { kind: 'calendar', needs: [] }),
    dimension('hour', { label: 'hour of day', kind: 'calendar', needs: [] }),
    dimension('weekend', {
      kind: 'flag',
      needs: [],
      whenTrue: ['weekend'],
      whenFalse: ['weekday'],
    }),
    dimension('open', { kind: 'flag', needs: [], whenTrue: ['open'], whenFalse: ['resolved'] }),
    dimension('answered', {
      kind: 'flag',
      needs: [],
      whenTrue: ['answered'],
      whenFalse: ['unanswered'],
    }),
    dimension('age', { kind: 'seconds', needs: [] }),
    dimension('id', { kind: 'text', needs: [] }),
    dimension('text', { kind: 'text', needs: [] }),
    dimension('created_at', { label: 'created', kind: 'time', needs: [] }),
  ],
};

function fieldValues(...values: [string, number][]): FieldValue[] {
  return values.map(([value, count]) => ({ value, count, aliases: [] }));
}

const COLUMNS = new Set(['agent', 'pipeline', 'category', 'priority', 'rating']);
const RANGE = { from: '2025-06-01T10:00:00.000Z', to: '2026-11-21T13:02:00.000Z' };

export const FACTS: Facts = {
  version: 1,
  rows: { tickets: 5000, chats: 4500, messages: 40_000, agents: 5, customers: 900 },
  range: { tickets: RANGE, chats: RANGE, conversations: RANGE },
  newestAt: RANGE.to,
  filled: { tickets: COLUMNS, chats: COLUMNS, conversations: COLUMNS },
  managers: ['Richie'],
  values: {
    agent: fieldValues(['Nova', 2400], ['Girly', 2200], ['Francis', 1900]),
    pipeline: fieldValues(['Billing', 3000], ['Returns', 1200]),
    category: fieldValues(['Payment', 1500], ['Shipping', 900]),
    priority: fieldValues(['medium', 3000], ['urgent', 400]),
  },
  extras: [],
  sources: [{ source: 'demo', newestAt: RANGE.to, loadedAt: '2026-11-21T13:05:00.000Z' }],
};

export const CONTEXT: AnswerContext = {
  catalogue: CATALOGUE,
  facts: FACTS,
  settings: SETTINGS,
  now: Date.parse(NOW),
};

export const TICKETS: MetricUse = { metric: 'volume', of: 'tickets', statistic: 'count' };
export const FIRST_RESPONSE: MetricUse = {
  metric: 'first_response_time',
  of: 'tickets',
  statistic: 'mean',
};
export const CSAT: MetricUse = { metric: 'csat', of: 'conversations', statistic: 'share' };

export function figures(given: Partial<FiguresPlan> = {}): FiguresPlan {
  return {
    kind: 'figures',
    metrics: [TICKETS],
    by: [],
    having: [],
    compare: null,
    order: null,
    limit: null,
    where: [],
    period: LAST_35_DAYS,
    zone: ZONE,
    asOf: NOW,
    managers: 'excluded',
    ...given,
  };
}

export function is(field: string, ...values: Condition['values']): Condition {
  return { field, op: 'is', values };
}

/** A group's first figure, and what it was made from (for counts the count itself). */
export function row(
  keys: readonly Cell[],
  value: number | null,
  n = value ?? 0,
  missing = 0,
): FigureRow {
  return { keys, values: [value], n: [n], missing: [missing] };
}

export function found(
  rows: readonly FigureRow[],
  given: Partial<FiguresResult> = {},
): FiguresResult {
  return {
    kind: 'figures',
    keys: [],
    metrics: [],
    rows,
    groups: rows.length,
    none: null,
    cutThroughTie: false,
    statement: STATEMENT,
    ...given,
  };
}

/** The answer with thin and narrow spaces made plain, so that expectations can be read. */
export function answer(
  plan: ComposeInput['plan'],
  results: Results,
  given: Partial<ComposeInput> = {},
): Answer {
  const reading = { kept: [], assumed: [], alternatives: [] };
  return plain(composeAnswer({ ...CONTEXT, plan, results, reading, ...given }));
}

export function plain<T>(value: T): T {
  // Only characters inside strings change, so the shape stays.
  return JSON.parse(JSON.stringify(value).replace(/[\u2009\u202f]/g, ' ')) as T;
}
