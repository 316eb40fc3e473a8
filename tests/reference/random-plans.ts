import { DateTime } from 'luxon';
import type { Catalogue, Dimension } from '../../src/analytics/catalogue.ts';
import { checkPlan } from '../../src/analytics/check-plan.ts';
import type { Facts } from '../../src/analytics/facts.ts';
import type {
  By,
  Condition,
  DistributionPlan,
  FiguresPlan,
  MetricUse,
  Of,
} from '../../src/analytics/query-plan.ts';
import type { Grain } from '../../src/core/period.ts';
import type { Random } from '../../src/sources/demo/random.ts';
import { AGENTS, FROM, NAMES, PRIORITIES, STATUSES, TAGS, TURNS, UNTIL } from './random-dataset.ts';

const ZONES = [
  'UTC',
  'America/Halifax',
  'America/New_York',
  'Europe/London',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Auckland',
];
const GRAINS: readonly Grain[] = ['hour', 'day', 'week', 'month', 'quarter', 'half', 'year'];
/** Longest period, in days, an hour or a day is asked for. */
const FINEST = { hour: 6, day: 70 };
const DAY_MS = 86_400_000;

type Known = {
  readonly catalogue: Catalogue;
  readonly facts: Facts;
  /** When something happened, so that most periods hold something. */
  readonly instants: readonly number[];
};

/** A plan the checks let through. */
export function randomFiguresPlan(random: Random, known: Known): FiguresPlan {
  for (;;) {
    const plan = drawFiguresPlan(random, known);
    if (!hasBegun(plan)) continue;
    if (checkPlan(plan, known.catalogue, known.facts).length === 0) return plan;
  }
}

/** Nobody is answered about a period still to come. */
function hasBegun({ period, asOf }: Pick<FiguresPlan, 'period' | 'asOf'>): boolean {
  return period === null || Date.parse(period.start) <= Date.parse(asOf);
}

export function randomDistributionPlan(random: Random, known: Known): DistributionPlan {
  for (;;) {
    const plan: DistributionPlan = {
      kind: 'distribution',
      metric: drawUse(random, known.catalogue, null),
      ...drawScope(random, known),
    };
    if (!hasBegun(plan)) continue;
    if (checkPlan(plan, known.catalogue, known.facts).length === 0) return plan;
  }
}

function drawFiguresPlan(random: Random, known: Known): FiguresPlan {
  const { catalogue } = known;
  const of = random.chance(0.8) ? random.pick<Of>(['tickets', 'chats', 'conversations']) : null;
  const metrics = Array.from({ length: random.pick([1, 1, 1, 2, 3]) }, () =>
    drawUse(random, catalogue, of),
  );
  const by = drawBy(random, catalogue);
  return fitPeriod({
    kind: 'figures',
    metrics,
    by,
    having: random.chance(0.15) ? [drawHaving(random, metrics)] : [],
    compare: null,
    order: drawOrder(random, metrics, by),
    limit: random.chance(0.4) ? random.between(1, 6) : null,
    ...drawScope(random, known),
  });
}

function drawUse(random: Random, catalogue: Catalogue, of: Of | null): MetricUse {
  const metric = random.pick(catalogue.metrics);
  const use = {
    metric: metric.id,
    of: of && metric.of.includes(of) ? of : random.pick(metric.of),
    statistic: random.pick(metric.statistics),
  };
  const as = random.chance(metric.kind === 'count' ? 0.5 : 0.1) ? drawAs(random, catalogue) : null;
  return as ? { ...use, as } : use;
}

function drawAs(random: Random, catalogue: Catalogue): NonNullable<MetricUse['as']> {
  const draw = random.next();
  if (draw < 0.4) return { kind: 'share-matching', where: drawWhere(random, catalogue, 1) };
  if (draw < 0.75) return { kind: 'share-of-total' };
  return { kind: 'average-per', grain: random.pick<Grain>(['day', 'week', 'month']) };
}

function drawBy(random: Random, catalogue: Catalogue): By[] {
  const one = (): By =>
    random.chance(0.35)
      ? { grain: random.pick(GRAINS) }
      : { field: random.pick(catalogue.dimensions).id };
  return Array.from({ length: random.pick([0, 1, 1, 1, 2, 2]) }, one);
}

function drawHaving(random: Random, metrics: readonly MetricUse[]): FiguresPlan['having'][number] {
  return {
    metric: random.between(0, metrics.length - 1),
    op: random.pick(['lt', 'le', 'gt', 'ge']),
    value: random.pick([0, 0.25, 0.5, 1, 2, 3, 3600, 20_000]),
  };
}

function drawOrder(
  random: Random,
  metrics: readonly MetricUse[],
  by: readonly By[],
): FiguresPlan['order'] {
  if (by.length === 0 || random.chance(0.5)) return null;
  const direction = random.pick<'asc' | 'desc'>(['asc', 'desc']);
  return random.chance(0.65)
    ? { on: 'metric', index: random.between(0, metrics.length - 1), direction }
    : { on: 'by', index: random.between(0, by.length - 1), direction };
}

