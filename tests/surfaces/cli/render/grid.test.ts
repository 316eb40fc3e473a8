import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bar, sparkline } from '../../../../src/surfaces/cli/render/bars.ts';
import { renderGrid } from '../../../../src/surfaces/cli/render/grid.ts';
import { createPaint } from '../../../../src/surfaces/cli/render/paint.ts';
import { cut, widthOf, wrap } from '../../../../src/surfaces/cli/render/width.ts';

const paint = createPaint(false);

describe('renderGrid', () => {
  it('aligns words left and numbers right', () => {
    const columns = [{ heading: 'agent' }, { heading: 'n', side: 'right' }] as const;
    const grid = renderGrid(
      columns,
      [
        ['Nova', '1 204'],
        ['Bo', '9'],
      ],
      { width: 80, paint },
    );
    expect(grid.split('\n')).toEqual(['agent      n', 'Nova   1 204', 'Bo         9']);
  });

  it('lets the widest words give way, never a number', () => {
    const columns = [{ heading: 'subject' }, { heading: 'n', side: 'right' }] as const;
    const grid = renderGrid(columns, [['A very long subject indeed', '123456']], {
      width: 20,
      paint,
    });
    expect(grid.split('\n')[1]).toBe('A very long…  123456');
  });

  it('leaves out last columns that don’t fit, and says so', () => {
    const columns = ['one', 'two', 'three'].map((heading) => ({ heading, least: 10 }));
    const row = ['1'.repeat(10), '2'.repeat(10), '3'.repeat(10)];
    expect(renderGrid(columns, [row], { width: 24, paint })).toContain('not shown here: three');
  });

  it('stays within its width whatever the cells hold', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 40 });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 5 }), (rows) => {
        const columns = ['a', 'b', 'c'].map((heading) => ({ heading }));
        const lines = renderGrid(columns, rows, { width: 40, paint }).split('\n');
        expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(40);
      }),
    );
  });
});

describe('widths', () => {
  it.each([
    ['Nova', 4],
    ['1\u2009284', 5],
    ['日本語', 6],
    ['👩‍💻', 2],
    ['e\u0301', 1],
    ['\u001B[1mbold\u001B[22m', 4],
  ])('%j takes %i columns', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  it('cuts on one line, with a mark', () => {
    expect(cut('two\nlines of text', 9)).toBe('two line…');
    expect(cut('日本語', 4)).toBe('日…');
  });

  it('wraps at spaces', () => {
    expect(wrap('one two three', 8, '  ')).toBe('  one\n  two\n  three');
  });
});

describe('bars', () => {
  it('are exact to an eighth, and show the smallest value', () => {
    expect(bar(1, 2, 4)).toBe('██');
    expect(bar(5, 8, 1)).toBe('▋');
    expect(bar(1, 100_000, 10)).toBe('▏');
    expect([bar(0, 5, 10), bar(null, 5, 10), bar(3, 0, 10)]).toEqual(['', '', '']);
  });

  it('leave a gap in a line where there is no value', () => {
    expect(sparkline([0, null, 10], 0)).toBe('▁ █');
    expect(sparkline([3, 3])).toBe('▄▄');
    expect(sparkline([null])).toBe('');
  });
});
