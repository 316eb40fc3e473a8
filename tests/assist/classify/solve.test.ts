import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { solve } from '../../../src/assist/classify/solve.ts';

describe('linear equations', () => {
  it('are solved', () => {
    const matrix = [
      [4, 2],
      [2, 3],
    ];
    expect(solve(matrix, [10, 9]).map((one) => Math.round(one * 1e9) / 1e9)).toEqual([1.5, 2]);
    expect(solve([], [])).toEqual([]);
  });

  it('are solved for any matrix that bends upwards', () => {
    const figure = fc.double({ min: -5, max: 5, noNaN: true });
    const size = fc.integer({ min: 1, max: 8 });
    fc.assert(
      fc.property(
        size.chain((n) =>
          fc.tuple(
            fc.array(fc.array(figure, { minLength: n, maxLength: n }), {
              minLength: n,
              maxLength: n,
            }),
            fc.array(figure, { minLength: n, maxLength: n }),
          ),
        ),
        ([half, right]) => {
          const dot = (a: readonly number[], b: readonly number[]) =>
            a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
          const matrix = half.map((row, at) =>
            half.map((other, to) => dot(row, other) + (at === to ? 1 : 0)),
          );
          const found = solve(matrix, right);
          const reached = matrix.map((row) => dot(row, found));
          for (const [at, one] of reached.entries()) expect(one).toBeCloseTo(right[at] ?? 0, 6);
        },
      ),
    );
  });
});
