import type { Postings, Segment } from './segment.ts';

/** Changes with what is written, and with how texts become terms: older bytes are made anew. */
export const FORMAT = 1;

/** A segment as bytes, and back without copying; numbers little-endian, as every machine Node runs on keeps them. */
export function encodeSegment(segment: Segment): Uint8Array {
  const parts = partsOf(segment);
  const header = Uint32Array.of(FORMAT, ...parts.map((part) => part.byteLength));
  const bytes = new Uint8Array(
    header.byteLength + parts.reduce((sum, part) => sum + padded(part.byteLength), 0),
  );
  bytes.set(bytesOf(header));
  let at = header.byteLength;
  for (const part of parts) {
    bytes.set(bytesOf(part), at);
    at += padded(part.byteLength);
  }
  return bytes;
}

/** null: another version wrote it. */
export function decodeSegment(bytes: Uint8Array): Segment | null {
  const whole = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const { buffer, byteOffset } = whole;
  const header = new Uint32Array(buffer, byteOffset, 1 + PARTS);
  if (header[0] !== FORMAT) return null;
  let at = byteOffset + header.byteLength;
  const next = <T>(make: (at: number, byteLength: number) => T, nth: number): T => {
    const byteLength = header[1 + nth] ?? 0;
    const value = make(at, byteLength);
    at += padded(byteLength);
    return value;
  };
  const wide = (from: number, length: number) => new Uint32Array(buffer, from, length / 4);
  const half = (from: number, length: number) => new Uint16Array(buffer, from, length / 2);
  const small = (from: number, length: number) => new Uint8Array(buffer, from, length);
  const real = (from: number, length: number) => new Float32Array(buffer, from, length / 4);
  const postings = (nth: number): Postings => ({
    terms: next(wide, nth),
    starts: next(wide, nth + 1),
    places: next(half, nth + 2),
    counts: next(small, nth + 3),
  });
  return {
    numbers: next(wide, 0),
    marks: next(small, 1),
    lengths: next(half, 2),
    norms: next(real, 3),
    words: postings(4),
    grams: postings(8),
  };
}

type Part = Uint32Array | Uint16Array | Uint8Array | Float32Array;

const PARTS = 12;

const partsOf = ({ numbers, marks, lengths, norms, words, grams }: Segment): readonly Part[] => [
  ...[numbers, marks, lengths, norms],
  ...[words, grams].flatMap(({ terms, starts, places, counts }) => [terms, starts, places, counts]),
];

const bytesOf = ({ buffer, byteOffset, byteLength }: Part): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Every part begins where four bytes can be read at once. */
const padded = (byteLength: number): number => Math.ceil(byteLength / 4) * 4;
