import { describe, expect, it } from 'vitest';
import { hashOfWord } from '../../../src/assist/classify/features.ts';
import {
  decodeWordVectors,
  encodeWordVectors,
  loadWordVectors,
  type WordVectors,
} from '../../../src/assist/classify/word-vectors.ts';

const FEW: WordVectors = {
  name: 'few',
  width: 2,
  words: Uint32Array.of(3, 9, 4_000_000_000),
  rows: Int8Array.of(1, 2, -3, -128, 127, 0),
};

const cosine = (a: Int8Array, b: Int8Array) =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0) /
  (Math.hypot(...a) * Math.hypot(...b));

describe('word vectors', () => {
  it('are the same when they are read again', () => {
    expect(decodeWordVectors(encodeWordVectors(FEW))).toEqual(FEW);
  });

  it('are refused where they are something else, or end early', () => {
    const file = encodeWordVectors(FEW);
    const others = encodeWordVectors({ ...FEW, rows: FEW.rows.subarray(0, 3) });
    for (const bytes of [new Uint8Array(), Buffer.from('words'), file.subarray(0, 20), others])
      expect(() => decodeWordVectors(bytes)).toThrow();
  });

  it('that come with Deskhand are alike for words used alike', async () => {
    const { words, rows, width } = await loadWordVectors();
    const vectorOf = (word: string) => {
      const place = words.indexOf(hashOfWord(word));
      expect(place).toBeGreaterThanOrEqual(0);
      return rows.subarray(place * width, (place + 1) * width);
    };
    const parcel = vectorOf('parcel');
    expect(cosine(parcel, vectorOf('package'))).toBeGreaterThan(cosine(parcel, vectorOf('song')));
    const refund = vectorOf('refund');
    expect(cosine(refund, vectorOf('reimbursement'))).toBeGreaterThan(0.5);
    expect(cosine(refund, vectorOf('guitar'))).toBeLessThan(0.2);
  });
});
