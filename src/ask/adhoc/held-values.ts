import type { HeldKind } from '../../analytics/adhoc/bind-held.ts';
import type { Names } from '../../analytics/adhoc/guard.ts';
import { type OwnColumn, SCOPE_PARAMS } from '../../analytics/adhoc/known-tables.ts';
import { toLocal } from '../../core/format-time.ts';
import type { Params } from '../../store/database.ts';
import type { Held, Placeholders } from '../model/placeholders.ts';
import type { ReadContext } from '../read/context.ts';
import { asOf } from '../read/scope.ts';
import { zoneOf } from '../time/time-context.ts';
import { mayBeRead } from './own-columns.ts';
import type { Stretch } from './stretches.ts';

/** What a statement may name, and what stands behind it: bound when it is run, and known to nobody else. */
export type HeldValues = { readonly names: Names; readonly params: Params };

export function holdValues(
  placeholders: Placeholders,
  stretches: readonly Stretch[],
  context: ReadContext,
): HeldValues {
  const held = [...placeholders.all].map(([placeholder, one]) => [bare(placeholder), one] as const);
  const texts = held.flatMap(([name, one]) => {
    const text = textOf(one);
    return text === null ? [] : [[name, text] as const];
  });
  const zone = zoneOf(context.time);
  const instants = stretches.flatMap(({ from, until, period }) => [
    [from, toLocal(period.start, zone)] as const,
    [until, toLocal(period.end, zone)] as const,
  ]);
  const kinds: readonly (readonly [string, HeldKind])[] = [
    ...texts.map(([name]) => [name, 'text'] as const),
    ...instants.map(([name]) => [name, 'instant'] as const),
  ];
  return {
    names: {
      held: new Map(kinds),
      own: held.flatMap(([name, one]) => ownColumns(name, one, context)),
    },
    params: {
      ...Object.fromEntries([...texts, ...instants]),
      [SCOPE_PARAMS.zone]: zone,
      [SCOPE_PARAMS.asOf]: asOf(context),
      [SCOPE_PARAMS.leftOut]: leftOut(held, context),
    },
  };
}

/** `agent_1` of `{{agent_1}}`. */
export const bare = (placeholder: string): string => placeholder.slice(2, -2);

/** A name that stands in several fields is bound as it is written in the first. */
function textOf(held: Held): string | null {
  switch (held.kind) {
    case 'value':
      return held.in[0]?.value ?? null;
    case 'typed':
      return held.text;
    case 'column':
      return null;
  }
}

function ownColumns(name: string, held: Held, context: ReadContext): readonly OwnColumn[] {
  if (held.kind !== 'column' || !mayBeRead(held.field, context)) return [];
  return context.facts.extras
    .filter(({ column }) => column === held.field)
    .map(({ table, column }) => ({ table, column, as: name }));
}

/** Managers, as in any answer, unless one of them is asked about by name. */
function leftOut(
  held: readonly (readonly [string, Held])[],
  { facts, settings }: ReadContext,
): readonly string[] {
  const named = held.flatMap(([, one]) => (one.kind === 'value' ? one.in : []));
  const isNamed = named.some(
    ({ field, value }) => field === 'agent' && facts.managers.includes(value),
  );
  return settings.excludeManagers && !isNamed ? facts.managers : [];
}
