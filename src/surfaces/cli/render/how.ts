import type { Cell, Provenance } from '../../../core/answer.ts';
import { formatCount } from '../../../core/format.ts';
import { formatInstant } from '../../../core/format-time.ts';
import type { Canvas } from './chart.ts';
import { wrap } from './width.ts';

/** How an answer was made: reading, definitions, period, filters, rows, freshness. Ends in a line break. */
export function renderHow(provenance: Provenance, { width, paint }: Canvas): string {
  const { reading, assumed, kept, definitions, filters, period, freshness } = provenance;
  const zone = period?.zone ?? 'UTC';
  const lines = [
    ['Read as', reading],
    ...assumed.map((words) => ['Assumed', words]),
    ...(kept.length > 0 ? [['Kept', kept.join(', ')]] : []),
    ...definitions.map(({ label, text }) => [label, text]),
    ...(period ? [['Period', periodLine(provenance)]] : []),
    ...(filters.length > 0 ? [['Filters', filters.join(' · ')]] : []),
    ['Rows', rowsLine(provenance)],
    ...freshness.map(({ source, newestAt, loadedAt, readUntil }) => [
      `Data: ${source}`,
      `newest ${newestAt ? formatInstant(newestAt, zone) : '–'}, loaded ${formatInstant(loadedAt, zone)}${readUntil ? `, read up to ${formatInstant(readUntil, zone)}` : ''}`,
    ]),
  ];
  const told = lines.map(([name = '', words = '']) => {
    return `${paint.strong(name)}\n${wrap(words, width, '  ')}`;
  });
  return `${told.join('\n')}\n`;
}

/** Every statement with its values, the one that gave the figure first. Ends in a line break. */
export function renderSql({ statements }: Provenance, { paint }: Canvas): string {
  if (statements.length === 0) return 'No SQL was needed for that.\n';
  return statements
    .map(({ sql, params }, at) => {
      const title = at === 0 ? 'SQL' : `SQL beside it, ${at}`;
      return `${paint.strong(title)}\n${indented(sql)}${paint.faint(paramLines(params))}`;
    })
    .join('\n');
}

function periodLine({ period, anchor }: Provenance): string {
  if (!period) return '';
  const { start, end, zone, words, partial } = period;
  const span = `${formatInstant(start, zone)} up to ${formatInstant(end, zone)}, ${zone}`;
  return [words, span, ...(partial ? ['not over yet'] : []), anchor].filter(Boolean).join(' · ');
}

function rowsLine({ rows, used, missing }: Provenance): string {
  const left =
    missing > 0 ? `, ${formatCount(missing)} left out because the value was missing` : '';
  return `${formatCount(used)} used of ${formatCount(rows)}${left}`;
}

function indented(sql: string): string {
  return `${sql
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')}\n`;
}

function paramLines(params: Readonly<Record<string, Cell>>): string {
  return Object.entries(params)
    .map(([name, value]) => `  $${name} = ${JSON.stringify(value)}\n`)
    .join('');
}
