import { createOutline, type ReadDocument } from './document.ts';

const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const UNDERLINE = /^ {0,3}(=+|-+)\s*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/;
const TITLE = /^title:\s*["']?(.*?)["']?\s*$/m;
const ITEM = /^\s*(?:[-*+]|\d+[.)])\s|^\s*\|/;
const RULE = /^\s*(?:\|?[\s:|-]{3,}\|?|(?:[*_-]\s*){3,})$/;

/** Markdown by its headings: paragraphs, lists and code as plain text. */
export function readMarkdown(text: string): ReadDocument {
  const front = FRONT_MATTER.exec(text);
  const outline = createOutline();
  let paragraph: string[] = [];
  let fence: string | null = null;
  let firstHeading: string | null = null;
  const end = () => {
    outline.paragraph(plain(paragraph.join(' ')));
    paragraph = [];
  };
  const head = ({ level, words }: Heading) => {
    end();
    const said = plain(words);
    firstHeading ??= said;
    outline.heading(level, said);
  };
  const takeCode = (line: string, within: string) => {
    if (FENCE.exec(line)?.[1]?.startsWith(within)) fence = null;
    else outline.paragraph(line);
  };
  const takeLine = (line: string) => {
    const heading = headingOf(line, paragraph);
    fence = FENCE.exec(line)?.[1] ?? null;
    if (heading) {
      if (heading.isUnderlined) paragraph = [];
      return head(heading);
    }
    const isOver = fence !== null || line.trim() === '' || RULE.test(line);
    if (isOver || ITEM.test(line)) end();
    if (!isOver) paragraph.push(line);
  };
  for (const line of text.slice(front?.[0].length ?? 0).split(/\r?\n/)) {
    if (fence === null) takeLine(line);
    else takeCode(line, fence);
  }
  end();
  const title = TITLE.exec(front?.[1] ?? '')?.[1] ?? firstHeading;
  return { title: title === '' ? null : title, pages: null, sections: outline.sections() };
}

type Heading = {
  readonly level: number;
  readonly words: string;
  /** Its words were the line before. */
  readonly isUnderlined: boolean;
};

function headingOf(line: string, before: readonly string[]): Heading | null {
  const [, marks, words = ''] = HEADING.exec(line) ?? [];
  if (marks) return { level: marks.length, words, isUnderlined: false };
  const [only, ...others] = before;
  const under = only !== undefined && others.length === 0 && UNDERLINE.exec(line)?.[1];
  return under ? { level: under.startsWith('=') ? 1 : 2, words: only, isUnderlined: true } : null;
}

/** Without marks: what a reader of the page would see. */
function plain(text: string): string {
  return text
    .replaceAll(/<!--[\s\S]*?-->|<\/?[a-z][^>]*>/gi, ' ')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/!?\[([^\]]*)\]\[[^\]]*\]/g, '$1')
    .replaceAll(/^\s*(?:>\s*)+/g, '')
    .replaceAll(/(^|\s)[-*+]\s+(?:\[[ xX]\]\s+)?/g, '$1')
    .replaceAll(/(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replaceAll(/(^|[^\w*])\*(?=\S)(.+?)(?<=\S)\*(?![\w*])/g, '$1$2')
    .replaceAll(/(^|[^\w_])_(?=\S)(.+?)(?<=\S)_(?![\w_])/g, '$1$2')
    .replaceAll(/`([^`]*)`/g, '$1')
    .replaceAll(/\s*\|\s*/g, ' ')
    .replaceAll(/\\([\\`*_{}[\]()#+.!>-])/g, '$1');
}
