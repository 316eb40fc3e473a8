import { AskerError } from '../../../core/errors.ts';
import { createOutline, type ReadDocument } from './document.ts';
import { type Line, linesOf, type Piece } from './pdf-lines.ts';

const MOST_PAGES = 3000;

/** A PDF page by page; larger type makes headings. Throws AskerError for one that can’t be read, or holds nothing but pictures. */
export async function readPdf(bytes: Uint8Array, name: string): Promise<ReadDocument> {
  const { getDocumentProxy } = await import('unpdf');
  // The parser takes the bytes away from whoever gave them, and takes no Buffer.
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 }).catch(
    (cause: unknown) => {
      const isLocked = cause instanceof Error && cause.name === 'PasswordException';
      throw new AskerError(
        isLocked
          ? `${name} is protected by a password. Save it without one.`
          : `${name} can’t be read as a PDF: it is damaged, or none.`,
        { cause },
      );
    },
  );
  try {
    if (pdf.numPages > MOST_PAGES)
      throw new AskerError(
        `${name} has ${pdf.numPages} pages; up to ${MOST_PAGES} are read. Split it.`,
      );
    const pages: (readonly Line[])[] = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      pages.push(linesOf(items.flatMap((item) => ('str' in item ? [pieceOf(item)] : []))));
      page.cleanup();
    }
    if (!pages.flat().some(({ text }) => /\p{L}/u.test(text)))
      throw new AskerError(
        `${name} has no text: its ${pages.length} ${pages.length === 1 ? 'page is a picture' : 'pages are pictures'}. Run text recognition (OCR) over it first.`,
      );
    const metadata = await pdf.getMetadata().catch(() => null); // a damaged one is none
    return { ...outlineOf(pages), title: titleOf(metadata?.info), pages: pages.length };
  } finally {
    await pdf.loadingTask.destroy();
  }
}

function pieceOf(item: {
  readonly str: string;
  readonly transform: readonly unknown[];
  readonly height: number;
  readonly width: number;
}): Piece {
  const [, , , , x, y] = item.transform;
  return { text: item.str, x: Number(x), y: Number(y), height: item.height, width: item.width };
}

function titleOf(info: object | undefined): string | null {
  const title: unknown = info && 'Title' in info ? info.Title : null;
  // What printing from an editor leaves there is no title.
  return typeof title === 'string' && title.trim() !== '' && !/\.\w{2,4}$|^Microsoft /.test(title)
    ? title.trim()
    : null;
}

/** By how much larger than most of the text a line is set. */
const LARGER = 1.15;
const LONGEST_HEADING = 120;

function outlineOf(pages: readonly (readonly Line[])[]): Pick<ReadDocument, 'sections'> {
  const usual = usualHeight(pages.flat());
  const around = repeated(pages);
  const sizes = [
    ...new Set(
      pages
        .flat()
        .map(({ height }) => height)
        .filter((height) => height > usual * LARGER),
    ),
  ].sort((one, other) => other - one);
  const outline = createOutline();
  pages.forEach((lines, at) => {
    outline.page(at + 1);
    let paragraph = '';
    const end = () => {
      outline.paragraph(paragraph);
      paragraph = '';
    };
    for (const line of lines) {
      if (around.has(outlineKey(line.text))) continue;
      const level = sizes.indexOf(line.height) + 1;
      if (level > 0 && line.text.length <= LONGEST_HEADING && /\p{L}/u.test(line.text)) {
        end();
        outline.heading(level, line.text);
        continue;
      }
      if (line.isApart) end();
      paragraph = joined(paragraph, line.text);
    }
    end();
  });
  return { sections: outline.sections() };
}

/** A word cut at the end of a line is one again. */
const joined = (before: string, line: string): string =>
  /\p{Ll}-$/u.test(before) && /^\p{Ll}/u.test(line)
    ? `${before.slice(0, -1)}${line}`
    : `${before} ${line}`;

/** The height most characters are set in. */
function usualHeight(lines: readonly Line[]): number {
  const characters = new Map<number, number>();
  for (const { height, text } of lines)
    characters.set(height, (characters.get(height) ?? 0) + text.length);
  return [...characters].sort(([, one], [, other]) => other - one)[0]?.[0] ?? 0;
}

const FEW_PAGES = 4;

/** Headers and footers: lines that stand first or last on most pages, page numbers aside. */
function repeated(pages: readonly (readonly Line[])[]): ReadonlySet<string> {
  const times = new Map<string, number>();
  for (const lines of pages)
    for (const key of new Set([lines[0], lines.at(-1)].map((line) => outlineKey(line?.text ?? ''))))
      times.set(key, (times.get(key) ?? 0) + 1);
  const most = pages.length / 2;
  return new Set(
    pages.length < FEW_PAGES
      ? []
      : [...times].flatMap(([key, count]) => (count > most ? [key] : [])),
  );
}

const outlineKey = (text: string): string => text.replaceAll(/\d+/g, '#').trim();
