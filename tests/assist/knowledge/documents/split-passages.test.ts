import { describe, expect, it } from 'vitest';
import type { Section } from '../../../../src/assist/knowledge/documents/document.ts';
import { splitPassages } from '../../../../src/assist/knowledge/documents/split-passages.ts';

const ABOUT = {
  ...({ title: 'Handbook', audience: 'public', url: null } as const),
  updatedAt: '2026-03-01T00:00:00.000Z',
};
const section = (text: string, over: Partial<Section> = {}): Section => ({
  ...{ headings: ['Handbook'], page: null, text },
  ...over,
});
const split = (...sections: readonly Section[]) => splitPassages({ sections }, ABOUT);

describe('passages', () => {
  it('say where they stand, and not twice what the document is called', () => {
    const [first, second] = split(
      section('One.', { page: 1 }),
      section('Two.', { headings: ['Handbook', 'Refunds', 'Abroad'], page: 2 }),
    );
    expect(first).toEqual({
      ...{ ...ABOUT, kind: 'document', section: null, page: 1, text: 'One.', answer: null },
    });
    expect(second).toMatchObject({ section: 'Refunds › Abroad', page: 2, text: 'Two.' });
  });

  it('end with paragraphs, and where those are too long with sentences', () => {
    const sentence = 'This sentence is one of very many that all say the same thing over and over.';
    const paragraph = Array.from({ length: 12 }, () => sentence).join(' ');
    const texts = split(
      section([paragraph, paragraph, `${paragraph} ${paragraph}`].join('\n')),
    ).map(({ text }) => text);
    expect(texts[0]).toBe(paragraph);
    expect(texts.length).toBeGreaterThan(3);
    for (const text of texts) {
      expect(text.length).toBeLessThanOrEqual(1200);
      expect(text.endsWith('over.')).toBe(true);
    }
    expect(texts.join(' ').split('very many')).toHaveLength(49);
  });

  it('lose nothing of a text without an end', () => {
    const texts = split(section('a'.repeat(3000))).map(({ text }) => text);
    expect(texts.join('')).toBe('a'.repeat(3000));
    expect(texts.every(({ length }) => length <= 1200)).toBe(true);
  });

  it('are whole again where only a page broke them', () => {
    const long = 'All of this stands on the first page. '.repeat(8).trim();
    const passages = split(
      section(long, { page: 1, headings: ['Handbook', 'Returns'] }),
      section('and its end on the next.', { page: 2, headings: ['Handbook', 'Returns'] }),
      section('Something else.', { page: 2, headings: ['Handbook', 'Prices'] }),
    );
    expect(passages.map(({ page, section: at }) => [page, at])).toEqual([
      [1, 'Returns'],
      [2, 'Prices'],
    ]);
    expect(passages[0]?.text).toBe(`${long}\nand its end on the next.`);
  });
});
