import type { FiguresPlan } from '../query-plan.ts';
import { figuresOf } from './aggregate.ts';
import type { Frame } from './frame.ts';
import { isTime, type Key } from './keys.ts';
import { totalSql } from './slice.ts';

/**
 * For each metric taken as a share of the total, the rows there are in all: over the whole period,
 * or over each time bucket when the plan is broken down by time and by something else.
 */
export function totalsOf(
  plan: FiguresPlan,
  keys: readonly Key[],
  frame: Frame,
): { name: string; sql: string; join: string }[] {
  const within = keys.length > 1 ? keys.filter(isTime) : [];
  return plan.metrics.flatMap((use, index) => {
    const [figure] = figuresOf(use, index, frame);
    if (use.as?.kind !== 'share-of-total' || !figure) return [];
    const name = `total_${index + 1}`;
    const on = within.map((key) => `groups.${key.name} = ${name}.${key.name}`).join(' AND ');
    return [
      { name, sql: totalSql(figure, within, frame), join: ` LEFT JOIN ${name} ON ${on || 'true'}` },
    ];
  });
}
