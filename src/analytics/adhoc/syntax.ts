import { z } from 'zod';

/** Longest text a statement may hold: what a filter needs, and too little to build a bomb from. */
const LONGEST_TEXT = 200;
const LONGEST_NAME = 64;

const name = z.string().max(LONGEST_NAME);
const none = z.literal('');
const spot = { query_location: z.number() };
const labelled = { alias: name, ...spot };

const CAST_TARGETS = [
  ...['BOOLEAN', 'TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'FLOAT', 'DOUBLE', 'DECIMAL'],
  ...['VARCHAR', 'DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMP WITH TIME ZONE', 'INTERVAL'],
];
const CONSTANT_TYPES = [...CAST_TARGETS, 'HUGEINT', 'NULL', 'INTEGER_LITERAL', 'STRING_LITERAL'];

const decimal = z.strictObject({
  type: z.literal('DECIMAL_TYPE_INFO'),
  alias: none,
  extension_info: z.null(),
  width: z.number(),
  scale: z.number(),
});
const typeOf = (ids: readonly string[]) =>
  z.strictObject({ id: z.enum(ids), type_info: z.union([z.null(), decimal]) });

/** Every kind of expression that may be written, with every field it may have. What isn't here can't be run. */
const expression: z.ZodType = z.lazy(() =>
  z.discriminatedUnion('class', [
    columnRef,
    constant,
    call,
    operator,
    between,
    comparison,
    conjunction,
    choice,
    cast,
    star,
    inner,
    overRows,
  ]),
);
const expressions = z.array(expression);
const maybe = z.union([z.null(), expression]);
const maybeMissing = maybe.optional();

const order = z.strictObject({
  type: z.enum(['ORDER_DEFAULT', 'ASCENDING', 'DESCENDING']),
  null_order: z.string(),
  expression,
});
const orders = z.strictObject({ type: z.literal('ORDER_MODIFIER'), orders: z.array(order) });

const columnRef = z.strictObject({
  class: z.literal('COLUMN_REF'),
  type: z.literal('COLUMN_REF'),
  ...labelled,
  column_names: z.array(name).min(1).max(2),
});
const constant = z.strictObject({
  class: z.literal('CONSTANT'),
  type: z.literal('VALUE_CONSTANT'),
  ...labelled,
  value: z.strictObject({
    type: typeOf(CONSTANT_TYPES),
    is_null: z.boolean(),
    value: z
      .union([
        z.string().max(LONGEST_TEXT),
        z.number(),
        z.boolean(),
        z.strictObject({ months: z.number(), days: z.number(), micros: z.number() }),
        z.strictObject({ upper: z.number(), lower: z.number() }),
      ])
      .optional(),
  }),
});
const call = z.strictObject({
  class: z.literal('FUNCTION'),
  type: z.literal('FUNCTION'),
  ...labelled,
  function_name: name,
  schema: z.enum(['', 'main']),
  catalog: z.enum(['', 'system']),
  children: expressions,
  filter: maybe,
  order_bys: orders,
  distinct: z.boolean(),
  is_operator: z.boolean(),
  export_state: z.literal(false),
});
const OPERATORS: readonly string[] = [
  ...['COMPARE_IN', 'COMPARE_NOT_IN', 'OPERATOR_COALESCE', 'OPERATOR_NOT'],
  ...['OPERATOR_IS_NULL', 'OPERATOR_IS_NOT_NULL', 'OPERATOR_NULLIF', 'GROUPING_FUNCTION'],
];
const operator = z.strictObject({
  class: z.literal('OPERATOR'),
  type: z.enum(OPERATORS),
  ...labelled,
  children: expressions,
});
const between = z.strictObject({
  class: z.literal('BETWEEN'),
  type: z.enum(['COMPARE_BETWEEN', 'COMPARE_NOT_BETWEEN']),
  ...labelled,
  input: expression,
  lower: expression,
  upper: expression,
});
const COMPARISONS: readonly string[] = [
  ...['COMPARE_EQUAL', 'COMPARE_NOTEQUAL', 'COMPARE_LESSTHAN', 'COMPARE_GREATERTHAN'],
  ...['COMPARE_LESSTHANOREQUALTO', 'COMPARE_GREATERTHANOREQUALTO'],
  ...['COMPARE_DISTINCT_FROM', 'COMPARE_NOT_DISTINCT_FROM'],
];
const comparison = z.strictObject({
  class: z.literal('COMPARISON'),
  type: z.enum(COMPARISONS),
  ...labelled,
  left: expression,
  right: expression,
});
const conjunction = z.strictObject({
  class: z.literal('CONJUNCTION'),
  type: z.enum(['CONJUNCTION_AND', 'CONJUNCTION_OR']),
  ...labelled,
  children: expressions,
});
const choice = z.strictObject({
  class: z.literal('CASE'),
  type: z.literal('CASE_EXPR'),
  ...labelled,
  case_checks: z.array(z.strictObject({ when_expr: expression, then_expr: expression })),
  else_expr: expression,
});
const cast = z.strictObject({
  class: z.literal('CAST'),
  type: z.literal('OPERATOR_CAST'),
  ...labelled,
  child: expression,
  cast_type: typeOf(CAST_TARGETS),
  try_cast: z.boolean(),
});
/** `*` and `t.*`, nothing left out or replaced: those have syntax of their own to get wrong. */
const star = z.strictObject({
  class: z.literal('STAR'),
  type: z.literal('STAR'),
  ...labelled,
  relation_name: name,
  exclude_list: z.array(z.never()),
  replace_list: z.array(z.never()),
  columns: z.literal(false),
  expr: z.null(),
  qualified_exclude_list: z.array(z.never()),
  rename_list: z.array(z.never()),
});
const inner = z.strictObject({
  class: z.literal('SUBQUERY'),
  type: z.literal('SUBQUERY'),
  ...labelled,
  subquery_type: z.enum(['SCALAR', 'EXISTS', 'NOT_EXISTS', 'ANY']),
  subquery: z.lazy(() => select),
  child: maybeMissing,
  comparison_type: z.string(),
});
const WINDOWS: readonly string[] = [
  ...['WINDOW_AGGREGATE', 'WINDOW_ROW_NUMBER', 'WINDOW_RANK', 'WINDOW_RANK_DENSE'],
  ...['WINDOW_PERCENT_RANK', 'WINDOW_CUME_DIST', 'WINDOW_NTILE', 'WINDOW_LAG', 'WINDOW_LEAD'],
  ...['WINDOW_FIRST_VALUE', 'WINDOW_LAST_VALUE'],
];
const overRows = z.strictObject({
  class: z.literal('WINDOW'),
  type: z.enum(WINDOWS),
  ...labelled,
  function_name: name,
  schema: none,
  catalog: none,
  children: expressions,
  partitions: expressions,
  orders: z.array(order),
  start: z.string(),
  end: z.string(),
  start_expr: maybe,
  end_expr: maybe,
  offset_expr: maybe,
  default_expr: maybe,
  ignore_nulls: z.boolean(),
  filter_expr: maybe,
  exclude_clause: z.literal('NO_OTHER'),
  distinct: z.boolean(),
  arg_orders: z.array(order),
});

const place = { alias: name, sample: z.null(), ...spot };
const relation: z.ZodType = z.lazy(() =>
  z.discriminatedUnion('type', [table, join, derived, values, nothing]),
);
const table = z.strictObject({
  type: z.literal('BASE_TABLE'),
  ...place,
  schema_name: none,
  catalog_name: none,
  table_name: name,
  column_name_alias: z.array(name),
  at_clause: z.null(),
});
const join = z.strictObject({
  type: z.literal('JOIN'),
  ...place,
  left: relation,
  right: relation,
  condition: maybe,
  join_type: z.enum(['INNER', 'LEFT', 'RIGHT', 'OUTER', 'SEMI', 'ANTI']),
  ref_type: z.enum(['REGULAR', 'CROSS']),
  using_columns: z.array(name),
  delim_flipped: z.literal(false),
  duplicate_eliminated_columns: z.array(z.never()),
});
const derived = z.strictObject({
  type: z.literal('SUBQUERY'),
  ...place,
  subquery: z.lazy(() => select),
  column_name_alias: z.array(name),
});
const values = z.strictObject({
  type: z.literal('EXPRESSION_LIST'),
  ...place,
  expected_names: z.array(name),
  expected_types: z.array(z.unknown()),
  values: z.array(expressions).max(100),
});
const nothing = z.strictObject({ type: z.literal('EMPTY'), ...place });

const modifier = z.discriminatedUnion('type', [
  orders,
  z.strictObject({ type: z.literal('DISTINCT_MODIFIER'), distinct_on_targets: expressions }),
  z.strictObject({ type: z.literal('LIMIT_MODIFIER'), limit: maybe, offset: maybe }),
]);
const named = z.strictObject({
  map: z.array(
    z.strictObject({
      key: name,
      value: z.strictObject({
        aliases: z.array(name),
        query: z.lazy(() => select),
        materialized: z.string(),
        key_targets: z.array(z.never()),
      }),
    }),
  ),
});
const head = { modifiers: z.array(modifier), cte_map: named };
const node: z.ZodType = z.lazy(() => z.discriminatedUnion('type', [rows, together]));
const rows = z.strictObject({
  type: z.literal('SELECT_NODE'),
  ...head,
  select_list: expressions,
  from_table: relation,
  where_clause: maybe,
  group_expressions: expressions,
  group_sets: z.array(z.array(z.number())),
  aggregate_handling: z.enum(['STANDARD_HANDLING', 'FORCE_AGGREGATES']),
  having: maybe,
  sample: z.null(),
  qualify: maybe,
});
const together = z.strictObject({
  type: z.literal('SET_OPERATION_NODE'),
  ...head,
  setop_type: z.enum(['UNION', 'EXCEPT', 'INTERSECT']),
  left: node,
  right: node,
  setop_all: z.boolean(),
});
const select = z.strictObject({ node, named_param_map: z.array(z.never()) });

/** One SELECT as DuckDB's own parser tells it (`json_serialize_sql`). Anything not named above is no part of it. */
export const statements = z.strictObject({
  error: z.literal(false),
  statements: z.array(select).length(1),
});
