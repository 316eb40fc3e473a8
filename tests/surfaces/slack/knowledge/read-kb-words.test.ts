import { describe, expect, it } from 'vitest';
import { readKbCommand } from '../../../../src/surfaces/slack/knowledge/read-kb-words.ts';

describe('/kb', () => {
  const page = {
    kind: 'page',
    address: 'https://help.example.com/a?b=1&c=2',
    isPrivate: undefined,
  };
  it.each([
    ['', { kind: 'list' }],
    [' List ', { kind: 'list' }],
    ['add', { kind: 'form', isPrivate: false }],
    ['add private', { kind: 'form', isPrivate: true }],
    ['add <https://help.example.com/a?b=1&amp;c=2>', page],
    ['add <https://help.example.com/a?b=1&amp;c=2|help.example.com/a>', page],
    ['add https://help.example.com/a?b=1&amp;c=2 --private', { ...page, isPrivate: true }],
    ['search when is my money &lt;back&gt;', { kind: 'search', words: 'when is my money <back>' }],
    ['find refunds', { kind: 'search', words: 'refunds' }],
    ['remove old_prices.md', { kind: 'remove', words: 'old_prices.md' }],
    [
      'delete <https://help.example.com/a|a>',
      { kind: 'remove', words: 'https://help.example.com/a' },
    ],
  ])('reads “%s”', (text, command) => {
    expect(readKbCommand(text)).toEqual(command);
  });

  it.each([
    ['add returns.pdf', '“returns.pdf” is no web address'],
    ['add ftp://example.com/a', '“/kb add” alone asks for files.'],
    ['search', 'What for?'],
    ['remove ', 'Which one?'],
    ['forget it', '/kb knows add, list, search and remove; it doesn’t know “forget”.'],
  ])('says what is wrong with “%s”', (text, words) => {
    expect(() => readKbCommand(text)).toThrow(words);
  });
});
