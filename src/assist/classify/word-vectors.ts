import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { z } from 'zod';

/**
 * What words mean, as far as the company they keep tells: words used alike have vectors that point alike. Of common English words,
 * learned from public texts, never from tickets. In memory that threads share.
 */
export type WordVectors = {
  /** What was learned over other vectors can't be used with these. */
  readonly name: string;
  readonly width: number;
  /** Hashes as in features.ts, ascending; a word's place is its row. */
  readonly words: Uint32Array;
  /** A vector per word, end to end; only its direction counts. */
  readonly rows: Int8Array;
};

const LAYOUT = 'deskhand word vectors 1';
const header = z.object({
  layout: z.literal(LAYOUT),
  name: z.string(),
  width: z.int().positive(),
  wordCount: z.int(),
});

/** A line of JSON, then the hashes and the rows, compressed. */
export function encodeWordVectors({ name, width, words, rows }: WordVectors): Uint8Array {
  const head = { layout: LAYOUT, name, width, wordCount: words.length };
  return brotliCompressSync(
    Buffer.concat([
      Buffer.from(`${JSON.stringify(head)}\n`),
      new Uint8Array(words.buffer, words.byteOffset, words.byteLength),
      new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength),
    ]),
    { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } },
  );
}

/** Throws where the bytes are no word vectors. */
export function decodeWordVectors(file: Uint8Array): WordVectors {
  const bytes = brotliDecompressSync(file);
  const end = bytes.indexOf('\n');
  const { name, width, wordCount } = header.parse(JSON.parse(bytes.toString('utf8', 0, end)));
  const hashes = new Uint8Array(new SharedArrayBuffer(wordCount * 4));
  const rows = new Uint8Array(new SharedArrayBuffer(wordCount * width));
  const from = end + 1;
  if (bytes.length < from + hashes.length + rows.length)
    throw new RangeError('the file ends early');
  hashes.set(bytes.subarray(from, from + hashes.length));
  rows.set(bytes.subarray(from + hashes.length, from + hashes.length + rows.length));
  return { name, width, words: new Uint32Array(hashes.buffer), rows: new Int8Array(rows.buffer) };
}

const FILE = join(import.meta.dirname, 'weights', 'words.vectors');
let loaded: Promise<WordVectors> | undefined;

/** The vectors that come with Deskhand, read once. Throws where the installation is broken. */
export function loadWordVectors(): Promise<WordVectors> {
  loaded ??= readFile(FILE).then(decodeWordVectors);
  return loaded;
}
