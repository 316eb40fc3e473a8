import { describe, expect, it } from 'vitest';
import { stem, tokenise } from '../../../src/assist/classify/normalise.ts';

describe('tokens of a text', () => {
  it('are its words in lower case, smileys, marks and short figures', () => {
    expect(tokenise('Where’s my ORDER?? 12 days :( 😡 £5')).toEqual([
      ...["where's", 'my', 'order', '??', '12', 'days', ':(', '😡', '£', '5'],
    ]);
  });

  it('stand for links, addresses and long figures with one word each', () => {
    expect(tokenise('see https://a.example/x?y=1, mail jo@a.example about 100234')).toEqual([
      ...['see', '<link>', 'mail', '<address>', 'about', '<number>'],
    ]);
  });

  it('shorten what is drawn out, and what is shouted', () => {
    expect(tokenise('soooooo slooow!!!!!!')).toEqual(['soo', 'sloow', '!!']);
  });

  it('are the same for the same letters in another form', () => {
    expect(tokenise('ﬁnd Ｃａｆé')).toEqual(tokenise('find cafe\u0301'));
  });

  it('are of any script', () => {
    expect(tokenise('где мой заказ')).toEqual(['где', 'мой', 'заказ']);
  });

  it('end where a text has gone on for long', () => {
    expect(tokenise('word '.repeat(10_000)).length).toBeLessThanOrEqual(800);
  });
});

it('takes the usual endings for the same word', () => {
  expect(['cards', 'card'].map(stem)).toEqual(['card', 'card']);
  expect(new Set(['charged', 'charging', 'charges', 'charge'].map(stem)).size).toBe(1);
  expect(stem('bus')).toBe('bus');
});
