import { ALLOWED_FUNCTIONS, JOINING_FUNCTIONS } from '../../analytics/adhoc/functions.ts';
import { KNOWN_TABLES } from '../../analytics/adhoc/known-tables.ts';
import { CONVERSATION_COLUMNS } from '../../analytics/compile/population.ts';
import type { Of } from '../../analytics/query-plan.ts';
import type { Placeholders } from '../model/placeholders.ts';
import { namingFields } from '../permit.ts';
import { findDimension, type ReadContext } from '../read/context.ts';
import { bare } from './held-values.ts';

/** A column with more different values than these tells texts, addresses or numbers apart, and groups nothing. */
const MOST_VALUES = 200;
const LONGEST_VALUE = 60;

/** What the tables hold here beside what they always do: columns of the team’s files as placeholders, and columns that are empty. */
export function describeTables(
  context: ReadContext,
  placeholders: Placeholders,
): { readonly own: string; readonly empty: string; readonly functions: string } {
  const own = ownLines(context, placeholders);
  const empty = emptyColumns(context);
  return {
    own: own.length > 0 ? `Columns of the team’s own (VARCHAR):\n${own.join('\n')}` : '',
    empty: empty.length > 0 ? `These hold nothing here: ${empty.join(', ')}.` : '',
    functions: [...ALLOWED_FUNCTIONS, ...JOINING_FUNCTIONS]
      .filter((name) => /^[a-z]/.test(name))
      .join(' '),
  };
}

function ownLines(context: ReadContext, placeholders: Placeholders): readonly string[] {
  const { customers } = namingFields(context.facts);
  const byColumn = Map.groupBy(context.facts.extras, ({ column }) => column);
  return [...byColumn]
    .filter(
      ([column]) =>
        findDimension(context, column) && !customers.has(column) && groups(column, context),
    )
    .map(([column, fields]) => {
      const name = bare(placeholders.hold('column', { kind: 'column', field: column }));
      return `- ${name}, of ${fields.map(({ table }) => table).join(' and ')}`;
    });
}

/** Whether a column sorts rows into groups. What reads like sentences or addresses is somebody’s own words. */
function groups(column: string, { facts }: ReadContext): boolean {
  const values = facts.values[column] ?? [];
  return (
    values.length > 0 &&
    values.length <= MOST_VALUES &&
    values.every(({ value }) => value.length <= LONGEST_VALUE && !value.includes('@'))
  );
}

function emptyColumns({ facts }: ReadContext): readonly string[] {
  return (['tickets', 'chats'] as const satisfies readonly Of[]).flatMap((table) => {
    if (facts.rows[table] === 0) return [table];
    const filled = facts.filled[table];
    return (KNOWN_TABLES[table] ?? [])
      .filter((column) => CONVERSATION_COLUMNS.has(column) && !filled.has(column))
      .map((column) => `${table}.${column}`);
  });
}
