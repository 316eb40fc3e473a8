import { describe, expect, it } from 'vitest';
import { ask, brief } from './desk.ts';

describe('groups chosen by how much they stand on', () => {
  it.each([
    [
      'csat by agent last quarter, agents with at least 20 ratings',
      'csat of conversations + rated_volume of conversations | by agent | last quarter | metric 1 ge 20',
    ],
    [
      'avg resolution time per group in Q3, groups with at least 100 resolved tickets, slowest 3',
      'resolution_time of tickets + resolved_volume of tickets | by group | Q3 2026 | metric 1 ge 100 | desc | top 3',
    ],
    [
      'agents with more than 90 resolved tickets last month',
      'resolved_volume of tickets | by agent | last month | metric 0 gt 90',
    ],
    [
      'first response by category last month, only categories with more than 30 tickets',
      'first_response_time of tickets + volume of tickets | by category | last month | metric 1 gt 30',
    ],
  ])('%s', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });
});

describe('what changed between two stretches', () => {
  it.each([
    [
      'did ticket volume fall between September and October?',
      'volume of tickets | October 2026 | vs September 2026',
    ],
    [
      'did csat improve between August and October?',
      'csat of conversations | October 2026 | vs August 2026',
    ],
    [
      "did october csat beat september's?",
      'csat of conversations | October 2026 | vs September 2026',
    ],
    [
      'was october busier than september?',
      'volume of conversations | October 2026 | vs September 2026',
    ],
    ['did tickets rise last month?', 'volume of tickets | last month | vs 1 – 30 Sep 2026'],
    [
      'did csat rise from September to October?',
      'csat of conversations | October 2026 | vs September 2026',
    ],
  ])('%s', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });
});

describe('who gets in touch most', () => {
  it('ranks customers by how often they did', () => {
    expect(brief(ask('5 customers who contacted us most this year'))).toBe(
      'volume of conversations | by customer | this year | desc | top 5',
    );
  });
});

describe('who waits longest', () => {
  it.each([
    [
      'which customers have been waiting longest?',
      'tickets, age desc, 10 | open is true | any time',
    ],
    ['longest waiting customers', 'tickets, created_at asc, 10 | open is true | any time'],
  ])('%s', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });
});

describe('parts of a whole', () => {
  it.each([
    [
      'are more than 5% of resolved tickets reopened?',
      'reopen_rate of tickets | last 30 days | metric 0 gt 0.05',
    ],
    [
      'which agents have more than 10% of tickets reopened last quarter',
      'reopen_rate of tickets | by agent | last quarter | metric 0 gt 0.1',
    ],
    [
      "what share of last month's resolutions were by Nova Lee?",
      'share of resolved_volume of tickets with agent is Nova Lee | last month',
    ],
    [
      'what percent of tickets last month',
      'decline: I can’t tell which part of which whole is meant.',
    ],
  ])('%s', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });
});

describe('two things at once', () => {
  it.each([
    [
      'do email tickets take longer to resolve than web form ones?',
      'resolution_time of tickets | by channel | channel is email or web form | open is false | last 30 days | side by side by channel',
    ],
    [
      'tickets opened vs tickets resolved last week',
      'volume of tickets + resolved_volume of tickets | last week',
    ],
  ])('%s', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });
});
