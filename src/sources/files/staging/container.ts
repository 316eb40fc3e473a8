import { AskerError } from '../../../core/errors.ts';

/** What the bytes of a file are, before anybody has looked at rows. */
export type Container = 'plain' | 'gzip' | 'zip' | 'parquet';

const CONTAINERS: readonly (readonly [Container, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['parquet', [0x50, 0x41, 0x52, 0x31]],
];

const FOREIGN: readonly (readonly [string, readonly number[]])[] = [
  ['This is an old Excel workbook (.xls); save it as CSV.', [0xd0, 0xcf, 0x11, 0xe0]],
  ['This is a PDF; export the table as CSV instead.', [0x25, 0x50, 0x44, 0x46]],
  ['This is a PNG image, not a table.', [0x89, 0x50, 0x4e, 0x47]],
  ['This is a JPEG image, not a table.', [0xff, 0xd8, 0xff]],
  ['This is a GIF image, not a table.', [0x47, 0x49, 0x46, 0x38]],
  ['This is a 7-Zip archive; unpack it first.', [0x37, 0x7a, 0xbc, 0xaf]],
  ['This is a RAR archive; unpack it first.', [0x52, 0x61, 0x72, 0x21]],
  ['This is a bzip2 file; unpack it first.', [0x42, 0x5a, 0x68]],
  ['This is an XZ file; unpack it first.', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['This is a Zstandard file; unpack it first.', [0x28, 0xb5, 0x2f, 0xfd]],
  ['This is an SQLite database; export the table as CSV.', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
  ['This is a rich-text document, not a table.', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
];

const MARKUP = /^\s*<(?:!doctype|html|\?xml|table|head|body)\b/i;
const DUCKDB_MAGIC_AT = 8;

/** Tells the container from the first bytes. Throws AskerError for what can't hold a table we read, saying what it is. */
export function sniffContainer(head: Uint8Array, fileName: string): Container {
  if (head.length === 0) throw new AskerError(`${fileName} is empty.`);
  const foreign = FOREIGN.find(([, magic]) => startsWith(head, magic));
  if (foreign) throw new AskerError(`${fileName} can't be imported. ${foreign[0]}`);
  if (startsWith(head.subarray(DUCKDB_MAGIC_AT), [0x44, 0x55, 0x43, 0x4b])) {
    throw new AskerError(
      `${fileName} can't be imported. This is a DuckDB database; export the table as CSV or Parquet.`,
    );
  }
  return CONTAINERS.find(([, magic]) => startsWith(head, magic))?.[0] ?? 'plain';
}

/** Throws AskerError when decoded text is a web page or bytes that aren't text at all. */
export function refuseOtherText(text: string, fileName: string): void {
  const markup = MARKUP.exec(text);
  if (markup) {
    const what = /xml/i.test(markup[0]) ? 'an XML document' : 'a web page';
    throw new AskerError(
      `${fileName} can't be imported. This is ${what}; export the table as CSV.`,
    );
  }
  if (text.trim() === '') throw new AskerError(`${fileName} is empty.`);
  if (isMostlyControl(text)) {
    throw new AskerError(
      `${fileName} can't be imported: it isn't text. CSV, JSON, JSON Lines and Parquet are read (also .gz, and .zip of one file).`,
    );
  }
}

function isMostlyControl(text: string): boolean {
  const checked = Math.min(text.length, 65_536);
  let odd = 0;
  for (let at = 0; at < checked; at++) {
    const code = text.charCodeAt(at);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 0xfffd) odd++;
  }
  return odd > checked * 0.05;
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}
