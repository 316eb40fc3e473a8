import { describe, expect, it } from 'vitest';
import { brief } from '../read/desk.ts';
import { thread } from './thread.ts';

describe('the answer to a question back', () => {
  it.each<[questions: readonly string[], expected: string]>([
    [
      ['how’s Girly doing?', 'csat'],
      'csat of conversations | agent is Girly Santos | last 30 days',
    ],
    [
      ['how’s Girly doing?', 'csat', 'last quarter'],
      'csat of conversations | agent is Girly Santos | last quarter',
    ],
    [
      ['how is Girly doing last month', 'first response, please'],
      'first_response_time of tickets | agent is Girly Santos | last month',
    ],
    [
      ['how is Girly doing last month', 'how about csat last week'],
      'csat of conversations | agent is Girly Santos | last week',
    ],
    [
      ['best agent last quarter', 'by csat'],
      'csat of conversations | by agent | last quarter | desc',
    ],
    [
      ['csat of Alex last month', 'Okafor'],
      'csat of conversations | agent is Alex Okafor | last month',
    ],
    [['ticket breakdown last month', 'agent'], 'volume of tickets | by agent | last month'],
  ])('goes on with %j', (questions, expected) => {
    expect(brief(thread(questions))).toBe(expected);
  });

  it('may also be something else', () => {
    expect(brief(thread(['how’s Girly doing?', 'tickets by pipeline last week']))).toBe(
      'volume of tickets | by pipeline | last week',
    );
    expect(brief(thread(['how’s Girly doing?', 'csat for Nova']))).toBe(
      'csat of conversations | agent is Nova Lee | last 30 days',
    );
  });
});
