import { describe, expect, it } from 'vitest';
import { chunk, pack, shorten, slackLength } from '../../../../src/surfaces/slack/blocks/fit.ts';
import type { SlackBlock } from '../../../../src/surfaces/slack/blocks/slack-message.ts';

describe('a text that is too long', () => {
  it('is cut before the letter that doesn’t fit, never within one', () => {
    expect(shorten('abcdefgh', 8)).toBe('abcdefgh');
    expect(shorten('abcdefgh', 6)).toBe('abcde…');
    const family = '👩‍👩‍👧‍👦';
    expect(shorten(`ab${family}${family}`, 16)).toBe(`ab${family}…`);
    expect(shorten('á'.normalize('NFD').repeat(9), 6)).toBe(`${'á'.normalize('NFD').repeat(2)}…`);
  });

  it('counts what Slack escapes as long as that is', () => {
    expect(slackLength('a & b <c>')).toBe('a &amp; b &lt;c&gt;'.length);
    expect(slackLength(shorten('&'.repeat(100), 75))).toBeLessThanOrEqual(75);
  });

  it('goes on in further pieces, cut between words, with nothing lost', () => {
    const text = 'one two three four five six seven';
    const pieces = chunk(text, 12);
    expect(pieces).toEqual(['one two ', 'three four ', 'five six ', 'seven']);
    const pile = `Z${'\u0301'.repeat(100)}`;
    expect(chunk(pile, 20).join('')).toBe(pile);
  });

  it('closes and opens again what it cuts through', () => {
    const name = '\u2068שלום עולם שלום עולם\u2069';
    for (const piece of chunk(name, 12)) expect(piece).toMatch(/^\u2068[^\u2068\u2069]*\u2069$/);
    expect(shorten(name, 12)).toMatch(/^\u2068[^\u2068\u2069]*\u2069…$/);
  });
});

describe('blocks that are too many', () => {
  const line = (at: number): SlackBlock => ({
    type: 'context',
    elements: [{ type: 'plain_text', text: `${at} ${'x'.repeat(80)}` }],
  });
  const last: SlackBlock = { type: 'divider' };

  it('go on in further messages, in order, the first one closed as it should be', () => {
    const [first = [], second = [], ...more] = pack(
      Array.from({ length: 60 }, (_, at) => line(at)),
      [last],
    );
    expect(first).toHaveLength(50);
    expect(first.at(-1)).toBe(last);
    expect(second).toEqual([49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59].map(line));
    expect(more).toEqual([]);
  });

  it('stay in one message where they fit', () => {
    expect(pack([line(1), line(2)], [last])).toEqual([[line(1), line(2), last]]);
    expect(pack([], [last])).toEqual([[last]]);
  });
});
