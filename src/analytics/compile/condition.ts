import type { Dimension } from '../catalogue.ts';
import { dimensionOf } from '../catalogue.ts';
import type { Condition } from '../query-plan.ts';
import type { Binder } from './binder.ts';
import type { Frame } from './frame.ts';
import type { Source } from './source.ts';

const COMPARISON = { lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

/** How values of a field are bound: fields whose listed values are all numbers are numbers. */
export function valueType(dimension: Dimension): 'text' | 'number' | 'flag' | 'instant' {
  if (dimension.kind === 'flag') return 'flag';
  if (dimension.kind === 'time') return 'instant';
  if (['number', 'seconds', 'calendar'].includes(dimension.kind)) return 'number';
  const isNumeric = (text: string): boolean => text.trim() !== '' && !Number.isNaN(Number(text));
  const listed = dimension.values;
  return listed.length > 0 && listed.every(({ value }) => isNumeric(value)) ? 'number' : 'text';
}

/** SQL for a condition of a plan. A row with no value only passes `is-not`, `not-contains` and `empty`. */
export function conditionSql(condition: Condition, source: Source, frame: Frame): string {
  const dimension = dimensionOf(frame.catalogue, condition.field);
  const field = source.field(condition.field);
  const values = condition.values.map((value) => bound(dimension, value, frame.binder));
  return dimension.kind === 'list'
    ? listConditionSql(condition.op, field, values)
    : plainConditionSql(condition.op, field, values);
}

export function boundValues(condition: Condition, frame: Frame): string[] {
  const dimension = dimensionOf(frame.catalogue, condition.field);
  return condition.values.map((value) => bound(dimension, value, frame.binder));
}

function bound(dimension: Dimension, value: Condition['values'][number], binder: Binder): string {
  switch (valueType(dimension)) {
    case 'flag':
      return binder.flag(dimension.id, value === true || value === 'true');
    case 'number':
      return binder.number(dimension.id, Number(value));
    case 'instant':
      return binder.instant(dimension.id, String(value));
    default:
      return binder.text(dimension.id, String(value));
  }
}

function plainConditionSql(op: Condition['op'], field: string, values: readonly string[]): string {
  switch (op) {
    case 'is':
      return `${field} IN (${values.join(', ')})`;
    case 'is-not':
      return `(${field} IS NULL OR ${field} NOT IN (${values.join(', ')}))`;
    case 'contains':
      return `(${holdsAny(field, values)})`;
    case 'not-contains':
      return `(${field} IS NULL OR NOT (${holdsAny(field, values)}))`;
    case 'empty':
      return `${field} IS NULL`;
    case 'not-empty':
      return `${field} IS NOT NULL`;
    default:
      return `${field} ${COMPARISON[op]} ${values[0]}`;
  }
}

function listConditionSql(op: Condition['op'], field: string, values: readonly string[]): string {
  const list = `coalesce(${field}, [])`;
  const text = `array_to_string(${list}, chr(31))`;
  switch (op) {
    case 'is':
      return `list_has_any(${list}, [${values.join(', ')}])`;
    case 'is-not':
      return `NOT list_has_any(${list}, [${values.join(', ')}])`;
    case 'contains':
      return `(${holdsAny(text, values)})`;
    case 'not-contains':
      return `NOT (${holdsAny(text, values)})`;
    case 'empty':
      return `list_count(${list}) = 0`;
    default:
      return `list_count(${list}) > 0`;
  }
}

function holdsAny(text: string, values: readonly string[]): string {
  return values.map((value) => `contains(lower(${text}), lower(${value}))`).join(' OR ');
}
