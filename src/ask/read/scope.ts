import { type Condition, type Of, ofSchema } from '../../analytics/query-plan.ts';
import type { Period } from '../../core/period.ts';
import { allData, defaultPeriod } from '../time/periods.ts';
import { zoneOf } from '../time/time-context.ts';
import { findDimension, type ReadContext } from './context.ts';
import type { Facets } from './facets.ts';

const STALE_AFTER_MS = 2 * 24 * 3600 * 1000;

/** The newest record is so old that "now" says nothing: a file was imported once. */
export function isStale(context: ReadContext): boolean {
  const { newestAt } = context.facts;
  return newestAt !== null && Date.parse(newestAt) < context.time.now - STALE_AFTER_MS;
}

/** The instant states are taken at: now, or the end of data that no longer grows. */
export function asOf(context: ReadContext): string {
  const { newestAt } = context.facts;
  return isStale(context) && newestAt ? newestAt : new Date(context.time.now).toISOString();
}

/** All there is of a population, to the end of its data. */
export function wholePeriod(context: ReadContext, of: Of): Period | null {
  const range = context.facts.range[of];
  return range && allData(range.from, range.to, context.time);
}

/** The period a question is about: the one it names, everything if it says so, else the default. */
export function choosePeriod(
  facets: Pick<Facets, 'time'>,
  context: ReadContext,
  of: Of,
): Period | null {
  const [said] = facets.time.periods;
  if (said) return said.period;
  if (facets.time.all || isStale(context)) return wholePeriod(context, of);
  return defaultPeriod(context.time);
}

/** Managers' own work counts only when one of them is asked for by name, or the team says so. */
export function managersFor(
  where: readonly Condition[],
  context: ReadContext,
): 'excluded' | 'included' {
  if (!context.settings.excludeManagers) return 'included';
  const named = where.some(
    ({ field, op, values }) =>
      field === 'agent' &&
      op === 'is' &&
      values.some((value) => context.facts.managers.includes(String(value))),
  );
  return named ? 'included' : 'excluded';
}

type Scope = {
  where: Condition[];
  period: Period | null;
  zone: string;
  asOf: string;
  managers: 'excluded' | 'included';
};

/** What every plan that reads rows says of them. */
export function scopeOf(
  where: readonly Condition[],
  period: Period | null,
  context: ReadContext,
): Scope {
  return {
    where: [...where],
    period,
    zone: zoneOf(context.time),
    asOf: asOf(context),
    managers: managersFor(where, context),
  };
}

/** Populations on which all these fields can be asked. */
export function populationsWith(fields: readonly string[], context: ReadContext): readonly Of[] {
  return ofSchema.options.filter((of) =>
    fields.every((field) => findDimension(context, field)?.on.includes(of) ?? true),
  );
}

/** The one kind of conversation there is; null when there are both. */
export function onlyPopulation({ facts: { rows } }: ReadContext): Of | null {
  if (rows.chats === 0) return 'tickets';
  return rows.tickets === 0 ? 'chats' : null;
}

/** Without a word for it: the metric's own population, or the only one that has the fields or any rows. */
export function choosePopulation(
  allowed: readonly Of[],
  said: Of | null,
  fields: readonly string[],
  context: ReadContext,
): Of | null {
  const able = populationsWith(fields, context).filter((of) => allowed.includes(of));
  if (said) return able.includes(said) ? said : null;
  const only = onlyPopulation(context);
  if (only && able.includes(only)) return only;
  return allowed.find((of) => able.includes(of)) ?? null;
}
