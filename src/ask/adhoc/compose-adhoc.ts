import { SCOPE_PARAMS } from '../../analytics/adhoc/known-tables.ts';
import type { Answer, Cell, Column, Provenance, Statement, Table } from '../../core/answer.ts';
import { cellWords } from '../../core/cell-words.ts';
import { formatCount, formatCounted } from '../../core/format.ts';
import { formatInstant } from '../../core/format-time.ts';
import type { AnswerContext } from '../answer/compose-input.ts';
import { asOf as dataAsOf } from '../answer/decline.ts';
import { behindWords, freshnessOf } from '../answer/system-words.ts';
import { capitaliseStrong, joinWords, strong } from '../answer/words.ts';
import { findDimension, type ReadContext } from '../read/context.ts';
import { asOf } from '../read/scope.ts';
import { describePeriod } from '../time/periods.ts';
import { zoneOf } from '../time/time-context.ts';
import { inLines } from './in-lines.ts';
import type { Stretch } from './stretches.ts';
import { tableOf } from './table-of.ts';
import type { Answered } from './write-sql.ts';

const UNCHECKED =
  'This is no figure of the catalogue: a language model wrote the SQL, and nobody has checked that it asks what you meant. Read it under “How I got this” before you rely on it.';
const READ_AS = 'SQL written for this question by a language model, which saw no data';
const MOST_TOLD = 4;

/** An answer out of SQL that was written for it: the rows, and all that tells it from a figure of the catalogue. */
export function composeAdhoc(
  found: Answered,
  context: AnswerContext,
  reading: ReadContext,
): Omit<Answer, 'followUps'> {
  const labels = columnLabels(found, reading);
  const table = tableOf(found.rows, labels);
  return {
    kind: 'answer',
    isAdhoc: true,
    headline: headline(table, found),
    context: [],
    figures: [],
    comparison: null,
    highlights: [],
    chart: null,
    table: table.rows.length > 0 ? table : null,
    provenance: explain(found, labels, { context, reading }),
    warnings: [
      UNCHECKED,
      ...(found.isCut ? [cutWords(table)] : []),
      ...unfinished(found),
      ...systemsBehind(context, zoneOf(reading.time)),
    ],
    asOf: dataAsOf(context),
  };
}

function headline({ columns, rows }: Table, found: Answered): string {
  const period = leadStretch(found)?.period;
  const when = period ? `, ${describePeriod(period)}` : '';
  const [first] = rows;
  if (!first) return `Ad-hoc: ${strong('no rows')}${when}.`;
  const told = columns.slice(0, MOST_TOLD).map((column, at) => cellTold(column, first[at] ?? null));
  if (rows.length === 1) return `Ad-hoc: ${capitaliseStrong(strong(joinWords(told)))}${when}.`;
  return `Ad-hoc: ${strong(formatCounted(rows.length, 'row'))}${when}; the first: ${told.join(', ')}.`;
}

function cellTold(column: Column, cell: Cell): string {
  const value = cell === null ? '(none)' : cellWords(cell, column);
  return column.role === 'dimension' && typeof cell === 'string'
    ? value
    : `${column.label} ${value}`;
}

const cutWords = ({ rows }: Table): string =>
  `There are more rows than the ${formatCount(rows.length)} shown.`;

function unfinished(found: Answered): readonly string[] {
  const period = leadStretch(found)?.period;
  if (!period?.partial) return [];
  return [`The period is not over; rows run up to ${formatInstant(period.end, period.zone)}.`];
}

const systemsBehind = ({ facts, now }: AnswerContext, zone: string): readonly string[] =>
  (facts.systems ?? []).flatMap((system) => behindWords(system, { now, zone }));

/** The stretch of time the question is about, where the statement is limited to it. */
const leadStretch = ({ stretches }: Answered): Stretch | undefined =>
  stretches.find(({ is }) => is === 'named' || is === 'usual');

function explain(
  found: Answered,
  labels: ReadonlyMap<string, string>,
  { context, reading }: { readonly context: AnswerContext; readonly reading: ReadContext },
): Provenance {
  const { rows, stretches, passedOver } = found;
  const lead = leadStretch(found);
  const zone = zoneOf(reading.time);
  const leftOut = found.values.params[SCOPE_PARAMS.leftOut];
  const managers = Array.isArray(leftOut) && leftOut.length > 0;
  return {
    reading: READ_AS,
    kept: [],
    assumed: [
      'ad-hoc',
      ...(stretches.length === 0 ? ['over all the data'] : []),
      ...stretches.filter(({ is }) => is === 'usual').map(({ period }) => period.words),
      ...passedOver.map((word) => `“${word}” passed over`),
    ],
    definitions: [...labels].map(([label, text]) => ({
      label,
      text: `The file’s own column “${text}”.`,
    })),
    anchor: '',
    period: lead?.period ?? null,
    filters: [
      ...stretches
        .filter((one) => one !== lead)
        .map(({ period }) => `also ${describePeriod(period)}`),
      ...(managers ? ['managers excluded'] : []),
      'deleted records left out',
      `nothing dated after ${formatInstant(asOf(reading), zone)}`,
      'customers’ names, addresses and words left out',
    ],
    statements: [statementOf(found)],
    rows: rows.rows.length,
    used: rows.rows.length,
    missing: 0,
    freshness: freshnessOf(context.facts),
  };
}

/** As it was written, with the values that were bound to it. */
function statementOf({ statement: { shown, held }, values }: Answered): Statement {
  const params = held.map((name): [string, Cell] => [name, String(values.params[name] ?? '')]);
  return { sql: inLines(shown), params: Object.fromEntries(params) };
}

/** Columns of files that it reads, by the placeholder they were told as. */
function columnLabels(
  { statement, values }: Answered,
  reading: ReadContext,
): ReadonlyMap<string, string> {
  const read = values.names.own.filter(({ as }) => new RegExp(`\\b${as}\\b`).test(statement.shown));
  return new Map(
    read.map(({ column, as }) => [as, findDimension(reading, column)?.label ?? column]),
  );
}
