import { describe, expect, it } from 'vitest';
import { withoutUnseen } from '../../src/core/readable.ts';

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
