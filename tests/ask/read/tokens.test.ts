import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/ask/read/plain-text.ts';
import { stemOf, tokenise } from '../../../src/ask/read/tokens.ts';

const words = (text: string): readonly string[] =>
  tokenise(plainText(text)).map((token) => token.text);

describe('tokens', () => {
  it.each([
    ['tickets, chats', ['tickets', ',', 'chats']],
    ['call-back', ['call', 'back']],
    ["Nova's CSAT", ['Nova', "'s", 'CSAT']],
    ["didn't", ["didn't"]],
    ['didn’t', ["didn't"]],
    ['1,200 or 0.8', ['1,200', 'or', '0.8']],
    ['>=5', ['>=', '5']],
    ['ann@example.com', ['ann@example.com']],
    ['say "broken screen" now', ['say', 'broken screen', 'now']],
    ['“broken screen”', ['broken screen']],
    ['', []],
  ])('parts “%s”', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('marks capitals, but for the first word of a sentence', () => {
    const capitals = tokenise('Open tickets. May too? Open Door').filter(({ capital }) => capital);
    expect(capitals.map(({ text }) => text)).toEqual(['Door']);
  });

  it('keeps where each token stood', () => {
    const text = 'csat  for "Nova"';
    expect(tokenise(text).map(({ from, to }) => text.slice(from, to))).toEqual([
      'csat',
      'for',
      '"Nova"',
    ]);
  });
});

describe('stems', () => {
  it.each([
    ['tickets', 'ticket'],
    ['categories', 'category'],
    ['replies', 'reply'],
    ['branches', 'branch'],
    ['people', 'person'],
    ['Zoë', 'zoe'],
    ['status', 'status'],
    ['business', 'business'],
    ['this', 'this'],
    ['constructor', 'constructor'],
  ])('takes %s for %s', (word, stem) => {
    expect(stemOf(word)).toBe(stem);
  });
});
