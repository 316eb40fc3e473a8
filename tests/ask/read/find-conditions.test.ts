import { describe, expect, it } from 'vitest';
import { parse } from './desk.ts';

const conditions = (question: string): readonly string[] =>
  parse(question).facets.conditions.map(({ condition: { field, op, values } }) =>
    [field, op, values.join(' or ')].filter(Boolean).join(' '),
  );

describe('conditions', () => {
  it.each([
    ['tickets for Nova', ['agent is Nova Lee']],
    ['tickets in Billing and Returns', ['pipeline is Billing or Returns']],
    ['tickets in wholesale category', ['category is Wholesale']],
    ['tickets excluding spam and Billing', ['tag is-not spam or Billing']],
    ['tickets not in Billing', ['pipeline is-not Billing']],
    ['tickets where priority is high', ['priority is high']],
    ['unrated chats', ['rated is false']],
    ['tickets not yet answered', ['awaiting_reply is true']],
    ['unanswered chats', ['awaiting_reply is true']],
    ['tickets nobody has replied to', ['awaiting_reply is true']],
    ['tickets of last month still waiting for a first reply', ['awaiting_reply is true']],
    ['tickets with no first response', ['awaiting_reply is true']],
    ['chats of last week without a reply', ['answered is false']],
    ['tickets last month that were never answered', ['answered is false']],
    ['unassigned tickets', ['agent empty']],
    ['tickets without a category', ['category empty']],
    ['tickets that made sla', ['x_made_sla is true']],
    ['tickets on Mondays', ['weekday is 1']],
    ['badly rated chats', ['rating le 2']],
  ])('limits “%s” to %j', (question, expected) => {
    expect(conditions(question)).toEqual(expected);
  });

  it('knows states from what happened in a period', () => {
    const states = (question: string): readonly boolean[] =>
      parse(question).facets.conditions.map(({ state }) => state);
    expect(states('open tickets')).toEqual([true]);
    expect(states('answered tickets')).toEqual([false]);
  });

  it('asks which of two people is meant', () => {
    const [doubt] = parse('tickets for Alex last week').facets.doubts;
    expect(doubt?.choices).toEqual([
      { label: 'Alex Chen', question: 'tickets for Alex Chen last week' },
      { label: 'Alex Okafor', question: 'tickets for Alex Okafor last week' },
    ]);
  });

  it('remembers the other fields a name stands in, and which of them hardly are meant', () => {
    const rivals = (question: string) => parse(question).facets.conditions[0]?.rivals;
    expect(rivals('tickets in wholesale')).toEqual([
      { field: 'category', value: 'Wholesale', isMinor: false },
    ]);
    expect(rivals('tickets in billing')).toEqual([
      { field: 'tag', value: 'Billing', isMinor: true },
    ]);
    expect(rivals('tickets in wholesale pipeline')).toEqual([]);
  });

  it('refuses a value nobody has, and names some that occur', () => {
    const [refusal] = parse('tickets in group 99').facets.refusals;
    expect(refusal?.text).toContain('“99”');
    expect(refusal?.text).toContain('Group 70');
  });

  it('sets values of one field side by side', () => {
    expect(parse('Nova vs Girly csat').facets.contrast).toEqual({ field: 'agent', team: null });
    expect(parse('Nova vs the team').facets.contrast).toEqual({ field: 'agent', team: 'Nova Lee' });
    expect(parse('csat for Nova and Girly').facets.contrast).toBeNull();
  });
});
