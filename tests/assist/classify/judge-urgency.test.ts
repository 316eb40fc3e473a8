import { describe, expect, it } from 'vitest';
import { judgeUrgency } from '../../../src/assist/classify/judge-urgency.ts';

describe('how much a ticket presses', () => {
  it.each([
    ['urgent', 'Urgent: our whole team is blocked, the service is down and we are losing money.'],
    ['urgent', 'Ich brauche sofort Hilfe, unser Konto wurde gehackt: somebody stole it, hacked!'],
    ['high', 'I am locked out of my account.'],
    ['high', 'The charger melted the socket.'],
    ['medium', 'My parcel has not arrived.'],
    ['medium', 'I ordered this morning and would like the green one instead.'],
    ['low', 'No rush, but the label on the settings page has a typo.'],
    ['low', 'Feature request: do you have any plans for a dark mode?'],
    ['low', 'Just wanted to say the lamp looks gorgeous.'],
  ])('is %s: %s', (label, text) => {
    expect(judgeUrgency(text).label).toBe(label);
  });

  it('is not raised by what is denied', () => {
    expect(judgeUrgency('This is not urgent.').label).toBe('low');
    expect(judgeUrgency('Nothing is urgent about it, it can wait.').label).not.toBe('urgent');
  });

  it('is told with the words that made it so', () => {
    expect(judgeUrgency('Please reply asap, the server went down').because).toEqual([
      ...['asap', 'server went down'],
    ]);
  });

  it('is raised by shouting', () => {
    const calm = judgeUrgency('Nobody replies to me, my parcel is lost.');
    const shouted = judgeUrgency('NOBODY REPLIES TO ME, MY PARCEL IS LOST!!');
    expect([calm.label, shouted.label]).toEqual(['high', 'high']);
    expect(shouted.confidence).toBeGreaterThan(calm.confidence);
  });

  it('is as sure as levels are apart', () => {
    expect(judgeUrgency('urgent outage, all users, asap, hacked').confidence).toBeGreaterThan(0.9);
    expect(judgeUrgency('I am locked out').confidence).toBeLessThan(0.7);
  });
});
