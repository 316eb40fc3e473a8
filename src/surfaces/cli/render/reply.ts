import type { Answer, FollowUp, Reply } from '../../../core/answer.ts';
import { formatInstant } from '../../../core/format-time.ts';
import { type Canvas, renderChart } from './chart.ts';
import { renderProse } from './prose.ts';
import { isChartOf, renderTable } from './table.ts';
import { widthOf, wrap } from './width.ts';

export type ReplyCanvas = Canvas & {
  readonly zone: string;
  /** Numbers before what can be asked next, where a number picks it. */
  readonly isNumbered?: boolean;
};

/** A reply as a person reads it in a terminal. Ends in a line break. */
export function renderReply(reply: Reply, canvas: ReplyCanvas): string {
  const headline = renderProse(reply.headline, canvas.width, canvas.paint);
  switch (reply.kind) {
    case 'answer':
      return `${[headline, ...answerParts(reply, canvas)].join('\n')}\n`;
    case 'clarify':
      return `${[headline, renderNext(reply.choices, canvas)].join('\n')}\n`;
    case 'decline':
      return `${[headline, renderNext(reply.followUps, canvas)].filter(Boolean).join('\n')}\n`;
  }
}

/** What a number picks after this reply. */
export function choicesOf(reply: Reply): readonly FollowUp[] {
  return reply.kind === 'clarify' ? reply.choices : reply.followUps;
}

function answerParts(answer: Answer, canvas: ReplyCanvas): readonly string[] {
  const { width, paint } = canvas;
  const { chart, table, context, highlights, warnings } = answer;
  const isBeside = chart !== null && table !== null && isChartOf(chart, table);
  const drawn = chart && !isBeside ? renderChart(chart, canvas) : null;
  // A sparkline's table is its values, day by day: behind a single figure that is too much.
  const isTabled = table && !(drawn && chart?.kind === 'sparkline');
  const tabled = isTabled ? renderTable(table, canvas, isBeside ? chart : null) : null;
  return [
    ...[...context, ...highlights].map((sentence) => renderProse(sentence, width, paint)),
    ...(drawn ? ['', drawn] : []),
    ...(tabled ? ['', tabled] : []),
    ...(drawn || tabled ? [''] : []),
    ...warnings.map((warning) => paint.warn(renderProse(`! ${warning}`, width, paint))),
    paint.faint(wrap(sourceLine(answer, canvas.zone), width)),
    ...[renderNext(answer.followUps, canvas)].filter(Boolean),
  ];
}

function sourceLine({ provenance, asOf }: Answer, zone: string): string {
  const { assumed, kept, reading } = provenance;
  const said = [...assumed, ...(kept.length > 0 ? [`kept: ${kept.join(', ')}`] : []), reading];
  return `${said.join(' · ')} · data as of ${formatInstant(asOf, provenance.period?.zone ?? zone)}`;
}

function renderNext(
  followUps: readonly FollowUp[],
  { paint, isNumbered, width }: ReplyCanvas,
): string {
  if (followUps.length === 0) return '';
  const items = followUps.map(({ label }, at) =>
    isNumbered ? `${paint.accent(`${at + 1}`)} ${label}` : `${paint.accent('›')} ${label}`,
  );
  const line = items.join('   ');
  return widthOf(line) <= width ? line : items.map((item) => wrap(item, width)).join('\n');
}
