import { z } from 'zod';

const LONGEST_LABEL = 40;

const select = z.object({ type: z.literal('SELECT_NODE'), select_list: z.array(z.unknown()) });
const existence = z.object({
  class: z.literal('SUBQUERY'),
  subquery_type: z.enum(['EXISTS', 'NOT_EXISTS']),
  subquery: z.object({ node: z.unknown() }),
});
const listed = z.object({
  type: z.literal('EXPRESSION_LIST'),
  values: z.array(z.array(z.unknown())),
});
const constant = z.object({
  class: z.literal('CONSTANT'),
  value: z.object({
    type: z.object({ id: z.string() }),
    is_null: z.boolean(),
    value: z.unknown().optional(),
  }),
});
const taken = z.union([
  z.object({ class: z.enum(['COLUMN_REF', 'STAR', 'SUBQUERY', 'WINDOW']) }),
  z.object({ class: z.literal('FUNCTION'), function_name: z.literal('count_star') }),
]);

/** Why a statement’s figures aren’t those of the tables: a number that is only written down would be shown as if it had been counted. */
export function checkMadeUp(tree: unknown): readonly string[] {
  return isMadeUp(tree)
    ? ['every column it gives has to come from the tables: a figure may not be written down']
    : [];
}

function isMadeUp(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  const tested = existence.safeParse(node).data?.subquery.node;
  if (tested !== undefined) return hasMadeUp(tested); // whether there is a row, not what is in it
  const given = select.safeParse(node).data;
  if (given && !isFromTables(given.select_list)) return true;
  const rows = listed.safeParse(node).data;
  if (rows && !rows.values.flat().every(isLabel)) return true;
  return hasMadeUp(node);
}

const hasMadeUp = (node: unknown): boolean => Object.values(Object(node)).some(isMadeUp);

function isFromTables(items: readonly unknown[]): boolean {
  const others = items.filter((item) => !isTaken(item));
  return others.length < items.length && others.every(isLabel);
}

function isTaken(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  return taken.safeParse(node).success || Object.values(node).some(isTaken);
}

/** A word to tell rows apart by, or nothing. */
function isLabel(node: unknown): boolean {
  const value = constant.safeParse(node).data?.value;
  if (!value) return false;
  if (value.is_null) return true;
  const { type, value: text } = value;
  return (
    type.id === 'VARCHAR' &&
    typeof text === 'string' &&
    text.length <= LONGEST_LABEL &&
    /^(?:\{\{[a-z]+_\d+\}\}|\P{N}*)$/u.test(text)
  );
}
