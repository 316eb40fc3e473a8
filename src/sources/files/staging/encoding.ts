import { isUtf8 } from 'node:buffer';

export type Encoding = 'UTF-8' | 'UTF-16 LE' | 'UTF-16 BE' | 'Windows-1252';

const DECODERS: Readonly<Record<Encoding, string>> = {
  'UTF-8': 'utf-8',
  'UTF-16 LE': 'utf-16le',
  'UTF-16 BE': 'utf-16be',
  'Windows-1252': 'windows-1252',
};
const SAMPLE_BYTES = 65_536;
const LEADING_BYTE = 0xc0;

/** Reads the byte order mark, or tells UTF-16 by where the zero bytes lie. UTF-8 is assumed here and proven by `findEncoding`. */
export function guessEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'UTF-16 LE';
  if (head[0] === 0xfe && head[1] === 0xff) return 'UTF-16 BE';
  const sample = head.subarray(0, SAMPLE_BYTES);
  let even = 0;
  let odd = 0;
  for (let at = 0; at < sample.length; at++) {
    if (sample[at] !== 0) continue;
    if (at % 2 === 0) even++;
    else odd++;
  }
  const half = sample.length / 2;
  if (odd > half * 0.3 && even < half * 0.1) return 'UTF-16 LE';
  if (even > half * 0.3 && odd < half * 0.1) return 'UTF-16 BE';
  return 'UTF-8';
}

/** Chunks as text, split anywhere but inside a character; the byte order mark is dropped. */
export async function* decodeText(
  chunks: AsyncIterable<Buffer>,
  encoding: Encoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(DECODERS[encoding]);
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** Tells whether chunk after chunk is UTF-8 throughout; characters cut by a chunk's end are waited for. */
export function createUtf8Check(): { accept(chunk: Buffer): boolean; finish(): boolean } {
  let rest: Buffer = Buffer.alloc(0);
  return {
    accept(chunk) {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const end = wholeCharacters(bytes);
      rest = Buffer.from(bytes.subarray(end));
      return isUtf8(bytes.subarray(0, end));
    },
    finish: () => rest.length === 0,
  };
}

/** Length without a character that the end cuts in two. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte < LEADING_BYTE) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/**
 * What bytes that aren't clean UTF-8 are: UTF-8 with a few broken characters, or an old Western code page.
 * Text in the latter has hardly any sequence that happens to be valid UTF-8.
 */
export async function judgeBrokenUtf8(
  chunks: AsyncIterable<Buffer>,
): Promise<'UTF-8' | 'Windows-1252'> {
  let broken = 0;
  let foreign = 0;
  for await (const text of decodeText(chunks, 'UTF-8')) {
    for (const [character] of text.matchAll(/[\u0080-\uffff]/g)) {
      if (character === '\ufffd') broken++;
      else foreign++;
    }
  }
  return foreign > broken * 4 ? 'UTF-8' : 'Windows-1252';
}
