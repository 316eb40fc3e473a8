import { describe, expect, it } from 'vitest';
import { ask, brief } from './desk.ts';

describe('what changed', () => {
  it.each([
    ['how did ticket volume change from Q2 to Q3?', 'volume of tickets | Q3 2026 | vs Q2 2026'],
    [
      'by how much did csat drop from September to October',
      'csat of conversations | October 2026 | vs September 2026',
    ],
    [
      'did tickets go up from September to October?',
      'volume of tickets | October 2026 | vs September 2026',
    ],
    [
      'did resolution get slower from August to October 2026?',
      'resolution_time of tickets | October 2026 | vs August 2026',
    ],
    ['change in csat between Q2 and Q3', 'csat of conversations | Q3 2026 | vs Q2 2026'],
    ['did tickets drop last month', 'volume of tickets | last month | vs 1 – 30 Sep 2026'],
  ])('is told of the later stretch: %s', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });

  it('is not asked of a plain stretch', () => {
    expect(brief(ask('tickets from September to October'))).toBe(
      'volume of tickets | September – October 2026',
    );
  });

  it('is told from an order', () => {
    expect(brief(ask('change ticket 4312 to high'))).toMatch(/^decline: I only answer questions/);
  });
});

describe('how many there are of what handles tickets', () => {
  it.each([
    [
      'how many agents answered tickets last week',
      'volume of tickets | by agent | answered is true | last week | metric 0 ge 1',
    ],
    [
      'how many agents worked on Billing last month',
      'volume of conversations | by agent | pipeline is Billing | last month | metric 0 ge 1',
    ],
    ['how many agents do we have', 'about dimension agent'],
    ['rank agents by tickets taken last month', 'volume of tickets | by agent | last month'],
  ])('%s', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });
});

describe('what came in against what was resolved', () => {
  it.each([
    [
      'did we resolve more tickets than we got last week?',
      'resolved_volume of tickets + volume of tickets | last week',
    ],
    [
      'did we close more than we opened last month',
      'resolved_volume of tickets + volume of tickets | last month',
    ],
    [
      'did fewer chats come in than we closed last month',
      'volume of chats + resolved_volume of chats | last month',
    ],
  ])('%s', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });

  it('sets chats as well as tickets against email', () => {
    expect(brief(ask('are we faster on email than on chat'))).toBe(
      'first_response_time of conversations | by channel | channel is email or chat | last 30 days | side by side by channel',
    );
  });
});

describe('what is set against a stretch alone', () => {
  it.each([
    [
      'how many tickets did we close yesterday and the day before',
      'resolved_volume of tickets | yesterday | vs 18 Nov 2026',
    ],
    [
      'how many more tickets do we have open than last month',
      'decline: What is open is counted at an instant; I can show how it went.',
    ],
    [
      'tickets the week before',
      'decline: I can’t tell which stretch of time that is before or after.',
    ],
    [
      'did we get fewer tickets in September than in August',
      'volume of tickets | September 2026 | vs August 2026',
    ],
    ['are chats up on last month?', 'volume of chats | this month | vs 1 – 20 Oct 2026'],
    ['is volume up from last week', 'volume of conversations | this week | vs 9 – 13 Nov 2026'],
    ['is csat higher than last month', 'csat of conversations | this month | vs 1 – 20 Oct 2026'],
    ['is volume up on September', 'volume of conversations | last month | vs September 2026'],
    ['were tickets up on August in October', 'volume of tickets | October 2026 | vs August 2026'],
  ])('%s', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });
});

describe('words that are a state or what was done', () => {
  it.each([
    [
      'how long do urgent tickets take compared to low ones',
      'resolution_time of tickets | by priority | priority is urgent or low | last 30 days | side by side by priority',
    ],
    ['how fast are tickets handled', 'clarify: What about it?'],
    [
      'what share of chats is missed on weekends',
      'missed_rate of chats | weekend is true | last 30 days',
    ],
    [
      'do we miss more chats on weekends',
      'volume of chats | by weekend | missed is true | last 30 days | side by side by weekend',
    ],
    ['how long do tickets stay open', 'resolution_time of tickets | last 30 days'],
    [
      'tickets opened in October that took over a week',
      'tickets, created_at desc, 10 | resolution_time gt 604800 | October 2026',
    ],
    [
      'how many tickets took longer than 30 days last month',
      'volume of tickets | resolution_time gt 2592000 | last month',
    ],
    [
      'average resolution time of tickets opened on a Monday in October',
      'decline: Days of the week and hours are those of the time a figure is counted at, which here is not the creation.',
    ],
    [
      'tickets with both vip and spam tags',
      'volume of tickets | tag is vip | tag is spam | last 30 days',
    ],
    [
      'how many chats ended up with the bot only in October',
      'volume of chats | bot_handled is true | October 2026',
    ],
    [
      'all tickets but the low ones last week',
      'volume of tickets | priority is-not low | last week',
    ],
    [
      'more tickets from email or web form last month?',
      'volume of tickets | by channel | channel is email or web form | last month | side by side by channel',
    ],
    ['is Friday our busiest day', 'volume of conversations | by weekday | last 30 days | desc'],
    [
      'agent with the best csat but at least 50 ratings last quarter',
      'csat of conversations + rated_volume of conversations | by agent | last quarter | metric 1 ge 50 | desc',
    ],
    [
      "how many tickets did Mary O'Brien open this year",
      'volume of tickets | customer is Mary O’Brien | this year',
    ],
    [
      'which ticket waited longest for a first reply last week',
      'tickets, first_response_time desc, 1 | last week',
    ],
    ['the three most reopened tickets', 'tickets, reopens desc, 3 | reopened is true | any time'],
  ])('%s', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });

  it.each(['who has no open tickets', 'agents without open tickets'])(
    'takes “%s” for no question about what is closed',
    (question) => {
      expect(ask(question).kind).toBe('decline');
    },
  );
});
