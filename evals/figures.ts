import type { Cell, Reply } from './reply.ts';
import { isSameNumber } from './same-cell.ts';

export type GoldRows = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
};

/** null: the answer is right; else what is wrong with it. */
export type Fault = string | null;

export function metricIndexes(reply: Reply): readonly number[] {
  return reply.columns.flatMap(({ role }, index) => (role === 'metric' ? [index] : []));
}

/** The first wanted figure stands first; the others follow in their order, others may stand between. */
export function hasFiguresInOrder(got: readonly Cell[], wanted: readonly Cell[]): boolean {
  const [first, ...rest] = wanted;
  if (first === undefined || !isSameNumber(got[0], first)) return false;
  let from = 1;
  return rest.every((value) => {
    const at = got.findIndex((cell, index) => index >= from && isSameNumber(cell, value));
    from = at + 1;
    return at >= 0;
  });
}

/** One row whose metrics begin with the first figure and hold the others in order. */
export function compareFigures(reply: Reply, wanted: readonly Cell[]): Fault {
  const [row] = reply.rows;
  if (!row) return wanted.every((value) => Number(value) === 0) ? null : 'no rows';
  if (reply.rows.length > 1) return `${reply.rows.length} rows for one figure`;
  const metrics = metricIndexes(reply).map((index) => row[index] ?? null);
  return hasFiguresInOrder(metrics, wanted)
    ? null
    : `got ${JSON.stringify(metrics)}, expected ${JSON.stringify(wanted)}`;
}

/** Two periods or things: both figures in one row, or in two rows. */
export function compareTwo(reply: Reply, [now = null, before = null]: readonly Cell[]): Fault {
  const metrics = metricIndexes(reply);
  const figures = reply.rows.map((row) => metrics.map((index) => row[index] ?? null));
  const [first, second] = figures;
  const leads = [first?.[0] ?? null, second?.[0] ?? null];
  const inOneRow = figures.length === 1 && first && hasFiguresInOrder(first, [now, before]);
  const inTwoRows =
    figures.length === 2 &&
    [leads, leads.toReversed()].some(
      ([a = null, b = null]) => isSameNumber(a, now) && isSameNumber(b, before),
    );
  return inOneRow || inTwoRows
    ? null
    : `got ${JSON.stringify(figures.slice(0, 3))}, expected ${now} against ${before}`;
}

export function compareDistribution(reply: Reply, [wanted = null]: readonly Cell[]): Fault {
  const [metric] = metricIndexes(reply);
  if (metric === undefined || reply.rows.length < 2) return 'no bands';
  const sum = reply.rows.reduce((total, row) => total + Number(row[metric] ?? 0), 0);
  return isSameNumber(sum, wanted) ? null : `bands add up to ${sum}, expected ${wanted}`;
}
