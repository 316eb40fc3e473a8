import type {
  Condition,
  FiguresPlan,
  QueryPlan,
  RowsPlan,
  SearchPlan,
} from '../../analytics/query-plan.ts';
import { findMetric, type ReadContext } from '../read/context.ts';
import { asksDefinition, decideAbout } from '../read/decide-about.ts';
import { rowColumns } from '../read/decide-rows.ts';
import { notUnderstood } from '../read/gather.ts';
import { decide, type Parsed, refuse, rivalsOf, unknownWords } from '../read/read-question.ts';
import type { Reading } from '../read/reading.ts';
import { scopeOf } from '../read/scope.ts';
import { asksToList, isFollowUp } from './detect.ts';
import { editFigures } from './edit-figures.ts';
import { editPeriod } from './edit-period.ts';
import { loneNumber } from './edit-shape.ts';
import { editWhere } from './edit-where.ts';
import type { ThreadMemory } from './thread.ts';

type Refusal = Exclude<Reading, { kind: 'plan' }>;

/** Reads a question in a thread: as an edit of the last plan, or as a new topic that may keep the period. */
export function readInThread(parsed: Parsed, memory: ThreadMemory, context: ReadContext): Reading {
  const last = memory.plans.findLast((plan) => plan.kind !== 'about');
  if (!last || !isFollowUp(parsed))
    return decide(last ? keepPeriod(parsed, last) : parsed, context);
  const refusal = refuse(parsed.sentence, parsed.facets);
  if (refusal) return refusal;
  const [doubt] = parsed.facets.doubts;
  if (doubt) return { kind: 'clarify', text: doubt.text, choices: doubt.choices };
  const next = edit(last, parsed, memory, context);
  if (next === null) return decide(parsed, context);
  if (next.kind === 'clarify' || next.kind === 'decline') return next;
  const unread = notUnderstood(parsed.sentence, true);
  if (unread.length > 0) return unknownWords(unread);
  return {
    kind: 'plan',
    plan: next,
    undid: next === memory.plans.at(-2) && parsed.sentence.says('edit.undo'),
    show: parsed.facets.show,
    kept: keptWords(last, next, context),
    assumed: [...parsed.corrections, ...parsed.facets.assumed],
    alternatives: parsed.facets.alternatives,
    rivals: rivalsOf(next, parsed.facets),
  };
}

/** A new question without a period, in a thread that named one, is about the same time. */
function keepPeriod(parsed: Parsed, last: QueryPlan): Parsed {
  const { facets, sentence } = parsed;
  const { time } = facets;
  const silent = time.periods.length === 0 && !time.all && !time.compare;
  if (!silent || !('period' in last) || !last.period || sentence.says('edit.new')) return parsed;
  const states =
    facets.conditions.some(({ state }) => state) ||
    facets.metrics.some(({ metric }) => metric === 'backlog');
  if (states || (last.period.basis !== 'asked' && last.period.basis !== 'kept')) return parsed;
  const period = { ...last.period, basis: 'kept' as const };
  return {
    ...parsed,
    facets: { ...facets, time: { ...time, periods: [{ period, unit: period.unit ?? null }] } },
  };
}

function edit(
  last: Exclude<QueryPlan, { kind: 'about' }>,
  parsed: Parsed,
  memory: ThreadMemory,
  context: ReadContext,
): QueryPlan | Refusal | null {
  const { sentence, facets } = parsed;
  if (
    sentence.says('edit.undo') &&
    facets.metrics.length + facets.conditions.length + facets.nouns.length === 0
  )
    return undo(memory);
  const about = decideAbout(sentence, facets, context) ?? aboutLast(last, parsed);
  if (about) return about;
  const drilled = drill(last, parsed, memory);
  if (drilled && 'text' in drilled) return drilled;
  const base = drilled ?? last;
  if (asksToList(parsed)) return listThem(base, parsed, memory, context);
  if (base.kind === 'figures') return editFigures(base, sentence, facets, memory.plans, context);
  if (base.kind === 'rows' || base.kind === 'search')
    return editRows(base, parsed, memory, context);
  const figures = editFigures(
    {
      ...base,
      kind: 'figures',
      metrics: [base.metric],
      by: [],
      having: [],
      compare: null,
      order: null,
      limit: null,
    } as FiguresPlan,
    sentence,
    facets,
    memory.plans,
    context,
  );
  if (figures.kind !== 'figures' || figures.by.length > 0) return figures;
  return {
    kind: 'distribution',
    metric: figures.metrics[0] ?? base.metric,
    where: figures.where,
    period: figures.period,
    zone: figures.zone,
    asOf: figures.asOf,
    managers: figures.managers,
  };
}

