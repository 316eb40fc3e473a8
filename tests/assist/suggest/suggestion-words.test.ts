import { describe, expect, it } from 'vitest';
import type { Draft, SimilarTicket } from '../../../src/assist/suggest/suggestion.ts';
import { namedTickets, similarWords } from '../../../src/assist/suggest/suggestion-words.ts';

const SIMILAR: SimilarTicket = {
  ...{ id: 'zendesk:12', ref: '12', subject: 'Late', agent: null, resolvedAt: null },
  ...{ tookSeconds: null, reopened: 0, rating: null, likeness: 0.9, url: null },
};
const SOURCE = { mark: 'S1', title: 'Late', place: null, text: '', updatedAt: null, url: null };

describe('tickets that a suggestion names', () => {
  it('are those its draft stands on and those like it, each once, as its words name them', () => {
    const sources = [
      { ...SOURCE, kind: 'resolution', id: 'zendesk:12' },
      { ...SOURCE, kind: 'resolution', id: 'zendesk:7' },
      { ...SOURCE, kind: 'document', id: 'returns#2' },
    ];
    const draft = { sources } as unknown as Draft; // the rest isn't looked at
    const named = namedTickets({ draft, similar: [SIMILAR] });
    expect(named).toEqual([
      { words: 'Ticket 12', ticketId: 'zendesk:12' },
      { words: 'Ticket 7', ticketId: 'zendesk:7' },
    ]);
    expect(similarWords(SIMILAR)).toMatch(/^Ticket 12, Late/);
  });

  it('are none where there is nothing', () => {
    expect(namedTickets({ draft: null, similar: [] })).toEqual([]);
  });
});
