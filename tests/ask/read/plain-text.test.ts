import { describe, expect, it } from 'vitest';
import { ask, brief } from './desk.ts';

describe('talk around a question', () => {
  const plain = brief(ask('csat last month'));

  it.each([
    ':wave: csat last month :pray:',
    'csat last month 🙏👍🏽',
    '<@U02ABC> csat last month',
    '@deskhand csat last month',
    'uhm csat last month',
    'hmmm, csat last month',
    'erm... csat last month plsss',
    'heyyy csat last month',
    'yeah csat last month thx!',
    'quick q: csat last month',
    'gm all, csat last month, tyvm',
    'csat prev. month',
    'c-sat last mth',
    '*csat* last `month`',
    'hi, hope you had a lovely weekend. csat last month',
    'Hope everyone is well! csat last month',
    'hope this finds you well, csat last month',
    'let’s hope csat last month',
    'csat last month? enjoy the weekend!',
    'Happy Monday! csat last month',
    'it’s Tuesday, so csat last month',
    'for tomorrow’s management meeting: csat last month',
    'csat last month, for my Friday report',
    'I need this for the quarterly business review: csat last month',
  ])('says nothing: %s', (question) => {
    expect(brief(ask(question)).replace(/last month$/, 'last month')).toBe(plain);
  });

  it.each([
    ['csat on weekends last month', 'csat of conversations | weekend is true | last month'],
    ['tickets for this week’s review', 'volume of tickets | this week'],
    ['i hope to see tickets by week last month', 'volume of tickets | by week | last month'],
    ['tickets for my Q3 review', 'volume of tickets | Q3 2026'],
  ])('%s keeps its time', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });

  it('keeps a person mentioned further on', () => {
    expect(ask('csat last month for <@U02ABC>').kind).toBe('decline');
    expect(brief(ask('csat last month for @nova'))).toContain('agent is Nova Lee');
  });

  it('counts weekends along where they are said to be included', () => {
    expect(brief(ask('csat last month incl. weekends'))).toBe(plain);
    expect(brief(ask('csat last month, weekends included'))).toBe(plain);
  });
});
