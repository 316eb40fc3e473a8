import { createHash } from 'node:crypto';
import { createUtf8Check, type Encoding, guessEncoding, judgeBrokenUtf8 } from './encoding.ts';
import type { ByteSource } from './open-bytes.ts';

/** What one pass over a file's bytes tells. */
export type Survey = {
  readonly encoding: Encoding;
  /** Bytes at the start that are no text: UTF-8's byte order mark. */
  readonly markBytes: number;
  /** SHA-256 of the unpacked bytes; null when not all were read. */
  readonly hash: string | null;
  readonly isWhole: boolean;
  /** There are characters that couldn't be read in `encoding`. */
  readonly isBroken: boolean;
};

/** Reads all of it, or, when there are more than `wholeBytes`, the first `beginningBytes`. */
export async function surveyBytes(
  source: ByteSource,
  wholeBytes: number,
  beginningBytes: number,
): Promise<Survey> {
  if (source.container === 'plain' && source.bytes > wholeBytes) {
    return surveyBeginning(source, beginningBytes);
  }
  const hash = createHash('sha256');
  const utf8 = createUtf8Check();
  let first: Buffer | null = null;
  let isUtf8 = true;
  let bytes = 0;
  for await (const chunk of source.open()) {
    first ??= chunk;
    bytes += chunk.length;
    if (bytes > wholeBytes) return surveyBeginning(source, beginningBytes);
    hash.update(chunk);
    isUtf8 &&= utf8.accept(chunk);
  }
  const whole = isUtf8 && utf8.finish();
  return settle(source, first ?? Buffer.alloc(0), whole, hash.digest('hex'), wholeBytes);
}

async function surveyBeginning(source: ByteSource, bytes: number): Promise<Survey> {
  const utf8 = createUtf8Check();
  let first: Buffer | null = null;
  let isUtf8 = true;
  for await (const chunk of firstBytes(source, bytes)) {
    first ??= chunk;
    isUtf8 &&= utf8.accept(chunk);
  }
  return settle(source, first ?? Buffer.alloc(0), isUtf8, null, bytes);
}

async function settle(
  source: ByteSource,
  first: Buffer,
  isUtf8: boolean,
  hash: string | null,
  mostBytes: number,
): Promise<Survey> {
  const guess = guessEncoding(first);
  const isWhole = hash !== null;
  const markBytes =
    guess === 'UTF-8' && first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf ? 3 : 0;
  if (guess !== 'UTF-8' || isUtf8)
    return { encoding: guess, markBytes, hash, isWhole, isBroken: false };
  const encoding = markBytes > 0 ? 'UTF-8' : await judgeBrokenUtf8(firstBytes(source, mostBytes));
  return { encoding, markBytes, hash, isWhole, isBroken: encoding === 'UTF-8' };
}

/** The beginning of a file, cut at a whole number of UTF-16 units. */
export async function* firstBytes(source: ByteSource, most: number): AsyncGenerator<Buffer> {
  let left = most;
  for await (const chunk of source.open()) {
    if (chunk.length >= left) {
      yield chunk.subarray(0, left & ~1);
      return;
    }
    left -= chunk.length;
    yield chunk;
  }
}

export function encodingWarnings(survey: Survey): readonly string[] {
  if (survey.encoding === 'Windows-1252') {
    return ['The file is not in UTF-8; it was read as Windows-1252 (Latin-1).'];
  }
  return survey.isBroken ? ['Some characters of the file are broken and show as �.'] : [];
}
