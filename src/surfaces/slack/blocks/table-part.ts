import type { Table } from '../../../core/answer.ts';
import { formatCount, sentenceCase } from '../../../core/format.ts';
import type { SlackBlock, SlackFile } from './slack-message.ts';
import { renderTable } from './table-block.ts';
import { asides } from './words.ts';

export type TablePart = {
  readonly blocks: readonly SlackBlock[];
  /** Set where the table doesn't hold what the answer does, or promises. */
  readonly file: SlackFile | null;
  /** Rows there are in all, where they are more than were asked for; to be had as a file. */
  readonly offered: number | null;
};

/** An answer's table, with what of it is not to be seen and where that is. */
export function tablePart(
  table: Table,
  place: {
    readonly caption: string;
    readonly fileName: string;
    readonly isBesideChart: boolean;
    readonly isDrawn: boolean;
  },
): TablePart {
  const { caption, fileName, isBesideChart, isDrawn } = place;
  const drawn = isDrawn ? renderTable(table, { caption, isBesideChart }) : null;
  const rows = drawn?.rows ?? 0;
  const without = drawn?.without ?? [];
  // Nobody asked for the rest of a ranking; a list says that its rest is in the file.
  const isRestPromised = table.total > table.rows.length && !isBesideChart;
  const isFiled = rows < table.rows.length || without.length > 0 || isRestPromised;
  const held = Math.max(table.total, table.rows.length);
  const parts = [
    ...(drawn && rows < held ? [`${formatCount(rows)} of ${formatCount(held)} rows`] : []),
    ...without,
  ];
  return {
    blocks: [
      ...(drawn ? [drawn.block] : []),
      ...asides([noteOf(parts, isFiled ? fileName : null)]),
    ],
    file: isFiled ? { kind: 'csv', fileName, title: caption, alt: caption } : null,
    offered: !isFiled && rows < held ? held : null,
  };
}

function noteOf(parts: readonly string[], fileName: string | null): string {
  const words = sentenceCase(parts.join(', '));
  if (fileName === null) return words && `${words}.`;
  return words === '' ? `The table is in ${fileName}.` : `${words}; all of it is in ${fileName}.`;
}
