import { describe, expect, it } from 'vitest';
import { emphasise, exactly, html, plainText, unbroken } from '../../../src/surfaces/web/markup.ts';

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

it('reads out the words without their marks', () => {
  expect(plainText('**Nova**, with 487')).toBe('Nova, with 487');
});

describe('somebody else’s text in a page', () => {
  it('neither reorders nor hides what stands beside it', () => {
    const subject = 'Refund \u202E!won\u202C me\u200B\u0007';
    expect(String(html`<td>${[subject]}</td>`)).toBe('<td>Refund !won me\uFFFD</td>');
    expect(plainText('\u2067Nova\u2069, **487**')).toBe('Nova, 487');
  });

  it('stands apart from the sentence where it runs from right to left', () => {
    expect(String(emphasise('**נועה כהן**: 487, עדי 402.'))).toBe(
      '<strong><bdi>נועה כהן</bdi></strong>: 487, <bdi>עדי</bdi> 402.',
    );
  });

  it('is sent back by a form exactly as it was', () => {
    expect(String(exactly('only "\u2068Jo\u2069" & co'))).toBe(
      'only &#34;&#8296;Jo&#8297;&#34; &#38; co',
    );
  });
});