/** "how is it calculated?" asks about the metric just shown. */
function aboutLast(last: QueryPlan, { sentence, facets }: Parsed): QueryPlan | null {
  if (!asksDefinition(sentence) || facets.metrics.length > 0 || last.kind !== 'figures')
    return null;
  return {
    kind: 'about',
    topic: 'metric',
    id: last.metrics[0]?.metric ?? null,
    zone: last.zone,
    asOf: last.asOf,
  };
}

function undo(memory: ThreadMemory): QueryPlan | Refusal {
  const before = memory.plans.at(-2);
  return (
    before ?? { kind: 'decline', text: 'There is nothing before this to go back to.', instead: [] }
  );
}

/** "the second one": the plan narrowed to the row it points at. */
function drill(
  last: QueryPlan,
  { sentence }: Parsed,
  memory: ThreadMemory,
): Exclude<QueryPlan, { kind: 'about' }> | Refusal | null {
  const [pointer] = sentence.words('ordinal.');
  if (!pointer) return null;
  sentence.use(...sentence.words('ordinal.'));
  const place = pointer.tag.slice('ordinal.'.length);
  const row = place === 'last' ? memory.keys.at(-1) : memory.keys[Number(place) - 1];
  if (!row)
    return {
      kind: 'decline',
      text:
        memory.keys.length === 0
          ? 'The last answer had no rows to pick from.'
          : `The last answer had only ${memory.keys.length} rows.`,
      instead: [],
    };
  if (last.kind === 'rows' || last.kind === 'search') {
    return {
      kind: 'rows',
      of: last.of,
      anchor: 'created',
      order: { field: 'created_at', direction: 'desc' },
      limit: 1,
      columns: 'columns' in last ? last.columns : [],
      zone: last.zone,
      asOf: last.asOf,
      managers: 'included',
      period: null,
      where: [{ field: 'id', op: 'is', values: [String(row[0])] }],
    };
  }
  if (last.kind !== 'figures') return null;
  const conditions = last.by.flatMap((by, index): Condition[] => {
    const key = row[index];
    if (!('field' in by)) return [];
    return key === null || key === undefined
      ? [{ field: by.field, op: 'empty', values: [] }]
      : [{ field: by.field, op: 'is', values: [key] }];
  });
  const fields = new Set(conditions.map(({ field }) => field));
  return {
    ...last,
    by: last.by.filter((by) => !('field' in by)),
    where: [...last.where.filter(({ field }) => !fields.has(field)), ...conditions],
    order: null,
    limit: null,
    having: [],
    compare: null,
  };
}

/** The conversations behind a figure. */
function listThem(
  base: Exclude<QueryPlan, { kind: 'about' }>,
  parsed: Parsed,
  memory: ThreadMemory,
  context: ReadContext,
): QueryPlan | Refusal {
  if (base.kind === 'rows' || base.kind === 'search')
    return editRows(base, parsed, memory, context);
  const use = base.kind === 'figures' ? base.metrics[0] : base.metric;
  const metric = use && findMetric(context, use.metric);
  const part = use?.as?.kind === 'share-matching' ? use.as.where : [];
  const where = [...editWhere(base.where, parsed.sentence, parsed.facets, memory.plans), ...part];
  const of = use?.of ?? 'tickets';
  if (metric?.kind === 'backlog') where.push({ field: 'open', op: 'is', values: [true] });
  const period = editPeriod(base.period, parsed.sentence, parsed.facets, context);
  return {
    kind: 'rows',
    of,
    anchor:
      metric?.anchor === 'resolved' ? 'resolved' : metric?.anchor === 'rated' ? 'rated' : 'created',
    order: {
      field: 'created_at',
      direction: parsed.facets.order?.tag === 'order.oldest' ? 'asc' : 'desc',
    },
    limit: parsed.facets.limit ?? 10,
    columns: rowColumns(
      of,
      where.map(({ field }) => field).filter((field) => field !== 'open' && field !== 'text'),
      context,
    ),
    ...scopeOf(where, metric?.kind === 'backlog' ? null : period, context),
    managers: base.managers,
  };
}

