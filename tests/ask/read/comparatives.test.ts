import { describe, expect, it } from 'vitest';
import { ask, brief } from './desk.ts';

describe('questions that compare', () => {
  it.each([
    'fastest growing pipeline',
    'which agent improved the most?',
    'which pipeline is getting slower?',
  ])('declines to rank by change: %s', (question) => {
    expect(ask(question)).toMatchObject({ kind: 'decline', text: expect.stringContaining('rank') });
  });

  it('asks at what one is better than the other', () => {
    expect(ask('is Nova better than Girly?').kind).toBe('clarify');
  });

  it('sets weekends against weekdays when something is worse on weekends', () => {
    expect(brief(ask('is csat worse on weekends?'))).toBe(
      'csat of conversations | by weekend | last 30 days | side by side by weekend',
    );
  });

  it('asks what a most is of', () => {
    expect(ask('what do customers write about the most?')).toMatchObject({
      kind: 'clarify',
      text: 'The most by what?',
    });
  });
});

describe('periods that belong to the tickets', () => {
  it('counts tickets created then, not those resolved then', () => {
    expect(brief(ask('resolution time for tickets created in July'))).toContain('created_at');
  });

  it('declines two stretches of time that nothing sets against each other', () => {
    expect(ask('tickets created last week resolved this week').kind).toBe('decline');
  });

  it('takes the stretch inside the other', () => {
    expect(brief(ask('csat in 2026 (June to August)'))).toContain('June – August 2026');
  });

  it('reads no period into a score before one', () => {
    expect(brief(ask('tickets rated 1 or 2 last month'))).toContain('last month');
  });
});

describe('figures that are not what was asked', () => {
  it('declines the figure of another population', () => {
    expect(ask('reopen rate for chats last month').kind).toBe('decline');
  });

  it('declines an average of a plain count', () => {
    expect(ask('average tickets per agent').kind).toBe('decline');
  });

  it.each(['please close ticket 5999', 'email this report to the board'])(
    'declines to act: %s',
    (question) => {
      expect(ask(question)).toMatchObject({
        kind: 'decline',
        text: expect.stringContaining('I only answer questions'),
      });
    },
  );

  it('counts customers by the number of contacts asked for', () => {
    const reading = ask('how many customers contacted us at least 4 times last month');
    expect(reading.kind === 'plan' && reading.plan).toMatchObject({
      metrics: [{ metric: 'repeat_customers', atLeast: 4 }],
    });
  });
});
