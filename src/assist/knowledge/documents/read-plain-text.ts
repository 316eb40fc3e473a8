import { createOutline, type ReadDocument } from './document.ts';

/** Plain text in its paragraphs: blank lines part them. */
export function readPlainText(text: string): ReadDocument {
  const outline = createOutline();
  for (const paragraph of text.split(/\r?\n\s*\r?\n/)) outline.paragraph(paragraph);
  return { title: null, pages: null, sections: outline.sections() };
}

/** Bytes as text: by their mark, else UTF-8, else as Windows wrote before. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes); // every byte is some character there
  }
}
