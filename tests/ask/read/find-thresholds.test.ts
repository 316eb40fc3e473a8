import { describe, expect, it } from 'vitest';
import { ask, brief, parse } from './desk.ts';

const HOUR = 3600;

describe('thresholds', () => {
  it.each([
    ['tickets open longer than 48 hours', 'age', 'gt', 48 * HOUR],
    ['tickets older than 2 days', 'age', 'gt', 48 * HOUR],
    ['tickets answered within 1 hour', 'first_response_time', 'le', HOUR],
    ['tickets resolved in under 4 hours', 'resolution_time', 'lt', 4 * HOUR],
    ['chats longer than 30 minutes', 'chat_duration', 'gt', HOUR / 2],
    ['tickets with more than 5 replies', 'replies', 'gt', 5],
    ['tickets reopened more than twice', 'reopens', 'gt', 2],
    ['tickets rated 1', 'rating', 'is', 1],
    ['tickets not older than 2 days', 'age', 'le', 48 * HOUR],
  ])('holds conversations against an amount in “%s”', (question, field, op, value) => {
    expect(parse(question).facets.thresholds).toMatchObject([
      { target: { kind: 'field', field }, op, value },
    ]);
  });

  it.each([
    ['agents with csat below 80 %', 'csat', 'lt', 0.8],
    ['agents with csat below 80', 'csat', 'lt', 0.8],
    ['agents with csat under 0.8', 'csat', 'lt', 0.8],
    ['pipelines with first response over 2 hours', 'first_response_time', 'gt', 2 * HOUR],
  ])('holds groups against an amount in “%s”', (question, metric, op, value) => {
    expect(parse(question).facets.thresholds).toMatchObject([
      { target: { kind: 'metric', metric }, op, value },
    ]);
  });

  it('counts what is named beside the number', () => {
    const [threshold] = parse('agents with at least 20 tickets').facets.thresholds;
    expect(threshold).toMatchObject({ target: { kind: 'count' }, op: 'ge', value: 20 });
  });

  it.each([
    'agents with 20 tickets or more',
    'who took 20 tickets or more',
    'customers who contacted us 20 times or more',
  ])('finds the comparison of “%s” behind what is counted', (question) => {
    const [threshold] = parse(question).facets.thresholds;
    expect(threshold).toMatchObject({ target: { kind: 'count' }, op: 'ge', value: 20 });
  });

  it('goes on with further values of the same field', () => {
    const values = parse('chats rated 1, 2 or 3').facets.thresholds.map(({ value }) => value);
    expect(values).toEqual([1, 2, 3]);
  });

  it('takes the number of a ranking for no threshold', () => {
    expect(parse('top 5 agents by csat').facets.thresholds).toEqual([]);
  });

  it('knows scores from shares', () => {
    expect(brief(ask('tickets with csat below 3 last month'))).toBe(
      'volume of tickets | rating lt 3 | last month',
    );
    expect(ask('tickets with csat below 80 % last month').kind).toBe('decline');
  });

  it.each([
    ['did we reach 85% csat last week', 'csat of conversations | last week | metric 0 ge 0.85'],
    ['are we hitting 90% csat this month', 'csat of conversations | this month | metric 0 ge 0.9'],
    ['did we hit 100 tickets last week', 'volume of tickets | last week | metric 0 ge 100'],
    [
      'did we manage a 2 hour first response last month',
      'first_response_time of tickets | last month | metric 0 le 7200',
    ],
    [
      'who reached 90% csat last month',
      'csat of conversations | by agent | last month | metric 0 ge 0.9',
    ],
    ['is our csat above 90 % this month', 'csat of conversations | this month | metric 0 gt 0.9'],
    [
      'did we get more than 100 tickets last week',
      'volume of tickets | last week | metric 0 gt 100',
    ],
    [
      'is first response time of tickets under 2 hours',
      'first_response_time of tickets | last 30 days | metric 0 lt 7200',
    ],
    [
      'are there tickets with first response over 4 hours',
      'volume of tickets | first_response_time gt 14400 | last 30 days',
    ],
    [
      'average csat when first response was over an hour',
      'csat of conversations | first_response_time gt 3600 | last 30 days',
    ],
    [
      'how many customers contacted us more than twice in october',
      'repeat_customers of conversations | October 2026',
    ],
    [
      'how many agents had more than 50 tickets last month',
      'volume of tickets | by agent | last month | metric 0 gt 50',
    ],
  ])('holds what is asked about against the amount: “%s”', (question, read) => {
    expect(brief(ask(question))).toBe(read);
  });

  it.each([
    'percent of customers with more than one ticket in october',
    'agents with exactly 39 chats this month',
    'agents with csat above 4',
    'how many tickets were passed on more than 3 times',
  ])('leaves no amount out: “%s”', (question) => {
    expect(ask(question)).toMatchObject({ kind: 'decline' });
  });
});
