import { describe, expect, it } from 'vitest';
import { compareImplementations } from './differential.ts';

const SEEDS = [101, 102, 103, 104, 105, 106];

describe('compiled plans and the plain reference', () => {
  it.each(SEEDS)(
    'come to the same figures over dataset %i',
    async (seed) => {
      const { differences } = await compareImplementations(seed, 60);
      expect(differences).toEqual([]);
    },
    30_000,
  );
});
