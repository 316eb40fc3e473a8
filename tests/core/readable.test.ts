import { describe, expect, it } from 'vitest';
import { unbroken, withoutUnseen } from '../../src/core/readable.ts';

describe('somebody else’s text', () => {
  it('keeps its words and loses what turns the words around it', () => {
    expect(withoutUnseen('invoice\u202Egpj.exe\u202C')).toBe('invoicegpj.exe');
    expect(withoutUnseen('\u2068Jane\u2069 \u202Aand\u202C Re\u200Bf\uFEFFund')).toBe(
      'Jane and Refund',
    );
  });

  it('loses letters nobody can see', () => {
    expect(withoutUnseen('pay\u{E0070}\u{E0061}\u{E0079} me\u3164')).toBe('pay me');
  });

  it.each([
    'שלום עולם',
    'می‌خواهم',
    'العربية\u200F (v2)',
    '👩‍👩‍👧 ❤️',
    '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
    'two\nlines\tand a tab',
  ])('is left alone where it is honest: %s', (text) => {
    expect(withoutUnseen(text)).toBe(text);
  });
});

describe('a figure and its unit', () => {
  it.each([
    ['over 1 284 tickets', 'over 1\u202f284 tickets'],
    ['1\u20092042\u2009318', '1\u20092042\u202f318'],
    ['2 h 06 min', '2\u00a0h\u00a006\u00a0min'],
    ['17 Oct – 20 Nov 2026', '17\u00a0Oct – 20\u00a0Nov 2026'],
    ['30 % of 12 hamsters', '30\u00a0% of 12 hamsters'],
    ['T-4312 500 times', 'T-4312\u202f500 times'],
  ])('stay on one line in %j', (text, expected) => {
    expect(unbroken(text)).toBe(expected);
  });
});
