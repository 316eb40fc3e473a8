import { describe, expect, it } from 'vitest';
import { parse } from './desk.ts';

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

  it('goes on with further values of the same field', () => {
    const values = parse('chats rated 1, 2 or 3').facets.thresholds.map(({ value }) => value);
    expect(values).toEqual([1, 2, 3]);
  });

  it('takes the number of a ranking for no threshold', () => {
    expect(parse('top 5 agents by csat').facets.thresholds).toEqual([]);
  });
});
