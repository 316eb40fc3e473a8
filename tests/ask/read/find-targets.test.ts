import { describe, expect, it } from 'vitest';
import { ask, brief } from './desk.ts';

describe('targets', () => {
  it.each([
    [
      'who is missing the first response target this month',
      'first_response_time of tickets | by agent | this month | metric 0 gt 14400',
    ],
    [
      'which agents are not meeting the first response target',
      'first_response_time of tickets | by agent | last 30 days | metric 0 gt 14400',
    ],
    [
      'pipelines within the first response target last month',
      'first_response_time of tickets | by pipeline | last month | metric 0 le 14400',
    ],
    [
      'who is over the 2 h first response target this month',
      'first_response_time of tickets | by agent | this month | metric 0 gt 7200',
    ],
    [
      'agents under the fcr target last month',
      'fcr of tickets | by agent | last month | metric 0 lt 0.7',
    ],
    ['who met the fcr goal last month', 'fcr of tickets | by agent | last month | metric 0 ge 0.7'],
    [
      'how many tickets missed the 4h first response target last month',
      'volume of tickets | first_response_time gt 14400 | last month',
    ],
    [
      'how many high priority tickets blew the first response target last month',
      'volume of tickets | priority is high | sla_first_response_breached is true | last month',
    ],
    [
      'tickets that missed the resolution target last month',
      'volume of tickets | sla_resolution_breached is true | last month',
    ],
    [
      'share of tickets within the first response target last month',
      'share of volume of tickets with sla_first_response_breached is false | last month',
    ],
    [
      'are we meeting our first response target this month?',
      'first_response_time of tickets | this month',
    ],
    [
      'first response vs target by agent last month',
      'first_response_time of tickets | by agent | last month',
    ],
  ])('%s', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });

  it('sends whoever asks for the targets themselves to the settings', () => {
    expect(brief(ask('what are our sla targets?'))).toMatch(/^decline: The targets stand in/);
  });

  it('says where there is none', () => {
    expect(brief(ask('are we on target for csat?'))).toBe('decline: There is no target for CSAT.');
  });
});
