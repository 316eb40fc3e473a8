import { describe, expect, it } from 'vitest';
import { tableToCsv } from '../../src/bot/table-csv.ts';
import type { Table } from '../../src/core/answer.ts';

const table = (rows: Table['rows']): Table => ({
  columns: [
    { name: 'agent', label: 'agent', role: 'dimension' },
    { name: 'volume', label: 'tickets', role: 'metric', unit: 'count' },
  ],
  rows,
  total: rows.length,
});

describe('a table as CSV', () => {
  it('begins with a byte order mark and the labels, and ends every line as the standard says', () => {
    expect(tableToCsv(table([['Nova', 12.5]]))).toBe('\uFEFFagent,tickets\r\nNova,12.5\r\n');
  });

  it('quotes commas, quotes and line breaks, and leaves missing values empty', () => {
    expect(tableToCsv(table([['A, "B"\nC', null]]))).toContain('"A, ""B""\nC",\r\n');
  });

  it('makes text harmless that a spreadsheet would run, but not negative numbers', () => {
    const csv = tableToCsv(table([['=HYPERLINK("x")', -3]]));
    expect(csv).toContain(`"'=HYPERLINK(""x"")",-3`);
  });

  it('says the unit its unrounded numbers are in', () => {
    const measured: Table = {
      columns: [
        { name: 'a', label: 'Median first response', role: 'metric', unit: 'seconds' },
        { name: 'b', label: 'CSAT', role: 'metric', unit: 'share' },
        { name: 'c', label: 'rating', role: 'metric', unit: 'score' },
      ],
      rows: [[5400, 0.25, 4.5]],
      total: 1,
    };
    expect(tableToCsv(measured)).toBe(
      '\uFEFFMedian first response (seconds),CSAT (0 to 1),rating\r\n5400,0.25,4.5\r\n',
    );
  });
});
