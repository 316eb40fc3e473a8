import { expect, it } from 'vitest';
import { loadSystems } from '../../src/analytics/load-systems.ts';
import { openDatabase } from '../../src/store/open-database.ts';

const NOW = '2026-11-21T13:40:00.000Z';
const SET = {
  sources: [
    { name: 'hubspot', label: 'HubSpot' },
    { name: 'livechat', label: 'LiveChat' },
    { name: 'zendesk', label: 'Zendesk' },
  ],
  staleAfterMs: 8 * 3_600_000,
  retentionDays: 365,
};

it('tells of each support system how far it was read, since when it fails, and what is under way', async () => {
  await using db = await openDatabase({ path: ':memory:', threads: 1, readers: 1 });
  // hubspot: read, failed twice since, being read again. livechat: failed once, then read. zendesk: never begun.
  await db.write((writer) =>
    writer.run(`INSERT INTO sync_runs (source, outcome, started_at, finished_at, read_until, newest_at, steps_done, steps_of) VALUES
      ('hubspot', 'done', TIMESTAMP '2026-11-19 08:00', TIMESTAMP '2026-11-19 08:05', TIMESTAMP '2026-11-19 07:59', TIMESTAMP '2026-11-19 07:30', 9, 9),
      ('hubspot', 'failed', TIMESTAMP '2026-11-19 12:00', TIMESTAMP '2026-11-19 12:01', NULL, NULL, 0, NULL),
      ('hubspot', 'failed', TIMESTAMP '2026-11-19 16:00', TIMESTAMP '2026-11-19 16:01', NULL, NULL, 0, NULL),
      ('hubspot', 'running', TIMESTAMP '2026-11-21 13:39', NULL, NULL, NULL, 40, 100),
      ('livechat', 'failed', TIMESTAMP '2026-11-21 08:00', TIMESTAMP '2026-11-21 08:01', NULL, NULL, 0, NULL),
      ('livechat', 'done', TIMESTAMP '2026-11-21 12:00', TIMESTAMP '2026-11-21 12:02', TIMESTAMP '2026-11-21 11:59', NULL, 0, 0)`),
  );
  const shared = {
    staleAfterMs: 24 * 3_600_000,
    keptFrom: '2025-11-21T13:40:00.000Z',
    keptDays: 365,
  };
  expect(await loadSystems(db, SET, NOW)).toEqual([
    {
      source: 'hubspot',
      label: 'HubSpot',
      readUntil: '2026-11-19T07:59:00.000Z',
      readAt: '2026-11-19T08:05:00.000Z',
      newestAt: '2026-11-19T07:30:00.000Z',
      failingSince: '2026-11-19T12:00:00.000Z',
      running: { part: 0.4 },
      ...shared,
    },
    {
      source: 'livechat',
      label: 'LiveChat',
      readUntil: '2026-11-21T11:59:00.000Z',
      readAt: '2026-11-21T12:02:00.000Z',
      newestAt: null,
      failingSince: null,
      running: null,
      ...shared,
    },
    {
      source: 'zendesk',
      label: 'Zendesk',
      readUntil: null,
      readAt: null,
      newestAt: null,
      failingSince: null,
      running: null,
      ...shared,
    },
  ]);
});

it('takes a source for stale after twice the interval where the schedule reads it, else after a day', async () => {
  await using db = await openDatabase({ path: ':memory:', threads: 1, readers: 1 });
  // hubspot: by schedule, then by hand in between. livechat: by hand for days, since the service was stopped. zendesk: by hand only.
  await db.write((writer) =>
    writer.run(`INSERT INTO sync_runs (source, outcome, trigger, started_at, finished_at, read_until) VALUES
      ('hubspot', 'done', 'schedule', TIMESTAMP '2026-11-21 08:00', TIMESTAMP '2026-11-21 08:05', TIMESTAMP '2026-11-21 07:59'),
      ('hubspot', 'done', 'person', TIMESTAMP '2026-11-21 09:00', TIMESTAMP '2026-11-21 09:05', TIMESTAMP '2026-11-21 08:59'),
      ('livechat', 'done', 'schedule', TIMESTAMP '2026-11-18 08:00', TIMESTAMP '2026-11-18 08:05', TIMESTAMP '2026-11-18 07:59'),
      ('livechat', 'done', 'person', TIMESTAMP '2026-11-20 12:00', TIMESTAMP '2026-11-20 12:02', TIMESTAMP '2026-11-20 11:59'),
      ('zendesk', 'done', 'person', TIMESTAMP '2026-11-21 12:00', TIMESTAMP '2026-11-21 12:02', TIMESTAMP '2026-11-21 11:59')`),
  );
  const hours = async (staleAfterMs: number) =>
    (await loadSystems(db, { ...SET, staleAfterMs }, NOW)).map(
      (system) => system.staleAfterMs / 3_600_000,
    );
  expect(await hours(8 * 3_600_000)).toEqual([8, 24, 24]);
  expect(await hours(48 * 3_600_000)).toEqual([48, 48, 48]);
});
