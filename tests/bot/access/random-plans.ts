import type {
  Condition,
  FiguresPlan,
  MetricUse,
  Of,
  QueryPlan,
} from '../../../src/analytics/query-plan.ts';
import { catalogue } from '../../analytics/small-desk.ts';

/** Whole numbers below `most`, the same ones from the same seed. */
export function createDice(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

type Dice = ReturnType<typeof createDice>;

const pick = <T>(dice: Dice, from: readonly T[]): T => {
  const one = from[dice(from.length)];
  if (one === undefined) throw new TypeError('nothing to pick from');
  return one;
};
const some = <T>(dice: Dice, most: number, make: () => T): T[] =>
  Array.from({ length: dice(most + 1) }, make);
const maybe = <T>(dice: Dice, value: () => T): T | null => (dice(3) === 0 ? value() : null);

/** Values to ask for, by field. */
export type Names = Readonly<Record<string, readonly string[]>>;

const aValue = (dice: Dice, field: string, names: Names): string =>
  pick(dice, names[field] ?? ['1']);

/** Fields that tell people, and some that don't. */
const FIELDS = [
  'agent',
  'x_solver',
  'agent',
  'customer',
  'company',
  'pipeline',
  'priority',
  'weekday',
];
const COLUMNS = [
  'id',
  'subject',
  'agent',
  'agents',
  'x_solver',
  'customer',
  'customer_name',
  'pipeline',
  'created_at',
];
const METRICS = [
  'volume',
  'first_response_time',
  'csat',
  'rating',
  'backlog',
  'resolved_volume',
  'customers',
  'agent_score',
];
const ZONE = 'UTC';
const AS_OF = '2026-11-20T12:00:00.000Z';

/** Plans of every kind over these names, most of which check. */
export function randomPlan(dice: Dice, names: Names): QueryPlan {
  const of = pick<Of>(dice, ['tickets', 'tickets', 'chats', 'conversations']);
  const scope = {
    where: some(dice, 2, () => condition(dice, names)),
    period: maybe(dice, () => ({ ...PERIOD, partial: dice(2) === 0 })),
    zone: ZONE,
    asOf: AS_OF,
    managers: pick(dice, ['excluded', 'included'] as const),
  };
  switch (
    pick(dice, ['figures', 'figures', 'figures', 'distribution', 'rows', 'search', 'about'])
  ) {
    case 'figures':
      return { ...figures(dice, of, names), ...scope };
    case 'distribution':
      return {
        kind: 'distribution',
        metric: use(dice, of, names, 'first_response_time'),
        ...scope,
      };
    case 'rows':
      return {
        kind: 'rows',
        of,
        anchor: 'created',
        order: { field: pick(dice, COLUMNS), direction: pick(dice, ['asc', 'desc'] as const) },
        limit: 1 + dice(20),
        columns: [...new Set(['id', ...some(dice, 6, () => pick(dice, COLUMNS))])],
        ...scope,
      };
    case 'search':
      return { kind: 'search', of, terms: ['parcel'], limit: 5, ...scope };
    default: {
      const topic = pick(dice, [
        'metric',
        'dimension',
        'metrics',
        'data',
        'freshness',
        'help',
      ] as const);
      const id =
        { metric: pick(dice, METRICS), dimension: pick(dice, FIELDS) }[String(topic)] ?? null;
      return { kind: 'about', topic, id, zone: ZONE, asOf: AS_OF };
    }
  }
}

const PERIOD = {
  start: '2026-10-21T00:00:00.000Z',
  end: '2026-11-20T00:00:00.000Z',
  zone: ZONE,
  words: 'last 30 days',
  basis: 'asked' as const,
};

function figures(
  dice: Dice,
  of: Of,
  names: Names,
): Omit<FiguresPlan, 'where' | 'period' | 'zone' | 'asOf' | 'managers'> {
  const by = some(dice, 2, () =>
    dice(4) === 0 ? { grain: pick(dice, ['week', 'day'] as const) } : { field: pick(dice, FIELDS) },
  );
  return {
    kind: 'figures',
    metrics: [use(dice, of, names), ...some(dice, 1, () => use(dice, of, names))],
    by,
    having: by.length > 0 && dice(4) === 0 ? [{ metric: 0, op: 'gt', value: 0 }] : [],
    compare: maybe(dice, () => comparison(dice, names)),
    order: null,
    limit: maybe(dice, () => 1 + dice(3)),
  };
}

function comparison(dice: Dice, names: Names): FiguresPlan['compare'] {
  const field = pick(dice, FIELDS);
  switch (dice(3)) {
    case 0:
      return { kind: 'team', field, value: aValue(dice, field, names) };
    case 1:
      return { kind: 'values', field };
    default:
      return {
        kind: 'period',
        period: {
          ...PERIOD,
          start: '2026-09-21T00:00:00.000Z',
          end: PERIOD.start,
          partial: false,
        },
      };
  }
}

function use(dice: Dice, of: Of, names: Names, only?: string): MetricUse {
  const id = only ?? pick(dice, METRICS);
  const metric = catalogue.metrics.find((one) => one.id === id);
  if (!metric) throw new TypeError(`the catalogue holds ${id}`);
  const as = metric.kind === 'count' && dice(4) === 0 ? condition(dice, names) : null;
  return {
    metric: id,
    of: metric.of.includes(of) ? of : (metric.of[0] ?? of),
    statistic: pick(dice, metric.statistics),
    ...(as && { as: { kind: 'share-matching', where: [as] } }),
  };
}

function condition(dice: Dice, names: Names): Condition {
  const field = pick(dice, FIELDS);
  switch (dice(6)) {
    case 0:
      return { field, op: 'empty', values: [] };
    case 1:
      return { field, op: 'not-empty', values: [] };
    case 2:
      return { field, op: 'is-not', values: [aValue(dice, field, names)] };
    default:
      return {
        field,
        op: 'is',
        values: [
          ...new Set(some(dice, 1, () => aValue(dice, field, names))),
          aValue(dice, field, names),
        ],
      };
  }
}
