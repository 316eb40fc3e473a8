import { describe, expect, it } from 'vitest';
import { verifiedExamples } from '../../../src/ask/model/verified-examples.ts';
import { readQuestion } from '../../../src/ask/read/read-question.ts';
import { desk } from '../read/desk.ts';
import { speech } from './drafts.ts';

function verified(question: string) {
  const reading = readQuestion(question, desk);
  if (reading.kind !== 'plan') throw new TypeError(`the rules read “${question}”`);
  return { question, plan: reading.plan, by: 'U1', verifiedAt: '2026-11-20T12:00:00Z' };
}

const KEPT = [
  'tickets of Nova last week',
  'csat by month',
  'tickets for ACME by week',
  'open tickets by priority',
  'chats by weekday and hour',
].map(verified);

const examplesFor = (question: string) => {
  const said = verifiedExamples(question, KEPT, desk, speech);
  return said === 'none' ? [] : said.split('\n').map((line) => JSON.parse(line));
};

describe('verified questions shown to a model', () => {
  it('are the nearest few by their words, nearest first', () => {
    const found = examplesFor('tickets that Nova had last week');
    expect(found.length).toBeLessThanOrEqual(3);
    expect(found[0]).toMatchObject({ question: 'tickets of {{agent_1}} last week' });
    expect(examplesFor('frobnicate wombats')).toEqual([]);
  });

  it('name nobody, and have placeholders of their own', () => {
    const [first] = examplesFor('tickets for ACME by weeks');
    expect(first).toMatchObject({
      question: 'tickets for {{company_1}} by week',
      draft: { where: [{ field: 'company', op: 'is', values: ['{{company_1}}'] }], by: ['week'] },
    });
    expect(JSON.stringify(examplesFor('tickets of Nova for ACME'))).not.toMatch(/nova|acme/i);
  });
});
