import { z } from 'zod';
import { checkMadeUp } from './check-made-up.ts';
import { ALLOWED_FUNCTIONS, JOINING_FUNCTIONS, SESSION_WORDS } from './functions.ts';
import { KNOWN_TABLES } from './known-tables.ts';
import { planProblem, toldError, type Written } from './own-words.ts';
import { statements } from './syntax.ts';

const DEEPEST = 120;
const MOST_NODES = 1500;
/** Pieces of text put together, in the whole statement: each joining may multiply what the one before made. */
const MOST_JOINED = 6;
const MOST_TABLES = 8;

/** Every reason why a statement, whose tree `json_serialize_sql` tells, may not be run. */
export function checkWritten(tree: string, where: Written): readonly string[] {
  const told: unknown = JSON.parse(tree);
  const failed = toldError.safeParse(told);
  if (failed.success) return [planProblem(failed.data, where)];
  const size = measure(told);
  if (size.depth > DEEPEST || size.nodes > MOST_NODES)
    return ['it is too long or too deeply nested'];
  if (isSeveral(told)) return ['it holds more than one statement'];
  const parsed = statements.safeParse(told);
  if (!parsed.success)
    return ['it uses something that may not be used', ...whatOf(parsed.error, told)];
  return [...checkNames(told), ...checkMadeUp(told)];
}

const PLAIN_NAME = /^[a-z_][a-z0-9_]*$/i;

function checkNames(tree: unknown): readonly string[] {
  const nodes = [...nodesOf(tree)];
  const named = nodes.flatMap(({ key, value }) => (typeof key === 'string' && value ? [key] : []));
  const tables = nodes.flatMap(({ table_name }) =>
    typeof table_name === 'string' ? [table_name] : [],
  );
  const columns = nodes.flatMap(
    ({ column_names }) => z.array(z.string()).safeParse(column_names).data ?? [],
  );
  const calls = nodes.flatMap(({ function_name, children }) =>
    typeof function_name === 'string' && Array.isArray(children)
      ? [{ name: function_name.toLowerCase(), takes: children.length }]
      : [],
  );
  return [
    ...named.filter(isMisleading).map((name) => `WITH may not name something ${name}`),
    ...unknownTables(tables, named).map((name) => `there is no table ${name}`),
    ...columns
      .filter((name) => SESSION_WORDS.has(name.toLowerCase()))
      .map((name) => `${name} may not be asked for`),
    ...calls
      .filter(({ name }) => !ALLOWED_FUNCTIONS.has(name) && !JOINING_FUNCTIONS.has(name))
      .map(({ name }) => `the function ${name} may not be used`),
    ...(tables.length > MOST_TABLES ? [`it reads more than ${MOST_TABLES} tables`] : []),
    ...(piecesOf(calls) > MOST_JOINED ? [`it puts more than ${MOST_JOINED} texts together`] : []),
  ];
}

/** Could be taken for a file, or for the table it hides. */
function isMisleading(name: string): boolean {
  return !PLAIN_NAME.test(name) || Object.hasOwn(KNOWN_TABLES, name.toLowerCase());
}

function unknownTables(tables: readonly string[], named: readonly string[]): readonly string[] {
  const known = new Set([...Object.keys(KNOWN_TABLES), ...named.map((name) => name.toLowerCase())]);
  return tables.filter((table) => !known.has(table.toLowerCase()));
}

function piecesOf(calls: readonly { readonly name: string; readonly takes: number }[]): number {
  return calls
    .filter(({ name }) => JOINING_FUNCTIONS.has(name))
    .reduce((pieces, { takes }) => pieces + takes, 0);
}

type Node = Readonly<Record<string, unknown>>;

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const each of value) yield* nodesOf(each);
  else if (typeof value === 'object' && value !== null) {
    yield value as Node; // an object out of JSON
    for (const each of Object.values(value)) yield* nodesOf(each);
  }
}

function measure(value: unknown): { readonly depth: number; readonly nodes: number } {
  if (typeof value !== 'object' || value === null) return { depth: 0, nodes: 0 };
  let depth = 0;
  let nodes = Array.isArray(value) ? 0 : 1;
  for (const each of Object.values(value)) {
    const inner = measure(each);
    depth = Math.max(depth, inner.depth);
    nodes += inner.nodes;
  }
  return { depth: depth + 1, nodes };
}

function isSeveral(tree: unknown): boolean {
  const { data } = z.object({ statements: z.array(z.unknown()) }).safeParse(tree);
  return (data?.statements.length ?? 0) > 1;
}

/** The kinds of node the first problems are about, in DuckDB's words: enough to mend the statement by. */
function whatOf(error: z.ZodError, tree: unknown): readonly string[] {
  const kinds = error.issues.slice(0, 3).map(({ path }) => {
    let node: unknown = tree;
    let kind = '';
    for (const step of path) {
      node = typeof node === 'object' && node !== null ? Reflect.get(node, step) : null;
      const { data } = z.object({ type: z.string() }).safeParse(node);
      kind = data?.type ?? kind;
    }
    return kind.toLowerCase().replaceAll('_', ' ');
  });
  return [...new Set(kinds.filter((kind) => kind !== ''))];
}
