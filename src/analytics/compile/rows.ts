import type { Cell, Column, Statement } from '../../core/answer.ts';
import type { Rows } from '../../store/database.ts';
import type { Catalogue, Dimension } from '../catalogue.ts';
import type { RowsPlan } from '../query-plan.ts';
import type { RowsResult } from '../result.ts';
import { localReading } from '../zone-offsets.ts';
import { createBinder } from './binder.ts';
import type { CompileContext, Frame } from './frame.ts';
import { inOrderOf } from './keys.ts';
import { frameOffsets } from './local-time.ts';
import { quoted } from './population.ts';
import { scopeConditions } from './scope.ts';
import { createSource, type Source } from './source.ts';

/**
 * The conversations a lookup is about, in a fixed order.
 * Rows: one per conversation, the columns asked for and then how many match in all. Times are UTC until they are read.
 */
export function rowsStatement(plan: RowsPlan, context: CompileContext): Statement {
  const frame: Frame = { ...context, scope: plan, binder: createBinder() };
  const source = createSource(plan.of, plan.anchor, frame);
  const items = plan.columns.map(
    (column, index) => `${columnSql(column, source, frame)} AS column_${index + 1}`,
  );
  const order = columnSql(plan.order.field, source, frame);
  const dimension = dimensionNamed(plan.order.field, frame.catalogue);
  const direction = plan.order.direction.toUpperCase();
  const ordered = [
    `${dimension ? inOrderOf(dimension, order) : order} ${direction} NULLS LAST`,
    source.expression('source_id'),
    source.expression('id'),
  ];
  const conditions = scopeConditions(source, frame).join(' AND ');
  const from = source.from();
  const sql = [
    `SELECT ${[...items, `(SELECT count(*) FROM ${from} WHERE ${conditions}) AS total`].join(', ')}`,
    `FROM ${from}`,
    `WHERE ${conditions}`,
    `ORDER BY ${ordered.join(', ')}`,
    `LIMIT ${frame.binder.count('limit', plan.limit)}`,
  ].join('\n');
  return { sql, params: frame.binder.params };
}

/** What a list’s statement gave: a row a conversation, in the plan’s order, cells in the order of its columns, times as the clocks of its zone show them; `total` counts those past the limit too. */
export function readRows(
  { rows }: Rows,
  plan: RowsPlan,
  context: CompileContext,
  statement: Statement,
): RowsResult {
  const columns = plan.columns.map((column) => columnOf(column, context.catalogue));
  const reading = localReading(plan.zone, frameOffsets({ ...context, scope: plan }));
  return {
    kind: 'rows',
    columns,
    rows: rows.map((row) => columns.map(({ role }, index) => cell(row[index], role, reading))),
    total: Number(rows[0]?.at(-1) ?? 0),
    statement,
  };
}

/** A dimension's value, else one of the columns every conversation has. */
function columnSql(column: string, source: Source, { catalogue }: Frame): string {
  return dimensionNamed(column, catalogue)
    ? source.field(column)
    : source.expression(quoted(column));
}

function dimensionNamed(id: string, catalogue: Catalogue): Dimension | undefined {
  return catalogue.dimensions.find((dimension) => dimension.id === id);
}

function columnOf(name: string, catalogue: Catalogue): Column {
  const dimension = dimensionNamed(name, catalogue);
  const label = dimension?.label ?? name.replaceAll('_', ' ');
  if (dimension?.kind === 'time' || (!dimension && name.endsWith('_at')))
    return { name, label, role: 'time' };
  if (dimension?.kind === 'seconds') return { name, label, role: 'metric', unit: 'seconds' };
  if (dimension?.kind === 'number') return { name, label, role: 'metric', unit: 'number' };
  return { name, label, role: 'dimension' };
}

/** Lists as one text; instants as local wall-clock time. */
export function cell(value: unknown, role: Column['role'], reading: (iso: string) => string): Cell {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.join(', ');
  if (role === 'time') return reading(String(value));
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}