function drawScope(random: Random, { catalogue, instants }: Known) {
  const zone = random.pick(ZONES);
  const asOf = random.chance(0.6) ? UNTIL : random.pick([...TURNS, ...instants.slice(0, 30)]);
  const at = random.chance(0.8) ? random.pick([FROM, ...instants]) : random.pick(TURNS);
  return {
    where: drawWhere(random, catalogue, random.pick([0, 0, 0, 1, 1, 2, 3])),
    period: random.chance(0.2) ? null : drawPeriod(random, zone, asOf, at),
    zone,
    asOf: new Date(asOf).toISOString(),
    managers: random.pick<'excluded' | 'included'>(['excluded', 'excluded', 'included']),
  };
}

/** Calendar units from the one `at` lies in, or from a few before it. */
function drawPeriod(random: Random, zone: string, asOf: number, at: number): FiguresPlan['period'] {
  const local = DateTime.fromMillis(at, { zone });
  const unit = random.pick<'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year'>([
    'hour',
    'day',
    'day',
    'week',
    'month',
    'quarter',
    'year',
  ]);
  const start = local.startOf(unit).minus({ [`${unit}s`]: random.pick([0, 0, 1, 2]) });
  const wholeEnd = start.plus({ [`${unit}s`]: random.pick([1, 1, 2, 3, 12, 35]) });
  const partial = start.toMillis() < asOf && random.chance(0.25);
  const end = partial ? DateTime.fromMillis(asOf, { zone }) : wholeEnd;
  return {
    start: start.toUTC().toISO() ?? '',
    end: end.toUTC().toISO() ?? '',
    zone,
    words: '',
    partial,
    basis: 'asked',
  };
}

/** Hours over a year would only take time: coarsens the grain to fit the period. */
function fitPeriod(plan: FiguresPlan): FiguresPlan {
  const days = plan.period
    ? (Date.parse(plan.period.end) - Date.parse(plan.period.start)) / DAY_MS
    : 400;
  const by = plan.by.map((each): By => {
    if (!('grain' in each)) return each;
    if (each.grain === 'hour' && days > FINEST.hour) return { grain: 'week' };
    return each.grain === 'day' && days > FINEST.day ? { grain: 'month' } : each;
  });
  return { ...plan, by };
}

function drawWhere(random: Random, catalogue: Catalogue, count: number): Condition[] {
  return Array.from({ length: count }, () =>
    drawCondition(random, random.pick(catalogue.dimensions)),
  );
}

function drawCondition(random: Random, dimension: Dimension): Condition {
  const field = dimension.id;
  if (random.chance(0.1)) return { field, op: random.pick(['empty', 'not-empty']), values: [] };
  const equal = random.pick<'is' | 'is' | 'is-not'>(['is', 'is', 'is-not']);
  const compared = random.pick<'lt' | 'le' | 'gt' | 'ge'>(['lt', 'le', 'gt', 'ge']);
  switch (dimension.kind) {
    case 'flag':
      return { field, op: equal, values: [random.chance(0.6)] };
    case 'number':
      return { field, op: random.chance(0.3) ? equal : compared, values: [random.between(0, 4)] };
    case 'seconds':
      return { field, op: compared, values: [random.pick([0, 60, 3600, 14_400, 86_400, 864_000])] };
    case 'time': {
      const at = Math.round((FROM + random.next() * (UNTIL - FROM)) / 3_600_000) * 3_600_000;
      return { field, op: compared, values: [new Date(at).toISOString()] };
    }
    case 'text':
      return {
        field,
        op: random.pick(['contains', 'not-contains']),
        values: someOf(random, ['refund', 'LOGIN', '%', '_', 'über', '\\', '1', 'C2']),
      };
    case 'calendar':
      return drawCalendar(random, field, equal, compared);
    default:
      return drawNamed(random, field, equal, compared);
  }
}

function drawCalendar(
  random: Random,
  field: string,
  equal: Condition['op'],
  compared: Condition['op'],
): Condition {
  const highest = field === 'hour' ? 23 : 7;
  const values = Array.from({ length: random.between(1, 3) }, () => random.between(1, highest));
  return random.chance(0.5)
    ? { field, op: equal, values }
    : { field, op: compared, values: values.slice(0, 1) };
}

const POOLS: Readonly<Record<string, readonly (string | number)[]>> = {
  agent: [...AGENTS, 'Nobody'],
  priority: PRIORITIES,
  status: STATUSES,
  channel: ['email', 'chat', 'fax'],
  source: ['test', 'zendesk'],
  tag: [...TAGS, 'none of these'],
  topic: ['refund', 'login'],
  sentiment_label: ['negative', 'neutral', 'positive'],
  emotion: ['angry', 'calm'],
  customer: ['c1@example.com', 'c2@example.com', 'c3@example.com'],
  rating: [1, 2, 3, 4, 5],
  kind: ['ticket', 'chat'],
};

function drawNamed(
  random: Random,
  field: string,
  equal: Condition['op'],
  compared: Condition['op'],
): Condition {
  const pool = POOLS[field] ?? NAMES;
  if (field === 'rating' && random.chance(0.5)) {
    return { field, op: compared, values: [random.between(1, 5)] };
  }
  if (field !== 'rating' && random.chance(0.1)) {
    return { field, op: random.pick(['contains', 'not-contains']), values: ['i', 'b'] };
  }
  return { field, op: equal, values: someOf(random, pool) };
}

function someOf<T>(random: Random, values: readonly T[]): T[] {
  return Array.from({ length: random.between(1, 3) }, () => random.pick(values));
}
