import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../src/analytics/check-plan.ts';
import type { Facts } from '../../src/analytics/facts.ts';
import type { Condition, QueryPlan, RowsPlan } from '../../src/analytics/query-plan.ts';
import { by, catalogue, figures, is, noFacts, use } from './small-desk.ts';

const tickets = new Set([
  'agent',
  'status',
  'priority',
  'created_at',
  'first_response_at',
  'resolved_at',
  'reply_count',
]);
const chats = new Set(['agent', 'rating', 'missed']);
const facts: Facts = {
  ...noFacts,
  filled: { tickets, chats, conversations: new Set([...tickets, ...chats]) },
};
const check = (plan: QueryPlan): string[] => checkPlan(plan, catalogue, facts);
const volume = use('volume', 'tickets');

describe('a plan of figures', () => {
  it('that fits has no problems', () => {
    const plan = figures([volume, use('first_response_time', 'tickets', 'p90')], {
      by: [{ grain: 'month' }, { field: 'agent' }],
      where: [is('status', 'open'), { field: 'age', op: 'gt', values: [60] }, is('open', true)],
      having: [{ metric: 1, op: 'gt', value: 60 }],
      order: { on: 'by', index: 1, direction: 'asc' },
    });
    expect(check(plan)).toEqual([]);
  });

  it.each<[string, QueryPlan]>([
    ['there is no metric "cost"', figures([{ metric: 'cost', of: 'tickets', statistic: 'mean' }])],
    [
      'reopen rate is not defined for chats; only for tickets',
      figures([use('reopen_rate', 'chats')]),
    ],
    ['CSAT has no median', figures([use('csat', 'chats', 'median')])],
    ['there is no rating on tickets in this data', figures([use('csat', 'tickets')])],
    ['there is no sentiment score in this data', figures([use('sentiment', 'tickets')])],
    [
      'chats have no status; only tickets do',
      figures([use('volume', 'chats')], { by: by('status') }),
    ],
    ['there is no field "colour"', figures([volume], { by: by('colour') })],
    ['there is no company in this data', figures([volume], { where: [is('company', 'ACME')] })],
    ['age can be compared, but not broken down by', figures([volume], { by: by('age') })],
    [
      "a breakdown can't be by the same thing twice",
      figures([volume], { by: by('agent', 'agent') }),
    ],
    [
      "a breakdown can't be by the same thing twice",
      figures([volume], { by: [{ grain: 'day' }, { grain: 'month' }] }),
    ],
    [
      'there is no metric number 2 to go by',
      figures([volume], { having: [{ metric: 1, op: 'gt', value: 1 }] }),
    ],
    [
      'there is no breakdown number 1 to order by',
      figures([volume], { order: { on: 'by', index: 0, direction: 'asc' } }),
    ],
    [
      "CSAT can't be taken as a share",
      figures([use('csat', 'chats', 'share', { kind: 'share-of-total' })]),
    ],
    [
      "backlog can't be taken as an average per time",
      figures([use('backlog', 'tickets', 'count', { kind: 'average-per', grain: 'day' })]),
    ],
  ])('says: %s', (problem, plan) => {
    expect(check(plan)).toEqual([problem]);
  });

  it.each<[string, Condition]>([
    ["open can't be more or less than something", { field: 'open', op: 'gt', values: [1] }],
    ["open can't be yes", { field: 'open', op: 'is', values: ['yes'] }],
    ["age can't be compared with long", { field: 'age', op: 'gt', values: ['long'] }],
    ["priority can't be compared with high", { field: 'priority', op: 'ge', values: ['high'] }],
    [
      "created can't be compared with someday",
      { field: 'created_at', op: 'lt', values: ['someday'] },
    ],
    ['age holds no words to look for', { field: 'age', op: 'contains', values: ['x'] }],
    ['which agent?', { field: 'agent', op: 'is', values: [] }],
  ])('says of a condition: %s', (problem, condition) => {
    expect(check(figures([volume], { where: [condition] }))).toEqual([problem]);
  });

  it('says what a formula misses only when all its parts miss something', () => {
    expect(check(figures([use('agent_score', 'conversations')]))).toEqual([]);
    const nothing = { ...facts, filled: noFacts.filled };
    const problems = checkPlan(figures([use('agent_score', 'conversations')]), catalogue, nothing);
    expect(problems).toContain('there is no rating in this data');
  });
});

describe('other plans', () => {
  const scope = {
    where: [],
    period: null,
    zone: 'UTC',
    asOf: '2026-06-30T00:00:00.000Z',
    managers: 'included' as const,
  };

  it('are checked too', () => {
    const order = { field: 'created_at', direction: 'desc' as const };
    const rows: Omit<RowsPlan, 'columns'> = {
      kind: 'rows',
      of: 'conversations',
      anchor: 'created',
      limit: 10,
      order,
      ...scope,
      where: [],
    };
    expect(check({ ...rows, columns: ['id', 'subject', 'customer_name'] })).toEqual([]);
    expect(check({ ...rows, columns: ['height'] })).toEqual(['there is no field "height"']);
    expect(
      check({ kind: 'search', of: 'tickets', terms: [' '], limit: 5, ...scope, where: [] }),
    ).toEqual(['a search needs something to look for']);
    expect(check({ kind: 'distribution', metric: volume, ...scope, where: [] })).toEqual([
      'conversations is one figure for many conversations and has no distribution',
    ]);
    expect(
      check({ kind: 'about', topic: 'metric', id: 'cost', zone: 'UTC', asOf: scope.asOf }),
    ).toEqual(['there is no metric "cost"']);
  });
});
