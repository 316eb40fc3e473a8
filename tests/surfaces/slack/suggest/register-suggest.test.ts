import { describe, expect, it } from 'vitest';
import { readSuggestCommand } from '../../../../src/surfaces/slack/suggest/register-suggest.ts';

describe('/suggest-reply', () => {
  it.each([
    ['4312', { ticket: '4312', act: 'suggest' }],
    ['  #4312 ', { ticket: '#4312', act: 'suggest' }],
    ['4312 Shorter', { ticket: '4312', act: 'shorter' }],
    ['4312 another', { ticket: '4312', act: 'another' }],
  ])('reads “%s”', (text, command) => {
    expect(readSuggestCommand(text)).toEqual(command);
  });

  it('asks which ticket, and says what it knows', () => {
    expect(() => readSuggestCommand(' ')).toThrow('Which ticket?');
    expect(() => readSuggestCommand('4312 in rhyme')).toThrow(
      '“/suggest-reply 4312” may be followed by shorter, warmer, another; I don’t know “in rhyme”.',
    );
  });
});
