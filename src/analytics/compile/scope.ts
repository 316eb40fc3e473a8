import { conditionSql } from './condition.ts';
import { asOfSql, type Frame } from './frame.ts';
import type { Source } from './source.ts';

/** Conditions every row has to meet: its anchor in the period and not after "now", managers, and the plan's own. */
export function scopeConditions(source: Source, frame: Frame): string[] {
  const { period, asOf } = frame.scope;
  const { anchor } = source;
  const conditions = [];
  if (period) {
    conditions.push(`${anchor} >= ${frame.binder.instant('start', period.start)}`);
    conditions.push(`${anchor} < ${frame.binder.instant('end', period.end)}`);
  }
  if (!period || Date.parse(period.end) > Date.parse(asOf))
    conditions.push(`${anchor} <= ${asOfSql(frame)}`);
  return [...conditions, ...rowConditions(source, frame)];
}

/** The same without any limit in time. */
export function rowConditions(source: Source, frame: Frame): string[] {
  return [
    ...managersCondition(source, frame),
    ...frame.scope.where.map((condition) => conditionSql(condition, source, frame)),
  ];
}

function managersCondition(source: Source, frame: Frame): string[] {
  const { managers } = frame.facts;
  if (frame.scope.managers === 'included' || managers.length === 0) return [];
  const agent = source.expression('agent');
  const names = managers.map((name) => frame.binder.text('manager', name));
  return [`(${agent} IS NULL OR ${agent} NOT IN (${names.join(', ')}))`];
}
