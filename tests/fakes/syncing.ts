import { setTimeout as delay } from 'node:timers/promises';
import type { OutboxEntry } from '../../src/sources/outbox/outbox.ts';
import { pickSources } from '../../src/sources/sync/pick-sources.ts';
import type {
  RunRecord,
  SourceState,
  Syncing,
  SyncOptions,
  SyncProgress,
} from '../../src/sources/sync/syncing.ts';
import type { SourceCheck } from '../../src/sources/sync/ticket-source.ts';

const SOURCES = [
  { name: 'hubspot', label: 'HubSpot' },
  { name: 'livechat', label: 'LiveChat' },
];

/** A run that went well, with what a test changes of it. */
function fakeRun(changes: Partial<RunRecord> = {}): RunRecord {
  return {
    id: 'run-1',
    source: 'hubspot',
    kind: 'incremental',
    outcome: 'done',
    trigger: 'schedule',
    startedAt: '2026-11-21T12:00:00.000Z',
    finishedAt: '2026-11-21T12:01:30.000Z',
    step: 'tickets',
    done: 1_204,
    of: 1_204,
    inserted: 312,
    updated: 1_040,
    unchanged: 12_804,
    deleted: 3,
    rejected: 2,
    requests: 41,
    retries: 1,
    newestAt: '2026-11-21T11:58:00.000Z',
    readUntil: '2026-11-21T11:59:00.000Z',
    problem: null,
    remedy: null,
    ...changes,
  };
}

export const FAILED_RUN = fakeRun({
  id: 'run-2',
  source: 'livechat',
  outcome: 'failed',
  inserted: 0,
  updated: 0,
  deleted: 0,
  rejected: 0,
  readUntil: null,
  problem: 'LiveChat refused to list chats (403): the token lacks a scope',
  remedy: 'Add the scope chats--all:ro to the personal access token.',
});

const HUBSPOT: SourceState = {
  source: 'hubspot',
  label: 'HubSpot',
  isConfigured: true,
  lastRun: fakeRun(),
  lastDone: fakeRun(),
  running: null,
  progress: null,
  nextAt: '2026-11-21T16:04:00.000Z',
  readUntil: '2026-11-21T11:59:00.000Z',
  rejects: [
    {
      entity: 'tickets',
      reason: 'createdate is no time (yesterday-ish)',
      rows: 2,
      sample: '{"id":"301","properties":{"createdate":"yesterday-ish"}}',
    },
    { entity: 'messages', reason: 'no conversation is named', rows: 1, sample: null },
  ],
};

const LIVECHAT: SourceState = {
  source: 'livechat',
  label: 'LiveChat',
  isConfigured: true,
  lastRun: FAILED_RUN,
  lastDone: fakeRun({ id: 'run-0', source: 'livechat', finishedAt: '2026-11-19T12:01:30.000Z' }),
  running: null,
  progress: null,
  nextAt: '2026-11-21T16:11:00.000Z',
  readUntil: '2026-11-19T11:59:00.000Z',
  rejects: [],
};

export const FAKE_CHECKS: readonly SourceCheck[] = [
  {
    source: 'hubspot',
    label: 'HubSpot',
    isWorking: true,
    findings: [
      { what: 'Token', isOk: true, words: 'works for account 44102233' },
      {
        what: 'Messages',
        isOk: false,
        words: 'left out: the key lacks the scope for it',
        remedy: 'Add the scope conversations.read to the key.',
      },
    ],
    seen: {
      tickets: 4_312,
      chats: null,
      agents: 7,
      pipelines: 2,
      oldestAt: '2024-03-03T10:00:00.000Z',
      newestAt: '2026-11-21T11:58:00.000Z',
    },
  },
  {
    source: 'livechat',
    label: 'LiveChat',
    isWorking: false,
    findings: [
      {
        what: 'Token',
        isOk: false,
        words: 'refused (401)',
        remedy: 'Set LIVECHAT_REGION to fra if the account is kept in Europe.',
      },
    ],
    seen: {
      tickets: null,
      chats: null,
      agents: null,
      pipelines: null,
      oldestAt: null,
      newestAt: null,
    },
  },
];

