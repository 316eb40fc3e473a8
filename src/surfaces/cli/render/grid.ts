import type { Paint } from './paint.ts';
import { cut, pad, widthOf } from './width.ts';

export type GridColumn = {
  readonly heading: string;
  readonly side?: 'left' | 'right';
  /** Narrower than this it says nothing. */
  readonly least?: number;
};

const GAP = '  ';
const LEAST = 6;

/** Aligned columns under their headings. Too wide for the line, the widest give way first; then the last are left out, and that is said. */
export function renderGrid(
  columns: readonly GridColumn[],
  rows: readonly (readonly string[])[],
  { width, paint, indent = '' }: { width: number; paint: Paint; indent?: string },
): string {
  const room = width - widthOf(indent);
  const natural = columns.map(({ heading }, at) =>
    Math.max(widthOf(heading), ...rows.map((row) => widthOf(row[at] ?? ''))),
  );
  const shown = columns.length - leftOut(columns, natural, room);
  const widths = shrink(natural.slice(0, shown), columns, room);
  const line = (cells: readonly string[]) =>
    indent +
    widths
      .map((wide, at) => pad(cut(cells[at] ?? '', wide), wide, columns[at]?.side))
      .join(GAP)
      .trimEnd();
  const rest = columns.slice(shown).map(({ heading }) => heading);
  return [
    paint.faint(line(columns.map(({ heading }) => heading))),
    ...rows.map(line),
    ...(rest.length > 0 ? [paint.faint(`${indent}not shown here: ${rest.join(', ')}`)] : []),
  ].join('\n');
}

const leastOf = (column: GridColumn | undefined, natural: number) =>
  Math.min(natural, column?.side === 'right' ? natural : (column?.least ?? LEAST));

const total = (widths: readonly number[]) =>
  widths.reduce((sum, wide) => sum + wide, 0) + GAP.length * Math.max(0, widths.length - 1);

/** Columns that don't fit even when all are as narrow as they may be. The first always stays. */
function leftOut(columns: readonly GridColumn[], natural: readonly number[], room: number): number {
  const least = natural.map((wide, at) => leastOf(columns[at], wide));
  let dropped = 0;
  while (dropped < least.length - 1 && total(least.slice(0, least.length - dropped)) > room) {
    dropped++;
  }
  return dropped;
}

function shrink(
  natural: readonly number[],
  columns: readonly GridColumn[],
  room: number,
): readonly number[] {
  const widths = [...natural];
  for (let excess = total(widths) - room; excess > 0; excess--) {
    const spare = widths.map((wide, at) =>
      wide > leastOf(columns[at], natural[at] ?? 0) ? wide : 0,
    );
    const widest = spare.indexOf(Math.max(...spare));
    if ((spare[widest] ?? 0) === 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}
