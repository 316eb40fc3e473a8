import { extname } from 'node:path';
import { AskerError } from '../../../core/errors.ts';
import type { Media, ReadDocument } from './document.ts';
import { readDocx } from './read-docx.ts';
import { readHtml } from './read-html.ts';
import { readMarkdown } from './read-markdown.ts';
import { readPdf } from './read-pdf.ts';
import { decodeText, readPlainText } from './read-plain-text.ts';

/** Changes with what readers make of the same bytes, so that documents are read again. */
export const READING = 1;

const BY_ENDING: Readonly<Record<string, Media>> = {
  '.pdf': 'pdf',
  '.docx': 'docx',
  ...{ '.html': 'html', '.htm': 'html', '.xhtml': 'html' },
  ...{ '.md': 'markdown', '.markdown': 'markdown', '.mdx': 'markdown' },
  ...{ '.txt': 'text', '.text': 'text', '.rst': 'text', '.adoc': 'text' },
};
const BY_TYPE: readonly (readonly [RegExp, Media])[] = [
  [/^application\/pdf\b/, 'pdf'],
  [/^application\/vnd\.openxmlformats-officedocument\.wordprocessingml\.document\b/, 'docx'],
  [/^(?:text\/html|application\/xhtml\+xml)\b/, 'html'],
  [/^text\/(?:x-)?markdown\b/, 'markdown'],
  [/^text\/plain\b/, 'text'],
];

export const READABLE = 'PDF, Word (.docx), HTML, Markdown and plain text';

/** Whether a file in a folder is one to read. */
export const isReadable = (name: string): boolean => extname(name).toLowerCase() in BY_ENDING;

export type Sent = {
  /** As a person knows it, with its ending. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** As a server calls it. */
  readonly contentType?: string | undefined;
};

/** What the bytes are: by how they begin, by what a server calls them, by the ending. Throws AskerError for what can’t be read. */
function mediaOf({ name, bytes, contentType = '' }: Sent): Media {
  const begin = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (begin.includes('%PDF-')) return 'pdf';
  const ending = BY_ENDING[extname(name).toLowerCase()];
  const typed = BY_TYPE.find(([type]) => type.test(contentType.toLowerCase()))?.[1];
  if (begin.startsWith('PK')) {
    if (ending === 'docx' || typed === 'docx') return 'docx';
    throw new AskerError(
      `${name} is an archive or another office document. Deskhand reads ${READABLE}.`,
    );
  }
  const media = typed === 'text' ? (ending ?? typed) : (typed ?? ending);
  if (media === 'pdf' || media === 'docx')
    throw new AskerError(
      `${name} is no ${media === 'pdf' ? 'PDF' : 'Word document'} inside: it is damaged, or was renamed.`,
    );
  if (!media || isBinary(bytes))
    throw new AskerError(`${name} can’t be read: Deskhand reads ${READABLE}.`);
  return media;
}

const isBinary = (bytes: Uint8Array): boolean => {
  const marked =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !marked && bytes.subarray(0, 4096).includes(0);
};

/** A document by its bytes. Throws AskerError for one that can’t be read, or says nothing. */
export async function readDocument(sent: Sent): Promise<ReadDocument & { readonly media: Media }> {
  const { name, bytes } = sent;
  if (bytes.length === 0) throw new AskerError(`${name} is empty.`);
  const media = mediaOf(sent);
  const read = await readAs(media, bytes, name);
  if (read.sections.length === 0)
    throw new AskerError(
      `${name} has no text${media === 'html' ? ' that is there without running its scripts' : ''}.`,
    );
  return { ...read, media };
}

function readAs(
  media: Media,
  bytes: Uint8Array,
  name: string,
): ReadDocument | Promise<ReadDocument> {
  switch (media) {
    case 'pdf':
      return readPdf(bytes, name);
    case 'docx':
      return readDocx(bytes, name);
    case 'html':
      return readHtml(decodeText(bytes));
    case 'markdown':
      return readMarkdown(decodeText(bytes));
    case 'text':
      return readPlainText(decodeText(bytes));
  }
}
