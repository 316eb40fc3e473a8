import { formatCount, formatCounted } from '../../../core/format.ts';
import type { ImportPreview, PageMessages } from '../../../sources/files/file-import.ts';
import type { Canvas } from './chart.ts';
import { renderGrid } from './grid.ts';
import { wrap } from './width.ts';

const MOST_AGENTS = 5;

/** What a file of a Facebook page's messages holds, for a person to agree to. Ends in a line break. */
export function renderPagePreview(
  preview: ImportPreview,
  told: PageMessages,
  canvas: Canvas,
): string {
  const { paint, width } = canvas;
  const wrapped = (words: string) => wrap(words, width);
  const lines = [
    paint.strong(`${preview.fileName}: ${formatCounted(told.conversations, 'conversation')}`),
    wrapped(messageWords(told)),
    wrapped(`times without a zone are ${preview.zone}${told.page ? ` · page “${told.page}”` : ''}`),
    ...(told.agents.length > 0 ? [wrapped(agentWords(told))] : []),
    '',
    renderSample(preview, canvas),
    ...told.invalid.map(({ reason, messages }) =>
      paint.warn(wrapped(`! ${formatCounted(messages, 'message')} can’t be used: ${reason}`)),
    ),
    ...knownLine(told).map(wrapped),
    ...preview.warnings.map((warning) => paint.warn(wrapped(`! ${warning}`))),
    ...preview.questions.map(({ text }) => paint.warn(wrapped(`? ${text}`))),
  ];
  return `${lines.join('\n')}\n`;
}

function messageWords({ messages, fromCustomers, automatic, from, to }: PageMessages): string {
  const range = from && to ? `, ${from.slice(0, 10)} to ${to.slice(0, 10)}` : '';
  return `${formatCounted(messages, 'message')}${range}: ${formatCount(fromCustomers)} from customers, ${formatCount(messages - fromCustomers)} from the team, ${formatCount(automatic)} of those automatic`;
}

function agentWords({ agents }: PageMessages): string {
  const shown = agents
    .slice(0, MOST_AGENTS)
    .map(({ name, messages }) => `${name} (${formatCount(messages)})`);
  const rest = agents.length - MOST_AGENTS;
  return `agents: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function knownLine({ known, conversations }: PageMessages): readonly string[] {
  if (known === 0) return [];
  const which =
    known === conversations ? 'All of them are' : formatCounted(known, 'of them is', 'of them are');
  return [
    `${which} here already, word for word, and left alone; --force works through them again.`,
  ];
}

function renderSample({ sample }: ImportPreview, canvas: Canvas): string {
  return renderGrid(
    sample.columns.map((heading) => ({ heading, least: 8 })),
    sample.rows.map((row) => row.map((cell) => cell ?? '')),
    canvas,
  );
}
