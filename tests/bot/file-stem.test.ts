import { describe, expect, it } from 'vitest';
import { fileStem } from '../../src/bot/file-stem.ts';
import type { Reply } from '../../src/core/answer.ts';
import { chart } from '../charts/sample-charts.ts';

const declined: Reply = { kind: 'decline', headline: '', followUps: [], asOf: '' };

describe('the name of a turn’s files', () => {
  it.each([
    ['Wie lange für Zürich?', 'wie-lange-fur-zurich'],
    ['CSAT per agent, last 30 days', 'csat-per-agent-last-30-days'],
    ['שלום', 'answer'],
  ])('is made of its question: %s', (question, stem) => {
    expect(fileStem({ question, reply: declined })).toBe(stem);
  });

  it('ends with a whole word, within 60 characters', () => {
    const question = 'tickets, csat, first response and resolution time per agent by month';
    expect(fileStem({ question, reply: declined })).toBe(
      'tickets-csat-first-response-and-resolution-time-per-agent-by',
    );
    expect(fileStem({ question: 'x'.repeat(90), reply: declined })).toHaveLength(60);
  });

  it('is the chart’s where there is one: a follow-up says too little', () => {
    const reply = { kind: 'answer', chart: chart({ title: 'CSAT by agent, Oct 2026' }) } as Reply;
    expect(fileStem({ question: 'by agent', reply })).toBe('csat-by-agent-oct-2026');
  });
});
