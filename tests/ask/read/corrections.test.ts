import { describe, expect, it } from 'vitest';
import { ask, brief } from './desk.ts';

describe('words put right', () => {
  it.each([
    ['tickts by agnet last week', 'volume of tickets | by agent | last week'],
    ['serch tickets about refunds', 'tickets with refund | any time'],
    ['tickets last moth', 'volume of tickets | last month'],
    ['how many tickets did we receive last week', 'volume of tickets | last week'],
  ])('%s', (question, read) => {
    expect(brief(ask(question))).toBe(read);
  });

  it.each([
    'carve out tickets last week',
    'tickets clogging the queue last week',
    'chaps last week',
  ])('takes no word that is spelt as it should be for a slip: %s', (question) => {
    expect(ask(question)).toMatchObject({ kind: 'decline' });
  });
});
