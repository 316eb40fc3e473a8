import { describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../../src/assist/analyse/load-taxonomy.ts';
import { categoryCalled } from '../../../src/assist/analyse/taxonomy.ts';
import { TAXONOMY } from './open-analyses.ts';

const problemsOf = (text: string): string => {
  try {
    loadTaxonomy(text, 'config/taxonomy.yaml');
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
};

const two = (more = '') => `
use: shop
taxonomies:
  shop:
    - { name: orders, covers: buying, also: [purchases] }
    - { name: returns, covers: sending back${more} }
`;

describe('the taxonomy', () => {
  it('ships with the eight of shops', () => {
    expect(TAXONOMY.categories.map(({ name }) => name)).toEqual([
      ...['shipping', 'payment', 'return', 'refund', 'damaged product', 'order', 'account'],
      'general',
    ]);
    expect(categoryCalled(TAXONOMY, 'Sign-In')?.name).toBe('account');
    expect(categoryCalled(TAXONOMY, 'weather')).toBeNull();
  });

  it('is read from a team’s own file', () => {
    expect(loadTaxonomy(two(), 'f').categories.map(({ name }) => name)).toEqual([
      'orders',
      'returns',
    ]);
  });

  it('takes words as a list or between commas', () => {
    const wordsOf = (more: string) => loadTaxonomy(two(more), 'f').categories.at(-1)?.words;
    expect(wordsOf(', words: "retoure, zu klein"')).toEqual(['retoure', 'zu klein']);
    expect(wordsOf(', words: [retoure, zu klein]')).toEqual(['retoure', 'zu klein']);
  });

  it.each([
    [two(', also: [Purchases]'), 'config/taxonomy.yaml:6: shop: "Purchases" is there twice'],
    [two().replace('use: shop', 'use: shops'), 'there is no taxonomy "shops"; there are shop'],
    [two(', colour: red'), 'config/taxonomy.yaml:6: unknown key "colour"'],
    [`${two()}topics: [{ name: a, words: [x] }, { name: A, words: [y] }]`, '"A" is there twice'],
  ])('says by line what is wrong with it', (text, problem) => {
    expect(problemsOf(text)).toContain(problem);
  });
});