export const WAITING_CHANGE: OutboxEntry = {
  id: '5f0c2b1e-0000-4000-8000-000000000001',
  source: 'hubspot',
  ticketRef: '30114479014',
  place: 1,
  change: { kind: 'set-priority', priority: 'urgent' },
  state: 'waiting',
  attempts: 2,
  nextAt: '2026-11-21T13:50:00.000Z',
  askedBy: 'Nova',
  askedAt: '2026-11-21T13:40:00.000Z',
  settledAt: null,
  problem: 'HubSpot is down (503)',
  outcome: null,
};

export interface FakeSyncing extends Syncing {
  /** What was asked for, in order. */
  readonly asked: readonly SyncOptions[];
  readonly tested: readonly (readonly string[])[];
}

export type FakeSyncingOptions = {
  readonly sources?: Syncing['sources'];
  readonly states?: readonly SourceState[];
  readonly outcome?: RunRecord['outcome'];
  /** Pages a run has, and how long each takes. */
  readonly pages?: number;
  readonly pageMs?: number;
};

/** Two sources: one that works, and one that is failing. Runs bring `pages` pages and stop on the signal. */
export function createFakeSyncing(options: FakeSyncingOptions = {}): FakeSyncing {
  const { sources = SOURCES, states = [HUBSPOT, LIVECHAT], outcome = 'done', pages = 2 } = options;
  const asked: SyncOptions[] = [];
  const tested: (readonly string[])[] = [];
  const running = new Map<string, RunRecord>();
  const paces = new Map<string, SyncProgress>();
  const stops = new Map<string, AbortController>();

  const runOne = async (
    name: string,
    kind: RunRecord['kind'],
    onProgress: (progress: SyncProgress) => void,
    asker: AbortSignal,
  ): Promise<RunRecord> => {
    const stop = new AbortController();
    stops.set(name, stop);
    const signal = AbortSignal.any([asker, stop.signal]);
    const label = sources.find((source) => source.name === name)?.label ?? name;
    for (let page = 1; page <= pages && !signal.aborted; page += 1) {
      const progress = { step: 'tickets', done: page * 200, of: pages * 200 };
      running.set(
        name,
        fakeRun({ ...progress, source: name, kind, outcome: 'running', finishedAt: null }),
      );
      const told = {
        ...progress,
        source: name,
        label,
        rows: page * 200,
        rowsPerSecond: 310,
        secondsLeft: 90,
      };
      paces.set(name, told);
      onProgress(told);
      await delay(options.pageMs ?? 0, undefined, { signal }).catch(() => {}); // stopped: the loop sees it
    }
    running.delete(name);
    paces.delete(name);
    stops.delete(name);
    return signal.aborted
      ? fakeRun({
          source: name,
          kind,
          outcome: 'stopped',
          remedy: 'The next run goes on from here.',
        })
      : fakeRun({ ...(outcome === 'failed' ? FAILED_RUN : {}), source: name, kind, outcome });
  };

  return {
    asked,
    tested,
    sources,
    async test(names) {
      const picked = pickSources(sources, names);
      tested.push(names);
      return FAKE_CHECKS.filter(({ source }) => picked.some(({ name }) => name === source));
    },
    async sync(wanted, onProgress, signal) {
      const picked = pickSources(sources, wanted.sources ?? []);
      asked.push(wanted);
      return Promise.all(
        picked.map(({ name }) => runOne(name, wanted.kind ?? 'incremental', onProgress, signal)),
      );
    },
    stop(name) {
      stops.get(name)?.abort();
      return stops.has(name);
    },
    state: async () =>
      states.map((state) => ({
        ...state,
        running: running.get(state.source) ?? state.running,
        progress: paces.get(state.source) ?? null,
      })),
    log: async ({ source, limit }) =>
      states
        .flatMap(({ lastRun, lastDone }) => [lastRun, lastDone])
        .filter((run) => run !== null && (source === undefined || run.source === source))
        .filter((run) => run !== null)
        .slice(0, limit),
    start: () => ({ async [Symbol.asyncDispose]() {} }),
  };
}
