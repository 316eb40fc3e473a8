import type { Catalogue, Dimension } from './catalogue.ts';
import type { Facts } from './facts.ts';
import type { Condition, Of } from './query-plan.ts';

export type Known = { readonly catalogue: Catalogue; readonly facts: Facts };

const COMPARED: ReadonlySet<Dimension['kind']> = new Set([
  'number',
  'seconds',
  'calendar',
  'ordered',
  'time',
]);
const WORDED: ReadonlySet<Dimension['kind']> = new Set(['name', 'list', 'text']);

/** Problems with conditions over the populations of a plan. */
export function conditionProblems(
  where: readonly Condition[],
  populations: readonly Of[],
  known: Known,
): string[] {
  return where.flatMap((condition) => [
    ...fieldProblems(condition.field, populations, known),
    ...valueProblems(condition, known.catalogue),
  ]);
}

/** Problems with a field: unknown, not on the population, or without a single value in this data. */
export function fieldProblems(id: string, populations: readonly Of[], known: Known): string[] {
  const dimension = known.catalogue.dimensions.find((each) => each.id === id);
  if (!dimension) return [`there is no field "${id}"`];
  return populations.flatMap((of) =>
    dimension.on.includes(of)
      ? missingColumns(dimension.needs, of, known)
      : [`${of} have no ${dimension.label}; only ${dimension.on.join(' and ')} do`],
  );
}

/** "there is no rating in this data", for each column that holds nothing. */
export function missingColumns(columns: readonly string[], of: Of, known: Known): string[] {
  const { filled } = known.facts;
  return columns
    .filter((column) => !filled[of].has(column))
    .map((column) => {
      const elsewhere = filled.conversations.has(column);
      const words = wordsFor(column, known.catalogue);
      return `there is no ${words} ${elsewhere ? `on ${of} ` : ''}in this data`;
    });
}

function wordsFor(column: string, { dimensions }: Catalogue): string {
  const named = dimensions.find(({ value, kind }) => kind !== 'time' && value === column);
  return named?.label ?? column.replace(/_at$/, ' time').replaceAll('_', ' ');
}

function valueProblems({ field, op, values }: Condition, catalogue: Catalogue): string[] {
  const dimension = catalogue.dimensions.find(({ id }) => id === field);
  if (!dimension) return [];
  const { kind, label } = dimension;
  switch (op) {
    case 'empty':
    case 'not-empty':
      return [];
    case 'contains':
    case 'not-contains':
      if (!WORDED.has(kind)) return [`${label} holds no words to look for`];
      return values.length > 0 ? [] : [`which words in ${label}?`];
    case 'is':
    case 'is-not':
      if (values.length === 0) return [`which ${label}?`];
      return values.every((value) => fits(value, dimension))
        ? []
        : [`${label} can't be ${values.join(' or ')}`];
    default:
      if (!COMPARED.has(kind)) return [`${label} can't be more or less than something`];
      return values.length === 1 &&
        values.every((value) => fits(value, dimension)) &&
        isOneOf(kind, values[0])
        ? []
        : [`${label} can't be compared with ${values.join(' and ')}`];
  }
}

/** Ordered fields compare by number only where their values are numbers. */
function isOneOf(kind: Dimension['kind'], value: unknown): boolean {
  return kind !== 'ordered' || isNumber(value);
}

function fits(value: Condition['values'][number], { kind }: Dimension): boolean {
  switch (kind) {
    case 'flag':
      return typeof value === 'boolean';
    case 'number':
    case 'seconds':
    case 'calendar':
      return isNumber(value);
    case 'time':
      return !Number.isNaN(Date.parse(String(value)));
    default:
      return true;
  }
}

function isNumber(value: unknown): boolean {
  return (
    typeof value === 'number' ||
    (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
  );
}
