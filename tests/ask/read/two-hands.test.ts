import { describe, expect, it } from 'vitest';
import { ask, brief } from './desk.ts';

describe('two agents and the same conversations', () => {
  it.each([
    'how many tickets did Nova close that Girly opened',
    'tickets of Nova which Girly answered last month',
    'which chats of Girly are there that Nova took last week',
  ])('is declined: %s', (question) => {
    expect(brief(ask(question))).toContain('decline: I only know whose a conversation is');
  });

  it.each([
    'tickets that Nova and Girly closed last week',
    'does Nova close tickets that are harder than Girly',
    'csat of Nova vs Girly',
    'tickets that Nova closed',
    'which tickets that Nova closed, and which of Girly',
  ])('is nothing of the kind: %s', (question) => {
    expect(brief(ask(question))).not.toContain('whose a conversation is');
  });
});
