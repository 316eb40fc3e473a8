import type { DataStatus } from '../../src/core/data-status.ts';

/** A store with the demo data and one import, and something of everything that can be wrong with it. */
export const FAKE_STATUS: DataStatus = {
  path: 'deskhand.duckdb',
  bytes: 48_234_496,
  dataVersion: 7,
  tables: [
    {
      table: 'tickets',
      rows: 5_000,
      from: '2025-05-20T11:02:00.000Z',
      to: '2026-11-21T13:31:00.000Z',
    },
    {
      table: 'chats',
      rows: 4_500,
      from: '2025-05-20T12:10:00.000Z',
      to: '2026-11-21T13:28:00.000Z',
    },
    {
      table: 'messages',
      rows: 41_208,
      from: '2025-05-20T11:02:00.000Z',
      to: '2026-11-21T13:35:00.000Z',
    },
    { table: 'agents', rows: 5, from: null, to: null },
    { table: 'customers', rows: 3_117, from: null, to: null },
  ],
  sources: [
    {
      source: 'demo',
      newestAt: '2026-11-21T13:35:00.000Z',
      loadedAt: '2026-11-21T13:40:00.000Z',
      rows: 53_830,
    },
    {
      source: 'zendesk',
      newestAt: '2026-09-30T20:11:00.000Z',
      loadedAt: '2026-10-01T08:00:00.000Z',
      rows: 1_204,
    },
  ],
  imports: [
    {
      id: 'i1',
      fileName: 'zendesk-export-2026-09-30_all-views_including-archived.csv',
      entity: 'tickets',
      source: 'zendesk',
      rows: 1_204,
      inserted: 1_204,
      updated: 0,
      unchanged: 0,
      history: 318,
      finishedAt: '2026-10-01T08:00:00.000Z',
    },
  ],
  unusable: [
    { table: 'tickets', column: 'priority', value: 'Unknown', rows: 41 },
    { table: 'tickets', column: 'resolved_at', value: 'NaT', rows: 12 },
    { table: 'chats', column: 'rating', value: '', rows: 2_208 },
  ],
  future: [{ table: 'tickets', rows: 2 }],
  orphanMessages: 14,
  proposals: [
    {
      words: 'Nova Lee and N. Lee have the same e-mail, nova@example.com.',
      line: '- { name: "Nova Lee", aliases: ["N. Lee"], emails: ["nova@example.com"] }',
    },
  ],
};