const MORE_ROWS = 100;

function editRows(
  before: RowsPlan | SearchPlan,
  parsed: Parsed,
  memory: ThreadMemory,
  context: ReadContext,
): QueryPlan | Refusal {
  const { sentence, facets } = parsed;
  const where = editWhere(before.where, sentence, facets, memory.plans);
  const period = editPeriod(before.period, sentence, facets, context);
  const of = facets.nouns[0]?.of ?? before.of;
  if (
    facets.by.length > 0 ||
    facets.metrics.length > 0 ||
    sentence.says('ask.count') ||
    (facets.subject && !sentence.says('edit.all') && !sentence.says('edit.remove'))
  )
    return countRows(before, where, parsed, memory, context);
  const limit =
    facets.limit ?? loneNumber(sentence) ?? (sentence.says('edit.rest') ? MORE_ROWS : before.limit);
  const scope = scopeOf(where, period, context);
  if (before.kind === 'search')
    return {
      ...before,
      ...scope,
      of,
      limit,
      terms: facets.searchFor.length > 0 ? [...facets.searchFor] : before.terms,
    };
  return {
    ...before,
    ...scope,
    of,
    limit,
    order: editRowOrder(before, parsed),
    columns: [
      ...new Set([
        ...(of === before.of ? before.columns : []),
        ...rowColumns(
          of,
          where.map(({ field }) => field).filter((field) => field !== 'open' && field !== 'text'),
          context,
        ),
      ]),
    ],
  };
}

function editRowOrder(before: RowsPlan, { facets }: Parsed): RowsPlan['order'] {
  const tag = facets.order?.tag;
  if (tag === 'order.oldest') return { field: 'created_at', direction: 'asc' };
  if (tag === 'order.newest') return { field: 'created_at', direction: 'desc' };
  if (tag === 'most.longest' || tag === 'most.slowest')
    return {
      field: before.of === 'chats' ? 'chat_duration' : 'resolution_time',
      direction: 'desc',
    };
  return before.order;
}

/** From a list to figures about it: "how many?", "by agent". */
function countRows(
  before: RowsPlan | SearchPlan,
  where: readonly Condition[],
  parsed: Parsed,
  memory: ThreadMemory,
  context: ReadContext,
): QueryPlan | Refusal {
  const found =
    before.kind === 'search'
      ? before.terms.map((term): Condition => ({ field: 'text', op: 'contains', values: [term] }))
      : [];
  const resolved = before.kind === 'rows' && before.anchor === 'resolved';
  const metric = resolved ? 'resolved_volume' : 'volume';
  const figures: FiguresPlan = {
    kind: 'figures',
    metrics: [{ metric, of: before.of, statistic: 'count' }],
    by: [],
    having: [],
    compare: null,
    order: null,
    limit: null,
    ...scopeOf([...where, ...found], before.period, context),
  };
  return editFigures(
    figures,
    parsed.sentence,
    { ...parsed.facets, conditions: [], thresholds: [] },
    memory.plans,
    context,
  );
}

/** What a follow-up took over unsaid. */
function keptWords(last: QueryPlan, next: QueryPlan, context: ReadContext): string[] {
  if (!('period' in last) || !('period' in next)) return [];
  const kept: string[] = [];
  if (last.period && next.period?.words === last.period.words) kept.push(last.period.words);
  for (const condition of next.where) {
    if (last.where.includes(condition) && condition.op === 'is')
      kept.push(condition.values.map(String).join(', '));
  }
  if (last.kind === 'figures' && next.kind === 'figures') {
    for (const by of next.by) {
      if (!last.by.some((one) => JSON.stringify(one) === JSON.stringify(by))) continue;
      const label =
        'grain' in by
          ? by.grain
          : (context.catalogue.dimensions.find(({ id }) => id === by.field)?.label ?? by.field);
      kept.push(`by ${label}`);
    }
  }
  return kept;
}
