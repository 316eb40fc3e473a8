import { type Fault, type GoldRows, hasFiguresInOrder, metricIndexes } from './figures.ts';
import type { SqlGold } from './questions.ts';
import type { Cell, Reply } from './reply.ts';
import { isNothing, isSameKey, isSameNumber } from './same-cell.ts';

type Group = { readonly keys: readonly Cell[]; readonly figures: readonly Cell[] };

/** Groups with their figures, in any order or in the one wanted. */
export function compareRows(reply: Reply, gold: SqlGold, { columns, rows }: GoldRows): Fault {
  const keyCount = gold.keys ?? 1;
  const metrics = metricIndexes(reply);
  const keys = reply.columns.flatMap(({ role }, index) => (role === 'metric' ? [] : [index]));
  if (keys.length !== keyCount) return `broken down by ${keys.length} fields, not ${keyCount}`;
  if (metrics.length < columns.length - keyCount) return 'too few figures a row';
  const wanted = rows.map((row) => ({
    keys: row.slice(0, keyCount),
    figures: row.slice(keyCount),
  }));
  const counts = reply.columns[metrics[0] ?? 0]?.unit === 'count';
  const faults = orders(keys).map((order) => {
    const got = reply.rows.map((row) => ({
      keys: order.map((index) => row[index] ?? null),
      figures: metrics.map((index) => row[index] ?? null),
    }));
    return compareGroups(withoutNone(got, gold), withoutNone(wanted, gold), {
      gold,
      counts,
      figureCount: columns.length - keyCount,
    });
  });
  return faults.includes(null) ? null : (faults[0] ?? 'no rows');
}

function orders(indexes: readonly number[]): readonly (readonly number[])[] {
  return indexes.length === 2 ? [indexes, indexes.toReversed()] : [indexes];
}

function withoutNone(groups: readonly Group[], gold: SqlGold): readonly Group[] {
  return gold.none === 'optional' ? groups.filter(({ keys }) => !isNothing(keys[0])) : groups;
}

type Judged = {
  readonly gold: SqlGold;
  /** The first figure counts rows. */
  readonly counts: boolean;
  readonly figureCount: number;
};

function compareGroups(got: readonly Group[], wanted: readonly Group[], judged: Judged): Fault {
  if (new Set(got.map(({ keys }) => JSON.stringify(keys))).size < got.length)
    return 'a group stands there twice';
  return judged.gold.ordered
    ? compareOrdered(got, wanted, judged)
    : compareUnordered(got, wanted, judged);
}

function compareUnordered(got: readonly Group[], wanted: readonly Group[], judged: Judged): Fault {
  const { subset } = judged.gold;
  for (const group of got) {
    const match = wanted.find((other) => isSameGroup(group, other));
    if (!match && !isEmpty(group, judged)) return `unexpected group ${describe(group)}`;
    if (match && !hasFiguresInOrder(group.figures, match.figures))
      return `got ${describe(group)}, expected ${describe(match)}`;
  }
  if (subset !== undefined)
    return got.length >= subset ? null : `${got.length} rows, expected ${subset}`;
  const missing = wanted.find(
    (group) => !isEmpty(group, judged) && !got.some((other) => isSameGroup(other, group)),
  );
  return missing ? `no group ${describe(missing)}` : null;
}

/** The first rows of the wanted ones in their order; groups with the same figure may change places. */
function compareOrdered(got: readonly Group[], wanted: readonly Group[], judged: Judged): Fault {
  const { top = 1, exact = false } = judged.gold;
  const least = Math.min(top, wanted.length);
  if (got.length < least || (exact && got.length > least))
    return `${got.length} rows, expected ${least}`;
  for (const [index, group] of got.entries()) {
    const place = wanted[index];
    if (!place && isEmpty(group, judged)) continue;
    const match = wanted.find((other) => isSameGroup(group, other));
    if (!place || !match || !isSameNumber(match.figures[0], place.figures[0] ?? null))
      return `place ${index + 1}: got ${describe(group)}, expected ${describe(place)}`;
    if (!hasFiguresInOrder(group.figures, match.figures))
      return `got ${describe(group)}, expected ${describe(match)}`;
  }
  return null;
}

function isSameGroup(a: Group, b: Group): boolean {
  return b.keys.every((key, index) => isSameKey(a.keys[index] ?? null, key));
}

/** Nothing measured, or nothing counted: tables may leave such a group out or show it. */
function isEmpty({ figures }: Group, { counts, figureCount }: Judged): boolean {
  return figures
    .slice(0, figureCount)
    .every((figure) => figure === null || (counts && Number(figure) === 0));
}

function describe(group: Group | undefined): string {
  return group ? `${group.keys.join(' · ')}: ${group.figures.join(', ')}` : 'nothing';
}
