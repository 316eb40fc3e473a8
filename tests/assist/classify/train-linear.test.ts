import { describe, expect, it } from 'vitest';
import {
  type LinearOptions,
  scoreLinear,
  trainLinear,
} from '../../../src/assist/classify/train-linear.ts';
import type { SparseVector } from '../../../src/assist/classify/vocabulary.ts';

const OPTIONS: LinearOptions = { cost: 1, balance: 0, passes: 200, seed: 1 };

const MET = { share: 1, weighed: 1 };

const vector = (...values: readonly number[]): SparseVector => ({
  places: Int32Array.from(values, (_, at) => at),
  values: Float32Array.from(values),
  met: { words: MET, characters: MET, pairs: MET },
});

const train = (
  vectors: readonly SparseVector[],
  classes: readonly number[],
  options: Partial<LinearOptions> = {},
) =>
  trainLinear(
    vectors,
    Int32Array.from(classes),
    { features: 2, classes: 2 },
    { ...OPTIONS, ...options },
  );

describe('a linear model', () => {
  it('puts texts of two classes on the right sides', () => {
    const vectors = [vector(1, 0), vector(0.9, 0.1), vector(0, 1), vector(0.2, 0.8)];
    const model = train(vectors, [0, 0, 1, 1]);
    const scores = vectors.map((one) => [...scoreLinear(one, model)]);
    expect(scores.map(([own = 0, other = 0]) => own > other)).toEqual([true, true, false, false]);
  });

  it('is at the minimum of squared hinge and squared weights', () => {
    // One text a class, (1, 0) and (0, 1), and a bias b with a weight of 0.3 in the text. By symmetry the first class has w = (u, −u), b = 0:
    // ½·2u² + C·2·(1 − u)² is smallest at u = 2C ÷ (1 + 2C): 2⁄3 for C = 1.
    const { weights, bias } = train([vector(1, 0), vector(0, 1)], [0, 1]);
    expect(weights[0]).toBeCloseTo(2 / 3, 2);
    expect(weights[2]).toBeCloseTo(-2 / 3, 2);
    expect(bias[0]).toBeCloseTo(0, 2);
  });

  it('listens to rare classes more where they cost more', () => {
    const vectors = [vector(1, 0.8), ...Array.from({ length: 12 }, () => vector(1, 0.6))];
    const classes = [0, ...Array.from({ length: 12 }, () => 1)];
    const scoreOf = (balance: number) =>
      scoreLinear(vector(1, 0.8), train(vectors, classes, { balance }))[0] ?? 0;
    expect(scoreOf(1)).toBeGreaterThan(scoreOf(0) + 0.1);
  });

  it('comes out the same every time', () => {
    const vectors = [vector(1, 0), vector(0.9, 0.1), vector(0, 1)];
    expect(train(vectors, [0, 0, 1])).toEqual(train(vectors, [0, 0, 1]));
  });
});
