import { describe, expect, it } from 'vitest';
import { ask, brief } from './desk.ts';

describe('a choice that is turned down', () => {
  it.each([
    [
      'median not average first response last month',
      'median first_response_time of tickets | last month',
    ],
    [
      'first response last month, not average, median',
      'median first_response_time of tickets | last month',
    ],
    ['chats, not tickets last month', 'volume of chats | last month'],
    ['chats instead of tickets last month', 'volume of chats | last month'],
    ['tickets by pipeline not agent last month', 'volume of tickets | by pipeline | last month'],
    [
      'not by agent, by pipeline: tickets last month',
      'volume of tickets | by pipeline | last month',
    ],
    ['tickets this month, not last month', 'volume of tickets | this month'],
  ])('%s', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });

  it('leaves a gap to be declined and a name shut out', () => {
    expect(ask('tickets this year, not October').kind).toBe('decline');
    expect(brief(ask('tickets last month, not Billing'))).toBe(
      'volume of tickets | pipeline is-not Billing | last month',
    );
  });
});
