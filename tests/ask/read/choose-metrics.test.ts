import { describe, expect, it } from 'vitest';
import { readQuestion } from '../../../src/ask/read/read-question.ts';
import { deskContext, facts, planOf } from './desk.ts';

const metrics = (question: string): readonly string[] => {
  const plan = planOf(question);
  return plan.kind === 'figures' ? plan.metrics.map(({ metric, of }) => `${metric} of ${of}`) : [];
};

describe('metrics', () => {
  it('takes a duration over tickets and a satisfaction over all conversations', () => {
    expect(metrics('resolution time')).toEqual(['resolution_time of tickets']);
    expect(metrics('csat')).toEqual(['csat of conversations']);
  });

  it('takes the population that is named', () => {
    expect(metrics('csat of chats')).toEqual(['csat of chats']);
    expect(metrics('chat csat')).toEqual(['csat of chats']);
  });

  it('takes the only kind of conversation there is', () => {
    const rows = { tickets: 900, chats: 0, messages: 0, agents: 5, customers: 300 };
    const reading = readQuestion('csat last month', deskContext({ rows }));
    expect(reading).toMatchObject({ plan: { metrics: [{ metric: 'csat', of: 'tickets' }] } });
  });

  it('counts what is open as the backlog, and what was resolved by resolution', () => {
    expect(metrics('how many open tickets')).toEqual(['backlog of tickets']);
    expect(metrics('how many tickets were resolved last week')).toEqual([
      'resolved_volume of tickets',
    ]);
  });

  it('names a figure once, however often it is said', () => {
    expect(metrics('average star rating in October')).toEqual(['rating of conversations']);
  });

  it('takes “reopened at least once” for reopened', () => {
    expect(metrics('share of tickets reopened at least once')).toEqual(['reopen_rate of tickets']);
  });

  it('knows what is done from a stage that is called so', () => {
    const known = { ...facts.values, stage: [{ value: 'Resolve ticket', count: 9, aliases: [] }] };
    const context = deskContext({ values: known });
    const where = (question: string) => readQuestion(question, context);
    expect(where('how long does it take to resolve a ticket')).toMatchObject({
      plan: { metrics: [{ metric: 'resolution_time' }], where: [] },
    });
    expect(where('tickets in resolve ticket')).toMatchObject({
      plan: { where: [{ field: 'stage', values: ['Resolve ticket'] }] },
    });
  });

  it('counts an event, and gives its rate when a share is asked for', () => {
    expect(metrics('how many chats were transferred last week')).toEqual(['volume of chats']);
    expect(metrics('what share of chats were transferred last week')).toEqual([
      'transfer_rate of chats',
    ]);
  });

  it('takes a population in a list of metrics for its volume', () => {
    expect(metrics('tickets, csat and resolution time per agent')[0]).toBe('volume of tickets');
  });

  it('offers the other meaning of words with two', () => {
    const reading = readQuestion('response time last week', deskContext());
    expect(reading).toMatchObject({
      kind: 'plan',
      assumed: ['you said “response time”: first response time'],
      alternatives: [{ label: 'per reply instead' }],
    });
  });

  it('asks what is meant by best, and offers only what the data holds', () => {
    const filled = {
      tickets: new Set<string>(),
      chats: new Set<string>(),
      conversations: new Set(['rating']),
    };
    const reading = readQuestion('best agent', deskContext({ filled }));
    expect(reading).toEqual({
      kind: 'clarify',
      text: 'Best or worst at what?',
      choices: [{ label: 'CSAT', question: 'best agent by CSAT' }],
    });
  });
});
