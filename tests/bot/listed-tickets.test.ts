import { describe, expect, it } from 'vitest';
import type { QueryPlan } from '../../src/analytics/query-plan.ts';
import { listedTickets } from '../../src/bot/listed-tickets.ts';
import type { Answer } from '../../src/core/answer.ts';

const rows = (of: 'tickets' | 'chats'): QueryPlan => ({
  ...{ kind: 'rows', of, anchor: 'created', limit: 2, columns: ['id', 'subject'] },
  ...{ zone: 'UTC', asOf: '2026-11-20T00:00:00Z', managers: 'included', period: null, where: [] },
  order: { field: 'created_at', direction: 'asc' },
});

/** Only what is looked at. */
const reply = {
  kind: 'answer',
  table: {
    columns: [
      { name: 'id', label: 'ID', role: 'dimension' },
      { name: 'subject', label: 'subject', role: 'dimension' },
    ],
    rows: [
      ['4312', 'Parcel'],
      ['4313', null],
    ],
    total: 2,
  },
} as unknown as Answer;

describe('the tickets of a list', () => {
  it('are those with a number, in their order', () => {
    expect(listedTickets({ plan: rows('tickets'), reply })).toEqual([
      { ref: '4312', subject: 'Parcel' },
      { ref: '4313', subject: null },
    ]);
  });

  it('are none where it lists chats, or nobody knows what it lists', () => {
    expect(listedTickets({ plan: rows('chats'), reply })).toEqual([]);
    expect(listedTickets({ plan: null, reply })).toEqual([]);
  });
});
