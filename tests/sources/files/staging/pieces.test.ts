import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvReader } from '../../../../src/sources/files/staging/csv-records.ts';
import { readJsonDocument } from '../../../../src/sources/files/staging/json-stream.ts';

const CELL = fc.string({
  unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r', 'é', '1'),
  maxLength: 8,
});
const TABLE = fc.integer({ min: 2, max: 4 }).chain((width) =>
  fc.array(fc.array(CELL, { minLength: width, maxLength: width }), {
    minLength: 1,
    maxLength: 6,
  }),
);
const CUTS = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 8 });

function inPieces(text: string, cuts: readonly number[]): string[] {
  const ends = [...new Set(cuts.map((cut) => Math.min(cut, text.length)))].toSorted(
    (a, b) => a - b,
  );
  return [0, ...ends].map((start, n) => text.slice(start, ends[n] ?? text.length));
}

describe('a file that comes in pieces', () => {
  it('reads the same however a CSV is cut', () => {
    fc.assert(
      fc.property(TABLE, CUTS, (table, cuts) => {
        const text = table
          .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
          .join('\n');
        const reader = new CsvReader(',');
        const records = [
          ...inPieces(text, cuts).flatMap((piece) => [...reader.push(piece)]),
          ...reader.finish(),
        ];
        expect(records.map(({ values }) => values)).toEqual(table);
      }),
    );
  });

  it('reads the same however JSON is cut', async () => {
    const rows = fc.array(
      fc.dictionary(
        fc.string({ minLength: 1, maxLength: 5 }),
        fc.oneof(fc.string(), fc.integer(), fc.boolean()),
      ),
      { minLength: 1, maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(rows, CUTS, fc.boolean(), async (table, cuts, wrapped) => {
        const text = JSON.stringify(wrapped ? { count: 1, list: table } : table, null, 1);
        const pieces = (async function* () {
          yield* inPieces(text, cuts);
        })();
        const read = [];
        for await (const row of readJsonDocument(pieces, new Set()))
          read.push(Object.fromEntries(row));
        expect(read).toEqual(
          table.map((row) =>
            Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value)])),
          ),
        );
      }),
    );
  });
});
