import { createOutline, type ReadDocument } from './document.ts';

const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const UNDERLINE = /^ {0,3}(=+|-+)\s*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/;
const TITLE = /^title:\s*["']?(.*?)["']?\s*$/m;
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
  const heading = (level: number, words: string) => {
    const said = plain(words);
    firstHeading ??= said;
    outline.heading(level, said);
  };
  for (const line of text.slice(front?.[0].length ?? 0).split(/\r?\n/)) {
    const fenced: string | undefined = FENCE.exec(line)?.[1];
    if (fence !== null) {
      if (fenced?.startsWith(fence)) fence = null;
      else outline.paragraph(line);
      continue;
    }
    const marked = HEADING.exec(line);
    const under = paragraph.length === 1 ? UNDERLINE.exec(line)?.[1] : undefined;
    if (fenced) {
      end();
      fence = fenced;
    } else if (marked) {
      end();
      heading(marked[1]?.length ?? 1, marked[2] ?? '');
    } else if (under) {
      const [words = ''] = paragraph;
      paragraph = [];
      heading(under.startsWith('=') ? 1 : 2, words);
    } else if (line.trim() === '' || RULE.test(line)) end();
    else {
      if (/^\s*(?:[-*+]|\d+[.)])\s|^\s*\|/.test(line)) end();
      paragraph.push(line);
    }
  }
  end();
  const title = TITLE.exec(front?.[1] ?? '')?.[1] ?? firstHeading;
  return { title: title === '' ? null : title, pages: null, sections: outline.sections() };
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
