import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDesktop, type Desktop } from './run-deskhand.ts';

let desk: Desktop;

const TICKETS = `Ticket ID,Subject,Description,Status,Priority,Requester email,Created at,Solved at
1,Where is my refund?,I have been waiting for my refund for three weeks. This is unacceptable and I will call my lawyer.,Open,High,a@x.com,2026-11-16 10:00,
2,Thanks,The new kettle arrived today and it is wonderful. Thank you so much!,Solved,Normal,b@x.com,2026-11-17 11:00,2026-11-18 12:00
3,,,Open,Low,c@x.com,2026-11-18 09:30,
`;

beforeAll(async () => {
  desk = createDesktop();
  writeFileSync(desk.path('tickets.csv'), TICKETS);
  await desk.deskhand(['import', desk.path('tickets.csv'), '--yes']);
}, 20_000);
afterAll(() => desk[Symbol.dispose]());

const say = async (...args: string[]) => {
  const { out, err } = await desk.deskhand(args);
  return (out + err).replaceAll('\u202f', ' ');
};

describe('deskhand analyze', () => {
  it('says what is new, shows it, and takes it put right', { timeout: 90_000 }, async () => {
    expect(await say('analyze', 'state')).toBe('0 analysed, 2 new or changed.\n');
    expect(await say('analyze')).toContain('Analysed 2 conversations (2 by local)');
    const shown = await say('analyze', '1', '2', '3');
    expect(shown).toMatch(/Category +refund › late refund/);
    expect(shown).toMatch(/Sentiment +negative[\s\S]*Sentiment +positive/);
    expect(shown).toMatch(/Language +English/);
    expect(shown).toMatch(/Escalation risk \d+ %: says “lawyer” \(\+45 %\)/);
    expect(shown).toContain('Nobody has written anything in ticket file:3.\n');

    const put = ['analyze', 'set', '1', 'category=payment', 'priority=urgent', '--by', 'Nova'];
    expect(await say(...put)).toMatch(/Category +payment[\s\S]*category put right by Nova/);
    expect(await say('analyze', '--force', '1')).toMatch(/Category +payment\n/);
    expect(await say('audit', '1')).toMatch(/analysis corrected, Nova; category payment/);
    expect(await say('ask', 'override rate for all time')).toContain('50 %');
  });

  it('says what would do', { timeout: 60_000 }, async () => {
    expect(await say('analyze', '99')).toContain('There is no ticket or chat 99.');
    expect(await say('analyze', 'set', '1', 'category=bananas')).toContain('shipping, payment');
    expect(await say('analyze', 'set', '1', 'urgent')).toContain('is not like priority=high');
    expect(await say('analyze', 'learn')).toContain('too few to learn from; 200 are needed');
  });
});
