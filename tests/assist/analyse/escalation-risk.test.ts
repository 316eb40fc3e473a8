import { describe, expect, it } from 'vitest';
import { escalationRisk, type RiskFacts } from '../../../src/assist/analyse/escalation-risk.ts';

const calm: RiskFacts = {
  sentiment: 0.2,
  emotion: 'neutral',
  priority: 'medium',
  threats: [],
  reopenCount: 0,
  unansweredMessages: 1,
  waitingSeconds: 600,
  targetSeconds: 14_400,
  replyCount: 1,
  otherContacts: 0,
  lastRating: 5,
};

/** Each makes it worse. */
const WORSE: readonly Partial<RiskFacts>[] = [
  { threats: ['lawyer'] },
  { sentiment: -0.7 },
  { priority: 'urgent' },
  { reopenCount: 2 },
  { waitingSeconds: 50_000 },
  { unansweredMessages: 3 },
  { replyCount: 8 },
  { otherContacts: 3 },
  { lastRating: 1 },
];

describe('escalation risk', () => {
  it('is next to nothing where nothing speaks for it', () => {
    expect(escalationRisk(calm)).toEqual({ risk: 0.03, parts: [] });
  });

  it.each(WORSE)('rises by %o, and says so', (worse) => {
    const { risk, parts } = escalationRisk({ ...calm, ...worse });
    expect(parts).toHaveLength(1);
    expect(risk).toBeGreaterThan(0.03);
    expect(risk).toBeLessThan(1);
  });

  it('never falls by anything more that speaks for it', () => {
    let facts = calm;
    let before = 0;
    for (const worse of WORSE) {
      facts = { ...facts, ...worse };
      const { risk } = escalationRisk(facts);
      expect(risk).toBeGreaterThan(before);
      before = risk;
    }
    expect(before).toBeLessThanOrEqual(1);
    expect(escalationRisk(facts).parts).toHaveLength(WORSE.length);
  });

  it('names its parts in words, the weightiest first', () => {
    const { parts } = escalationRisk({
      ...calm,
      sentiment: -0.8,
      emotion: 'angry',
      threats: ['lawyer', 'chargeback'],
      reopenCount: 1,
    });
    expect(parts.map(({ says }) => says)).toEqual([
      'says “lawyer”, “chargeback”',
      'angry, sentiment −0.8',
      'reopened once',
    ]);
  });
});
