import type { Audience, NewPassage } from '../knowledge-index.ts';
import type { ReadDocument, Section } from './document.ts';

/** Long enough to answer a question, short enough to be cited. */
const LONGEST = 1200;
/** Shorter ones go with what follows under the same heading. */
const SHORT = 200;

export type Described = {
  readonly title: string;
  readonly audience: Audience;
  readonly url: string | null;
  /** ISO UTC. */
  readonly updatedAt: string;
};

/** The passages of a document: by heading, and within one at the ends of paragraphs and sentences. */
export function splitPassages(
  { sections }: Pick<ReadDocument, 'sections'>,
  { title, audience, url, updatedAt }: Described,
): readonly NewPassage[] {
  return joinShort(sections).flatMap(({ headings, page, text }) =>
    pieces(text).map((piece) => ({
      kind: 'document' as const,
      audience,
      title,
      section: sectionOf(headings, title),
      page,
      text: piece,
      answer: null,
      url,
      updatedAt,
    })),
  );
}

/** The title says itself already. */
function sectionOf(headings: readonly string[], title: string): string | null {
  const shown = headings.filter((heading, at) => at > 0 || heading !== title);
  return shown.length === 0 ? null : shown.join(' › ');
}

/** What a page break cut is one again; its page is the first one’s. */
function joinShort(sections: readonly Section[]): readonly Section[] {
  const joined: Section[] = [];
  for (const section of sections) {
    const last = joined.at(-1);
    const isSame = last && last.headings.join('\n') === section.headings.join('\n');
    if (last && isSame && Math.min(last.text.length, section.text.length) < SHORT)
      joined[joined.length - 1] = { ...last, text: `${last.text}\n${section.text}` };
    else joined.push(section);
  }
  return joined;
}

function pieces(text: string): readonly string[] {
  const found: string[] = [];
  let piece = '';
  const take = (part: string, joiner: string) => {
    if (piece !== '' && piece.length + part.length > LONGEST) {
      found.push(piece);
      piece = '';
    }
    piece = piece === '' ? part : `${piece}${joiner}${part}`;
  };
  for (const paragraph of text.split('\n')) {
    if (paragraph.length <= LONGEST) take(paragraph, '\n');
    else for (const sentence of sentences(paragraph)) take(sentence, ' ');
  }
  if (piece !== '') found.push(piece);
  return found;
}

const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });

/** One without an end is cut at its words. */
function sentences(paragraph: string): readonly string[] {
  return Array.from(SENTENCES.segment(paragraph), ({ segment }) => segment.trim()).flatMap((one) =>
    one.length <= LONGEST ? [one] : cut(one),
  );
}

function cut(text: string): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > LONGEST) {
    const space = rest.lastIndexOf(' ', LONGEST);
    const at = space > LONGEST / 2 ? space : LONGEST;
    parts.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return [...parts, rest];
}
