import { describe, expect, it } from 'vitest';
import { createPhraseFinder, stemsOf } from '../../../src/assist/analyse/phrases.ts';

const finder = createPhraseFinder([
  { name: 'delivery', words: ['late delivery', 'courier'] },
  { name: 'refund', words: ['refund', 'money back'] },
]);
const find = (text: string) => finder.find(stemsOf(text)).map(({ label }) => label);

describe('phrases', () => {
  it.each([
    ['The deliveries are late: late deliveries again', ['delivery']],
    ['I want my MONEY BACK, I am refunding nothing', ['refund']],
    ['the couriers and a refund and the money back', ['refund', 'delivery']],
    ['my money is back', []],
    ['', []],
  ])('are found in “%s”', (text, labels) => {
    expect(find(text)).toEqual(labels);
  });

  it('share a stem with their usual endings', () => {
    for (const words of [
      ['ship', 'ships', 'shipped', 'shipping'],
      ['charge', 'charged', 'charges', 'charging'],
      ['delivery', 'deliveries'],
      ['cancel', 'cancels', 'canceled'],
    ])
      expect(new Set(words.map((word) => stemsOf(word)[0])).size).toBe(1);
    expect(stemsOf('class')).toEqual(['class']);
  });
});
