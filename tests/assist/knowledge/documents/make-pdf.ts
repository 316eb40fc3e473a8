export type PdfLine = { readonly text: string; readonly size?: number };

/** A PDF of these pages, a line each 12 points; a page without lines is as good as a picture. */
export function makePdf(pages: readonly (readonly PdfLine[])[], title?: string): Uint8Array {
  const pageId = (at: number) => 4 + at * 2;
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R >>`,
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, at) => `${pageId(at)} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((lines, at) => {
      const drawn = lines.map(
        ({ text, size = 10 }, nth) =>
          `BT /F1 ${size} Tf 60 ${740 - nth * 12} Td (${text.replaceAll(/[\\()]/g, '\\$&')}) Tj ET`,
      );
      const content = drawn.join('\n');
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> /Contents ${pageId(at) + 1} 0 R >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
    ...(title === undefined ? [] : [`<< /Title (${title}) >>`]),
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const info = title === undefined ? '' : ` /Info ${objects.length} 0 R`;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${info} >>\nstartxref\n${file.lastIndexOf('xref')}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
