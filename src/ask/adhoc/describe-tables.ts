import { ALLOWED_FUNCTIONS, JOINING_FUNCTIONS } from '../../analytics/adhoc/functions.ts';
import { KNOWN_TABLES } from '../../analytics/adhoc/known-tables.ts';
import { CONVERSATION_COLUMNS } from '../../analytics/compile/population.ts';
import type { Of } from '../../analytics/query-plan.ts';
import type { Placeholders } from '../model/placeholders.ts';
import type { ReadContext } from '../read/context.ts';
import { bare } from './held-values.ts';
import { mayBeRead } from './own-columns.ts';

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
  const byColumn = Map.groupBy(context.facts.extras, ({ column }) => column);
  return [...byColumn]
    .filter(([column]) => mayBeRead(column, context))
    .map(([column, fields]) => {
      const name = bare(placeholders.hold('column', { kind: 'column', field: column }));
      return `- ${name}, of ${fields.map(({ table }) => table).join(' and ')}`;
    });
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
