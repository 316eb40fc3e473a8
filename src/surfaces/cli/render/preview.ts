import { formatCount, formatCounted } from '../../../core/format.ts';
import type {
  ColumnUse,
  ImportPreview,
  ImportSummary,
} from '../../../sources/files/file-import.ts';
import type { Canvas } from './chart.ts';
import { renderGrid } from './grid.ts';
import { renderPagePreview } from './page-preview.ts';
import { cut, wrap } from './width.ts';

const LONGEST_EXAMPLES = 48;

/** How a file would be loaded, for a person to agree to. Ends in a line break. */
export function renderPreview(preview: ImportPreview, canvas: Canvas): string {
  if (preview.pageMessages) return renderPagePreview(preview, preview.pageMessages, canvas);
  const { paint, width } = canvas;
  const told = (words: string) => wrap(words, width);
  const lines = [
    paint.strong(`${preview.fileName}: ${rowsWords(preview)} of ${preview.entity}`),
    told(settingsLine(preview)),
    ...(preview.eventLog ? [told(eventLine(preview.eventLog, preview.entity))] : []),
    '',
    renderColumns(preview.columns, canvas),
    ...leftOutLine(preview.columns),
    ...preview.warnings.map((warning) => paint.warn(told(`! ${warning}`))),
    ...replacedLine(preview).map((line) => paint.warn(told(line))),
    ...preview.questions.map(({ text, byOption }) => paint.warn(told(`? ${text} (${byOption})`))),
  ];
  return `${lines.join('\n')}\n`;
}

function replacedLine({ replaces, entity }: ImportPreview): readonly string[] {
  if (replaces === null) return [];
  const { ids, earlierFile, freeSource } = replaces;
  const from = earlierFile === null ? '' : ` from ${earlierFile}`;
  const others = ids === 1 ? `another ${entity.slice(0, -1)}` : `other ${entity}`;
  return [
    `! ${formatCounted(ids, 'id is', 'ids are')} already known${from}, for ${others}. Loading replaces ${ids === 1 ? 'it' : 'them'}; --source ${freeSource} keeps both.`,
  ];
}

function rowsWords({ rows, rowsAreEstimated }: ImportPreview): string {
  return `${rowsAreEstimated ? 'about ' : ''}${formatCounted(rows, 'row')}`;
}

function settingsLine({
  source,
  zone,
  format,
  encoding,
  delimiter,
  savedAs,
}: ImportPreview): string {
  return [
    `source “${source}”`,
    `times without a zone are ${zone}`,
    [format.toUpperCase(), encoding, delimiter && delimiterWords(delimiter)]
      .filter(Boolean)
      .join(', '),
    ...(savedAs
      ? [
          `read as an earlier file with these headings was, kept as ${savedAs}.yaml (--fresh sets that aside)`,
        ]
      : []),
  ].join(' · ');
}

function delimiterWords(delimiter: string): string {
  return delimiter === '\t' ? 'split at tabs' : `split at ${delimiter}`;
}

function eventLine(
  { key, orderedBy, keys }: NonNullable<ImportPreview['eventLog']>,
  entity: string,
): string {
  return `An event log: ${formatCounted(keys, entity.slice(0, -1))} told apart by “${key}”; the latest row by “${orderedBy}” counts, earlier ones become history.`;
}

const MOST_COLUMNS = 60;

function renderColumns(columns: readonly ColumnUse[], canvas: Canvas): string {
  const used = columns.filter(({ column }) => column !== null);
  // Recognised ones first: they are what has to be right.
  const ordered = [
    ...used.filter(({ target }) => target !== null),
    ...used.filter(({ target }) => target === null),
  ];
  const grid = renderGrid(
    [
      { heading: 'column', least: 10 },
      { heading: 'becomes', least: 10 },
      { heading: 'read as', least: 10 },
      { heading: 'for example', least: 10 },
    ],
    ordered
      .slice(0, MOST_COLUMNS)
      .map((use) => [
        use.header,
        use.target ?? `extra ${use.column}`,
        use.reads,
        cut(use.examples.slice(0, 3).join(' · '), LONGEST_EXAMPLES),
      ]),
    canvas,
  );
  const rest = ordered.length - MOST_COLUMNS;
  return rest > 0
    ? `${grid}\n${canvas.paint.faint(`… ${formatCounted(rest, 'more extra column')}`)}`
    : grid;
}

function leftOutLine(columns: readonly ColumnUse[]): readonly string[] {
  const names = columns.filter(({ column }) => column === null).map(({ header }) => header);
  if (names.length === 0) return [];
  const shown = names.slice(0, 12).join(', ');
  return [
    `Left out, empty or a double: ${shown}${names.length > 12 ? ` and ${names.length - 12} more` : ''}`,
  ];
}

/** What was loaded. Ends in a line break. */
export function renderImportSummary(summary: ImportSummary, { paint, width }: Canvas): string {
  const { rows, inserted, updated, unchanged, history, entity, from, to, tookMs } = summary;
  const counts = [
    `${formatCount(inserted)} new`,
    `${formatCount(updated)} updated`,
    `${formatCount(unchanged)} unchanged`,
    ...(history > 0 ? [`${formatCounted(history, 'earlier state')} kept as history`] : []),
  ].join(', ');
  const seconds = tookMs / 1000;
  const span = from && to ? ` from ${from.slice(0, 10)} to ${to.slice(0, 10)}` : '';
  const unusable = summary.unusable.reduce((sum, { rows: count }) => sum + count, 0);
  return `${[
    paint.strong(`Loaded ${formatCounted(rows, 'row')} of ${entity}${span}`) +
      ` in ${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s: ${counts}.`,
    ...(summary.demoRemoved ? ['The demo data was taken out.'] : []),
    ...(unusable > 0
      ? [
          `${formatCounted(unusable, 'value')} ${unusable === 1 ? 'counts' : 'count'} as missing: ${worst(summary)}. “deskhand status” lists them.`,
        ]
      : []),
    ...summary.warnings.map((warning) => paint.warn(`! ${warning}`)),
  ]
    .map((line) => wrap(line, width))
    .join('\n')}\n`;
}

function worst({ unusable }: ImportSummary): string {
  return unusable
    .toSorted((a, b) => b.rows - a.rows)
    .slice(0, 3)
    .map(({ column, value, rows }) => `${column} “${value}” (${formatCount(rows)})`)
    .join(', ');
}
