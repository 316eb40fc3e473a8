import type { Condition } from '../../analytics/query-plan.ts';
import { findDimension, type ReadContext, valueLike } from '../read/context.ts';
import type { DraftCondition } from './draft.ts';
import type { Placeholders } from './placeholders.ts';

/** What a draft says that can't be, told to whoever drafted it: in placeholders, as it was drafted. */
export class DraftProblems {
  readonly found: string[] = [];

  add(problem: string): null {
    this.found.push(problem);
    return null;
  }
}

/** The field a draft names: one of the catalogue, or the column a placeholder stands for. */
export function fieldMeant(
  named: string,
  placeholders: Placeholders,
  context: ReadContext,
  problems: DraftProblems,
): string | null {
  const held = placeholders.takeBack(named);
  const field = held?.kind === 'column' ? held.field : named;
  return findDimension(context, field) ? field : problems.add(`there is no field "${named}"`);
}

/** A condition with its names put back. null: it can't be, and the problems say why. */
export function fillCondition(
  draft: DraftCondition,
  placeholders: Placeholders,
  context: ReadContext,
  problems: DraftProblems,
): Condition | null {
  const field = fieldMeant(draft.field, placeholders, context, problems);
  if (field === null) return null;
  const values = draft.values.map((value) =>
    fillValue(value, { field, placeholders, context, problems }),
  );
  return values.some((value) => value === null)
    ? null
    : { field, op: draft.op, values: values.filter((value) => value !== null) };
}

type Filling = {
  readonly field: string;
  readonly placeholders: Placeholders;
  readonly context: ReadContext;
  readonly problems: DraftProblems;
};

const NAMED = new Set(['name', 'list', 'ordered']);

function fillValue(
  value: string | number | boolean,
  { field, placeholders, context, problems }: Filling,
): string | number | boolean | null {
  if (typeof value !== 'string') return value;
  const dimension = findDimension(context, field);
  if (!placeholders.isPlaceholder(value)) {
    // Only what the catalogue itself lists may be named outright: anything else was made up, or guessed.
    const isOurs = dimension?.values.some((known) => known.value === value);
    const isAmount = dimension !== undefined && !NAMED.has(dimension.kind);
    return isOurs || isAmount
      ? value
      : problems.add(`"${value}" is no value of ${field}: use placeholders`);
  }
  const held = placeholders.takeBack(value);
  if (held?.kind === 'value') {
    const found = held.in.find((one) => one.field === field);
    return found?.value ?? problems.add(`${value} is no ${field}, but a ${held.in[0]?.field}`);
  }
  if (held?.kind !== 'typed') return problems.add(`${value} stands for no value`);
  const known = NAMED.has(dimension?.kind ?? '') ? valueLike(context, field, held.text) : held.text;
  return known ?? problems.add(`nobody here knows ${value} as a ${field}`);
}
