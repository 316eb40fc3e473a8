import { describe, expect, it } from 'vitest';
import { emphasise, exactly, html, plainText } from '../../../src/surfaces/web/markup.ts';

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
