import { describe, expect, it } from 'vitest';
import { asksToList, isFollowUp } from '../../../src/ask/follow-up/detect.ts';
import { parse } from '../read/desk.ts';

describe('follow-ups', () => {
  it.each([
    'and for chats?',
    'what about Billing?',
    'only urgent',
    'by agent',
    'the second one',
    'undo',
    'show them',
    'last month',
    'Nova',
    'as a table',
  ])('takes “%s” to go on', (question) => {
    expect(isFollowUp(parse(question))).toBe(true);
  });

  it.each([
    'how many tickets last week?',
    'csat by agent',
    'which agent handled the most tickets',
    'ticket 4312',
    'which data do you have',
    'new question: csat',
  ])('takes “%s” to stand on its own', (question) => {
    expect(isFollowUp(parse(question))).toBe(false);
  });

  it('knows the conversations behind a figure from a list of their own', () => {
    expect(asksToList(parse('show me the tickets'))).toBe(true);
    expect(asksToList(parse('show me the urgent tickets'))).toBe(false);
    expect(asksToList(parse('how many tickets'))).toBe(false);
  });
});
