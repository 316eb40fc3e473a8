import { crc32 } from 'node:zlib';

const TYPES = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
const RELATIONS = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`;

/** A Word document of these paragraphs; `# ` and `## ` make headings. */
export function makeDocx(paragraphs: readonly string[]): Uint8Array {
  const body = paragraphs.map((paragraph) => {
    const [, marks = '', words = ''] = /^(#*)\s*(.*)$/.exec(paragraph) ?? [];
    const style = marks && `<w:pPr><w:pStyle w:val="Heading${marks.length}"/></w:pPr>`;
    return `<w:p>${style}<w:r><w:t>${words}</w:t></w:r></w:p>`;
  });
  const document = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body.join('')}</w:body></w:document>`;
  return makeZip([
    ['[Content_Types].xml', TYPES],
    ['_rels/.rels', RELATIONS],
    ['word/document.xml', document],
  ]);
}

/** Files in an archive, not packed. `claimed`: how many bytes the first is said to unpack to. */
export function makeZip(
  files: readonly (readonly [name: string, text: string])[],
  claimed?: number,
): Uint8Array {
  const entries = files.map(([name, text], at) => {
    const bytes = Buffer.from(text);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt32LE(crc32(bytes), 10);
    about.writeUInt32LE(bytes.length, 14);
    about.writeUInt32LE(at === 0 && claimed !== undefined ? claimed : bytes.length, 18);
    about.writeUInt16LE(name.length, 22);
    return { name: Buffer.from(name), bytes, about };
  });
  const local = entries.map(({ name, bytes, about }) =>
    Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), about, name, bytes]),
  );
  let offset = 0;
  const listing = entries.map(({ name, about }, at) => {
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    offset += local[at]?.length ?? 0;
    const made = Buffer.from([20, 0]);
    return Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), made, about, rest, name]);
  });
  const size = listing.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, ...listing, end]);
}
