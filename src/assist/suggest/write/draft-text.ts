import type { DraftSentence, SourceMark } from '../draft.ts';
import type { Draft } from '../suggestion.ts';

/** The reply as it would be sent: without marks. */
export function draftText(draft: Pick<Draft, 'greeting' | 'sentences' | 'closing'>): string {
  return written(draft, () => '');
}

/** The reply with the marks of its sources behind each sentence, for whoever checks it. */
export function markedText(draft: Pick<Draft, 'greeting' | 'sentences' | 'closing'>): string {
  return written(draft, (marks) => (marks.length === 0 ? '' : ` [${marks.join(', ')}]`));
}

function written(
  { greeting, sentences, closing }: Pick<Draft, 'greeting' | 'sentences' | 'closing'>,
  marked: (marks: readonly SourceMark[]) => string,
): string {
  const body = paragraphs(sentences)
    .map((lines) =>
      lines.map((one) => one.map(({ text, marks }) => text + marked(marks)).join(' ')),
    )
    .map((lines) => numbered(lines).join('\n'));
  return [greeting, ...body, closing].filter((part) => part !== '').join('\n\n');

  function numbered(lines: readonly string[]): readonly string[] {
    return lines.length > 1 ? lines.map((line, at) => `${at + 1}. ${line}`) : lines;
  }
}

/** Paragraphs of lines of sentences: items that follow each other are one list, small talk stands apart from what is said. */
function paragraphs(
  sentences: readonly DraftSentence[],
): readonly (readonly (readonly DraftSentence[])[])[] {
  const found: DraftSentence[][][] = [];
  let inList = false;
  let wasCourtesy = false;
  for (const sentence of sentences) {
    const isCourtesy = sentence.role === 'courtesy';
    const current = found.at(-1);
    if (sentence.isItem && inList && current) current.push([sentence]);
    else if (!sentence.isItem && current && isCourtesy === wasCourtesy)
      current.at(-1)?.push(sentence);
    else found.push([[sentence]]);
    inList = sentence.isItem || (inList && isCourtesy === wasCourtesy);
    wasCourtesy = isCourtesy;
  }
  return found;
}
