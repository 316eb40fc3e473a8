import type { Facts } from '../../analytics/facts.ts';
import { type Condition, type QueryPlan, SEARCH_COLUMNS } from '../../analytics/query-plan.ts';
import { type Denial, type NamingFields, namingFields, type Verdict } from '../../ask/permit.ts';
import { type Ability, type Audience, may } from '../../core/access.ts';
import { type Grantors, refusalOf } from './refusal.ts';

type DataPlan = Exclude<QueryPlan, { kind: 'about' }>;

/** Whom a plan is judged for: one person, or the least of several. */
type Viewer = Audience;

/** What a plan asks that this person may not see; null: nothing. Pure: it looks at the plan alone, nothing has been run. */
function denialOf(
  plan: QueryPlan,
  viewer: Viewer,
  { facts, grantors }: { readonly facts: Facts; readonly grantors: Grantors },
): Denial | null {
  const asked = abilitiesOf(plan, viewer.agent, namingFields(facts));
  const lacking = asked.find((ability) => !may(viewer, ability));
  return lacking ? refusalOf(lacking, grantors) : null;
}

/** The plan as this person may have it run, or why not. */
export function judge(
  plan: QueryPlan,
  viewer: Viewer,
  { facts, grantors }: { readonly facts: Facts; readonly grantors: Grantors },
): Verdict {
  const denial = denialOf(plan, viewer, { facts, grantors });
  if (denial) return { kind: 'denied', ...denial };
  const hidden = hiddenFields(viewer, facts);
  return { kind: 'allowed', plan: withoutColumns(plan, hidden), hidden };
}

/** Fields whose values may not be told to this person by name. */
export function hiddenFields(viewer: Viewer, facts: Facts): ReadonlySet<string> {
  const { agents, customers } = namingFields(facts);
  return new Set([
    ...(may(viewer, 'named-figures') ? [] : agents),
    ...(may(viewer, 'conversations') ? [] : customers),
  ]);
}

/** What a plan takes, the most telling first. */
function abilitiesOf(
  plan: QueryPlan,
  self: string | null,
  { agents, customers }: NamingFields,
): readonly Ability[] {
  if (plan.kind === 'about') return ['about'];
  const whose = whoseFigures(plan, agents, self);
  const asked: readonly (readonly [boolean, Ability])[] = [
    [whose === 'others', 'named-figures'],
    [whose === 'own', 'own-figures'],
    [isOfConversations(plan), 'conversations'],
    [namesAny(plan, customers), 'named-customers'],
    [true, 'figures'],
  ];
  return asked.flatMap(([isAsked, ability]) => (isAsked ? [ability] : []));
}

const SINGLE: ReadonlySet<string> = new Set(['id', 'text', 'subject', 'description']);

/** Lists, text search, and figures about what a text holds or about one ticket. */
function isOfConversations(plan: DataPlan): boolean {
  if (plan.kind === 'rows' || plan.kind === 'search') return true;
  return conditionsOf(plan).some(({ field }) => SINGLE.has(field));
}

function whoseFigures(
  plan: DataPlan,
  fields: ReadonlySet<string>,
  self: string | null,
): 'nobody' | 'own' | 'others' {
  const isSelf = (value: unknown): boolean => self !== null && value === self;
  const named = namings(plan).filter(({ field }) => fields.has(field));
  const isOwn = ({ op, values }: Naming): boolean =>
    (op === 'is' || op === 'is-not') && values.length > 0 && values.every(isSelf);
  if (!named.every(isOwn)) return 'others';
  const isOfOneself = plan.where.some(
    (condition) => fields.has(condition.field) && condition.op === 'is' && isOwn(condition),
  );
  const isBrokenDown = brokenDown(plan).some((field) => fields.has(field));
  if (isBrokenDown && !isOfOneself) return 'others';
  return named.length > 0 ? 'own' : 'nobody';
}

function namesAny(plan: DataPlan, fields: ReadonlySet<string>): boolean {
  const named = [...namings(plan).map(({ field }) => field), ...brokenDown(plan)];
  return named.some((field) => fields.has(field));
}

type Naming = Pick<Condition, 'field' | 'op' | 'values'>;

/** Where a plan singles somebody out by name; "unassigned" names nobody. */
function namings(plan: DataPlan): readonly Naming[] {
  const compare = plan.kind === 'figures' ? plan.compare : null;
  const side: Naming[] =
    compare?.kind === 'team' ? [{ field: compare.field, op: 'is', values: [compare.value] }] : [];
  const conditions = conditionsOf(plan).filter(({ op }) => op !== 'empty' && op !== 'not-empty');
  return [...conditions, ...side];
}

/** All of a plan's conditions, those of its shares too. */
function conditionsOf(plan: DataPlan): readonly Condition[] {
  const uses =
    plan.kind === 'figures' ? plan.metrics : plan.kind === 'distribution' ? [plan.metric] : [];
  const shares = uses.flatMap(({ as }) => (as?.kind === 'share-matching' ? as.where : []));
  return [...plan.where, ...shares];
}

/** Fields whose values are told one by one. */
function brokenDown(plan: DataPlan): readonly string[] {
  if (plan.kind !== 'figures') return [];
  const fields = plan.by.flatMap((by) => ('field' in by ? [by.field] : []));
  return plan.compare?.kind === 'values' ? [...fields, plan.compare.field] : fields;
}

const NEWEST_FIRST = { field: 'created_at', direction: 'desc' } as const;

/** A list without the columns, and not in their order. */
function withoutColumns(plan: QueryPlan, hidden: ReadonlySet<string>): QueryPlan {
  if (hidden.size === 0) return plan;
  const isShown = (column: string): boolean => !hidden.has(column);
  if (plan.kind === 'search') {
    return { ...plan, columns: (plan.columns ?? [...SEARCH_COLUMNS]).filter(isShown) };
  }
  if (plan.kind !== 'rows') return plan;
  const order = isShown(plan.order.field) ? plan.order : NEWEST_FIRST;
  return { ...plan, columns: plan.columns.filter(isShown), order };
}
