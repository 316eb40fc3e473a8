import type { RichTextBlock, RichTextSection } from '@slack/types';
import type { Answer, Statement } from '../../../core/answer.ts';
import { formatInstant } from '../../../core/format-time.ts';
import { provenanceTerms, statementParts } from '../../../core/provenance-words.ts';
import { BUDGET, bytesOf, chunk, LIMITS, orBlank } from './fit.ts';
import type { ShownTurn } from './render-reply.ts';
import type { SlackBlock, SlackModal } from './slack-message.ts';
import { asides, plain, shown } from './words.ts';

/** "How I got this" as a modal: reading, definitions, period, filters, rows, freshness, and the SQL with its values. */
export function renderProvenance(
  { question, reply }: ShownTurn,
  { zone }: { readonly zone: string },
): SlackModal {
  return {
    type: 'modal',
    title: plain('How I got this', LIMITS.modalTitle),
    close: plain('Close', LIMITS.modalTitle),
    blocks:
      reply.kind === 'answer'
        ? fitted(answerBlocks(question, reply, zone))
        : asides(['Nothing was computed for this reply.']),
  };
}

function answerBlocks(question: string, answer: Answer, zone: string): SlackBlock[] {
  const { provenance, asOf } = answer;
  const { statements } = provenance;
  const shownZone = provenance.period?.zone ?? zone;
  const terms = [
    { term: 'Asked', lines: [question] },
    ...provenanceTerms(provenance, zone),
    { term: 'Data as of', lines: [formatInstant(asOf, shownZone)] },
  ];
  return [
    ...terms.flatMap(({ term, lines, ...rest }) =>
      titled('defines' in rest ? `${term}: ${rest.defines}` : term, lines),
    ),
    ...statements.flatMap((statement, at) => [
      ...titled(at === 0 ? 'SQL' : `SQL beside it, ${at}`, []),
      ...code(statement),
    ]),
  ];
}

/** A term in bold over its lines. */
function titled(term: string, lines: readonly string[]): RichTextBlock[] {
  const pieces = chunk(lines.map(shown).join('\n'), LIMITS.sectionText - LIMITS.headerText);
  return pieces.map((piece, at) => {
    const heading =
      at === 0 ? [{ type: 'text' as const, text: shown(term), style: { bold: true } }] : [];
    const words =
      piece === '' ? [] : [{ type: 'text' as const, text: at === 0 ? `\n${piece}` : piece }];
    const section: RichTextSection = {
      type: 'rich_text_section',
      elements: [...heading, ...words],
    };
    return { type: 'rich_text', elements: [section] };
  });
}

/** A statement as it ran, each value in its place. */
function code(statement: Statement): RichTextBlock[] {
  const sql = statementParts(statement)
    .map(({ text }) => text)
    .join('');
  return chunk(shown(sql), LIMITS.sectionText).map((text) => ({
    type: 'rich_text',
    elements: [
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: orBlank(text) }] },
    ],
  }));
}

/** As many blocks as a view takes; that there were more is said. */
function fitted(blocks: readonly SlackBlock[]): SlackBlock[] {
  let bytes = 0;
  const end = blocks.findIndex((block, at) => {
    bytes += bytesOf(block) + 1;
    return bytes > BUDGET.viewBytes || at >= LIMITS.viewBlocks - 1;
  });
  if (end < 0) return [...blocks];
  return [
    ...blocks.slice(0, end),
    ...asides(['There is more of it than a window in Slack holds; the console shows all.']),
  ];
}
