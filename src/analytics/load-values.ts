import type { Reader } from '../store/database.ts';
import type { Dimension } from './catalogue.ts';
import { holdsColumn, kindsOf, populationSql } from './compile/population.ts';
import { readExpression } from './expression.ts';
import type { ExtraField, Facts, FieldValue } from './facts.ts';

/** People's one names with the others they go by. */
export type Names = ReadonlyMap<string, ReadonlySet<string>>;

type Asked = {
  readonly fields: readonly Dimension[];
  readonly filled: Facts['filled'];
  readonly extras: readonly ExtraField[];
  readonly names: Names;
};

const MOST_VALUES = 5_000;
const MOST_CUSTOMERS = 20_000;
const MOST_OF_AN_EXTRA = 1_000;

/** Per field that has names, the values that occur, most frequent first. */
export async function loadValues(db: Reader, asked: Asked): Promise<Facts['values']> {
  const named = asked.fields.filter((field) => isNamed(field, asked.filled));
  const lists = await Promise.all(
    named.map(async (field) => [field.id, await valuesOf(db, field, asked)] as const),
  );
  return Object.fromEntries(lists);
}

function isNamed({ kind, value, needs }: Dimension, filled: Facts['filled']): boolean {
  if (value === null || value === 'kind') return false;
  if (!['name', 'list', 'ordered'].includes(kind)) return false;
  return needs.every((column) => filled.conversations.has(column));
}

async function valuesOf(db: Reader, field: Dimension, asked: Asked): Promise<FieldValue[]> {
  const expression = field.value ?? '';
  const isCustomer = field.id === 'customer';
  const columns = readExpression(expression).columns;
  const read = isCustomer ? [...columns, 'customer_name', 'customer_email'] : columns;
  const of = kindsOf(
    field.on.includes('conversations') ? 'conversations' : (field.on[0] ?? 'tickets'),
  ).filter((kind) => columns.every((column) => holdsColumn(kind, column, asked.extras)));
  const from = of.map((kind) => `(${populationSql(kind, read, asked.extras)})`).join(' UNION ALL ');
  const others = isCustomer ? ', min(customer_name), any_value(customer_email)' : '';
  const items = isCustomer ? ', customer_name, customer_email' : '';
  const isList = field.kind === 'list';
  const each = isList
    ? listedSql(expression, from)
    : `SELECT ${expression} AS value${items} FROM (${from})`;
  const { rows } = await db.read(
    `SELECT value, ${isList ? 'sum(times)::BIGINT' : 'count(*)'} AS rows${others} FROM (${each})
     WHERE value IS NOT NULL GROUP BY value ORDER BY rows DESC, value LIMIT ${limitOf(field)}`,
  );
  return rows.map(([name, count, ...aliases]) => ({
    value: String(name),
    count: Number(count),
    aliases: aliasesOf(field, String(name), aliases, asked.names),
  }));
}

/** Each different list is taken apart once: three times faster where many rows have the same one. */
function listedSql(expression: string, from: string): string {
  const lists = `SELECT ${expression} AS list, count(*) AS times FROM (${from}) GROUP BY list`;
  return `SELECT unnest(list_distinct(list)) AS value, times FROM (${lists})`;
}

function limitOf({ id, extra }: Dimension): number {
  if (id === 'customer' || id === 'company') return MOST_CUSTOMERS;
  return extra ? MOST_OF_AN_EXTRA : MOST_VALUES;
}

function aliasesOf(
  { id }: Dimension,
  name: string,
  given: readonly unknown[],
  names: Names,
): string[] {
  const known = id === 'agent' ? [...(names.get(name) ?? [])] : given.map((alias) => alias ?? name);
  return [...new Set(known.map(String))].filter((alias) => alias !== name);
}
