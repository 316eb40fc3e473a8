import { checkPlan } from '../../analytics/check-plan.ts';
import { type QueryPlan, queryPlanSchema } from '../../analytics/query-plan.ts';
import type { PlanDraft } from './draft.ts';
import { distributionPlan, figuresPlan } from './draft-figures.ts';
import { rowsPlan, searchPlan } from './draft-rows.ts';
import { type DraftedFor, type Drafting, DraftProblems } from './drafting.ts';
import type { TypedNoun } from './placeholders.ts';

export type Planned =
  | {
      readonly kind: 'plan';
      readonly plan: QueryPlan;
      /** Words of the question it makes nothing of, as typed. */
      readonly passedOver: readonly string[];
      /** Among what it makes nothing of, what may be somebody's name or number: it may be another question's plan. */
      readonly missed: readonly string[];
    }
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/**
 * The plan a draft means: names put back, dates read by our own grammar, the rest as our rules would have it.
 * Checked by shape and by the catalogue, and that it leaves out nothing the question names; what is wrong is said in
 * the draft's own words.
 */
export function toPlan(draft: PlanDraft, drafted: DraftedFor): Planned {
  const drafting: Drafting = { ...drafted, problems: new DraftProblems() };
  const { problems } = drafting;
  for (const part of strayParts(draft)) problems.add(`a ${draft.kind} has no ${part}`);
  const used = new Set(JSON.stringify(draft).match(/\{\{[a-z]+_\d+\}\}/g));
  for (const one of leftOut(used, drafted)) problems.add(`the question names ${one}: use it`);
  const plan = plannedAs({ ...draft, of: draft.of ?? drafted.noun }, drafting);
  if (plan === null || problems.found.length > 0)
    return { kind: 'problems', problems: problems.found };
  const shaped = queryPlanSchema.safeParse(plan);
  if (!shaped.success) {
    const issues = shaped.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    return { kind: 'problems', problems: issues };
  }
  const { context } = drafted;
  const found = checkPlan(shaped.data, context.catalogue, context.facts);
  if (found.length > 0) return { kind: 'problems', problems: found };
  return { kind: 'plan', plan: shaped.data, ...unused(used, drafted) };
}

function plannedAs(draft: PlanDraft, drafting: Drafting): QueryPlan | null {
  const plan = planOfKind(draft, drafting);
  if (plan === null || !('managers' in plan)) return plan;
  // One conversation that is named is shown, whosever it is.
  const isLookup = plan.kind === 'rows' && plan.where.some(({ field }) => field === 'id');
  return draft.managers || isLookup ? { ...plan, managers: 'included' } : plan;
}

function planOfKind(draft: PlanDraft, drafting: Drafting): QueryPlan | null {
  switch (draft.kind) {
    case 'figures':
      return figuresPlan(draft, drafting);
    case 'distribution':
      return distributionPlan(draft, drafting);
    case 'list':
      return rowsPlan(draft, drafting);
    case 'search':
      return searchPlan(draft, drafting);
  }
}

type Part = 'metrics' | 'by' | 'having' | 'compare' | 'order' | 'limit' | 'terms';

/** Parts a kind of plan has no place for: passed over, they would be asked and not answered. */
const STRAY: Readonly<Record<PlanDraft['kind'], readonly Part[]>> = {
  figures: ['terms'],
  distribution: ['by', 'having', 'compare', 'order', 'limit', 'terms'],
  list: ['metrics', 'by', 'having', 'compare', 'terms'],
  search: ['metrics', 'by', 'having', 'compare', 'order'],
};

function strayParts(draft: PlanDraft): readonly Part[] {
  return STRAY[draft.kind].filter((part) => {
    const said = draft[part];
    return Array.isArray(said) ? said.length > 0 : said !== null;
  });
}

/** A plan without a name, text or address that was asked for is another question's. */
function leftOut(
  used: ReadonlySet<string>,
  { asked, placeholders }: DraftedFor,
): readonly string[] {
  return [...asked].filter((placeholder) => {
    const held = placeholders.takeBack(placeholder);
    const isLoose = held?.kind === 'typed' && BESIDE.has(held.noun);
    return !used.has(placeholder) && !isLoose;
  });
}

/** What may stand beside the question, such as a number to call back. All but an unusual word may be what it is about, too. */
const BESIDE: ReadonlySet<TypedNoun> = new Set(['word', 'name', 'number', 'link']);

function unused(
  used: ReadonlySet<string>,
  { asked, placeholders }: DraftedFor,
): { readonly passedOver: readonly string[]; readonly missed: readonly string[] } {
  const left = [...asked].flatMap((placeholder) => {
    const held = placeholders.takeBack(placeholder);
    return held?.kind === 'typed' && !used.has(placeholder) ? [held] : [];
  });
  const { passedOver = [], missed = [] } = Object.groupBy(left, ({ noun }) =>
    noun === 'word' ? 'passedOver' : 'missed',
  );
  return { passedOver: passedOver.map(textOf), missed: missed.map(textOf) };
}

const textOf = ({ text }: { readonly text: string }): string => text;
