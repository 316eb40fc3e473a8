import { describe, expect, it } from 'vitest';
import { auditLine, auditWords } from '../../../src/tickets/audit/audit-words.ts';

const entry = (details: Readonly<Record<string, string | readonly string[] | null>>) => ({
  ...{ action: 'escalation snoozed', actor: 'Nova Lee', details },
});

describe('what was done, in words', () => {
  it('tells times by the team’s clocks', () => {
    const words = auditWords(entry({ until: '2026-11-21T19:37:01.145Z' }), 'America/Halifax');
    expect(words).toBe('escalation snoozed, Nova Lee; until 21 Nov 2026 15:37');
  });

  it('leaves out what says nothing to a reader', () => {
    const details = { id: 'e1', chain: 'usual', recipients: ['Nova', 'Kim'], note: null };
    expect(auditWords(entry(details), 'UTC')).toBe(
      'escalation snoozed, Nova Lee; chain usual; recipients Nova, Kim',
    );
  });

  it('stands after the time it happened', () => {
    const at = '2026-11-21T19:37:01Z';
    const line = auditLine({ ...entry({}), at } as Parameters<typeof auditLine>[0], 'UTC'); // its seal isn't told
    expect(line).toBe('21 Nov 2026 19:37: escalation snoozed, Nova Lee');
  });
});
