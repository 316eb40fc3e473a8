import { describe, expect, it } from 'vitest';
import { parse } from './desk.ts';

const shape = (question: string) => {
  const { by, subject, limit, order } = parse(question).facets;
  return { by, subject, limit, order: order?.tag ?? null };
};

describe('breakdowns', () => {
  it.each([
    ['tickets by agent and pipeline', [{ field: 'agent' }, { field: 'pipeline' }]],
    ['tickets by agent, channel', [{ field: 'agent' }, { field: 'channel' }]],
    ['tickets by agent by week', [{ grain: 'week' }, { field: 'agent' }]],
    ['monthly tickets', [{ grain: 'month' }]],
    ['tickets by hour of the day', [{ field: 'hour' }]],
    ['tickets by day of the week', [{ field: 'weekday' }]],
  ])('breaks “%s” down by %j', (question, by) => {
    expect(shape(question).by).toEqual(by);
  });

  it.each([
    ['which agent has the most tickets', { field: 'agent' }, null, 'most.most'],
    ['top 5 agents by tickets', { field: 'agent' }, 5, 'order.first'],
    ['5 slowest categories', { field: 'category' }, 5, 'most.slowest'],
    ['who resolved the most', { field: 'agent' }, null, 'most.most'],
    ['who is the customer with most tickets', { field: 'customer' }, null, 'most.most'],
    ['who are our 3 agents with most tickets', { field: 'agent' }, 3, 'most.most'],
    ['agents with csat below 80 %', { field: 'agent' }, null, null],
  ])('asks in “%s” for values of %j', (question, subject, limit, order) => {
    expect(shape(question)).toMatchObject({ subject, limit, order });
  });

  it('asks customers who came back for no agent', () => {
    expect(shape('customers who contacted us at least 3 times').subject).not.toEqual({
      field: 'agent',
    });
  });

  it('takes a number held against something for no limit', () => {
    expect(shape('agents with more than 20 tickets').limit).toBeNull();
  });
});
