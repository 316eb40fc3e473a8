import { ConfigError } from '../core/errors.ts';
import type { Reader } from '../store/database.ts';
import type { Catalogue } from './catalogue.ts';
import { createBinder } from './compile/binder.ts';
import type { CompileContext, Frame } from './compile/frame.ts';
import { createSource } from './compile/source.ts';
import type { Of } from './query-plan.ts';

type Sort = 'flag' | 'number' | 'text' | 'instant' | 'list' | 'any';

type Check = {
  readonly id: string;
  /** null: the score of a formula's part, over the part's figure. */
  readonly of: Of | null;
  readonly expression: string;
  readonly sort: Sort;
};

const TYPES: Readonly<Record<Sort, { readonly pattern: RegExp; readonly words: string }>> = {
  flag: { pattern: /^BOOLEAN$/, words: 'true or false' },
  number: { pattern: /INT|^DOUBLE$|^FLOAT$|^DECIMAL/, words: 'a number' },
  text: { pattern: /^VARCHAR$/, words: 'text' },
  instant: { pattern: /^TIMESTAMP$/, words: 'a time' },
  list: { pattern: /^VARCHAR\[\]$/, words: 'a list of texts' },
  any: { pattern: /./, words: '' },
};

const SORT: Readonly<Record<string, Sort>> = {
  share: 'flag',
  flag: 'flag',
  measure: 'number',
  number: 'number',
  seconds: 'number',
  name: 'text',
  text: 'text',
  time: 'instant',
  list: 'list',
};

/**
 * Has DuckDB bind every expression of the catalogue against the real tables, without reading a row.
 * `lineOf` says where a metric or dimension stands (readCatalogueFile). Throws ConfigError with every expression that doesn't fit, by line.
 */
export async function checkExpressions(
  context: CompileContext,
  { db, lineOf }: { readonly db: Reader; readonly lineOf: (id: string) => string },
): Promise<void> {
  const problems: string[] = [];
  for (const check of checksOf(context.catalogue)) {
    const problem = await problemOf(check, context, db);
    if (problem) problems.push(`${lineOf(check.id)}: ${check.id}: ${problem}`);
  }
  if (problems.length > 0) throw new ConfigError(problems);
}

/** Every population gives its columns the same types, so one of them will do. */
function checksOf({ metrics, dimensions }: Catalogue): Check[] {
  const one = (
    id: string,
    of: Of | null | undefined,
    expression: string | null,
    sort: Sort,
  ): Check[] => (expression === null || of === undefined ? [] : [{ id, of, expression, sort }]);
  return [
    ...metrics.flatMap(({ id, of, kind, value, where, parts }) => [
      ...one(id, of[0], value, SORT[kind] ?? 'any'),
      ...one(id, of[0], where, 'flag'),
      ...parts.flatMap(({ score }) => one(id, null, score, 'number')),
    ]),
    ...dimensions.flatMap(({ id, on, kind, value }) => one(id, on[0], value, SORT[kind] ?? 'any')),
  ];
}

async function problemOf(
  { of, expression, sort }: Check,
  context: CompileContext,
  db: Reader,
): Promise<string | null> {
  const frame: Frame = { ...context, binder: createBinder(), scope: NO_SCOPE };
  const { selected, from } = of
    ? fromPopulation(of, expression, frame)
    : { selected: `(${expression})`, from: '(SELECT NULL::DOUBLE AS value)' };
  try {
    const { rows } = await db.read(`DESCRIBE SELECT ${selected} FROM ${from}`, frame.binder.params);
    const type = String(rows[0]?.[1]);
    const { pattern, words } = TYPES[sort];
    return pattern.test(type) ? null : `has to give ${words}, but gives ${type}`;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? null) : String(error);
  }
}

const NO_SCOPE: Frame['scope'] = {
  where: [],
  period: null,
  zone: 'UTC',
  asOf: '1970-01-01T00:00:00.000Z',
  managers: 'included',
};

function fromPopulation(
  of: Of,
  expression: string,
  frame: Frame,
): { selected: string; from: string } {
  const source = createSource(of, 'created', frame);
  const selected = source.expression(expression);
  return { selected, from: source.from() };
}
