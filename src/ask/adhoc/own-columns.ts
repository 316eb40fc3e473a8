import { namingFields } from '../permit.ts';
import { findDimension, type ReadContext } from '../read/context.ts';

/** A column with more different values than these tells texts, addresses or numbers apart, and groups nothing. */
const MOST_VALUES = 200;
const LONGEST_VALUE = 60;

/** Whether a column of a team's file may be read by a statement: it sorts rows into groups. What reads like sentences, names or addresses is somebody's own. */
export function mayBeRead(column: string, context: ReadContext): boolean {
  const { facts } = context;
  const values = facts.values[column] ?? [];
  return (
    findDimension(context, column) !== undefined &&
    !namingFields(facts).customers.has(column) &&
    values.length > 0 &&
    values.length <= MOST_VALUES &&
    values.every(({ value }) => value.length <= LONGEST_VALUE && !value.includes('@'))
  );
}
