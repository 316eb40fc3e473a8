import type { Clock } from '../../core/clock.ts';
import type { Precedence } from '../../core/precedence.ts';
import type { TeamSettings } from '../../core/settings.ts';
import type { SyncSchedule } from '../../core/sync-schedule.ts';
import type { Database } from '../../store/database.ts';
import { purgeOldConversations } from '../../store/retention.ts';
import { applyPage, EVERYTHING } from './apply-page.ts';
import { keepOutErased } from './keep-out-erased.ts';
import { createPace } from './pace.ts';
import { pickSources, sourceNamed } from './pick-sources.ts';
import { runSource } from './run-source.ts';
import { type Rota, startRota } from './schedule.ts';
import {
  readLatestRuns,
  readRejectCounts,
  readRuns,
  readStateIn,
  saveState,
  tidyRuns,
} from './sync-records.ts';
import type { RunRecord, SourceState, Syncing, SyncOptions, SyncProgress } from './syncing.ts';
import type { TicketSource } from './ticket-source.ts';

const DAY_MS = 86_400_000;

export type SyncingParts = {
  readonly db: Database;
  readonly sources: readonly TicketSource[];
  readonly settings: Pick<TeamSettings, 'autoresponses' | 'people' | 'zone'>;
  readonly clock: Clock;
  readonly schedule: SyncSchedule;
  /** Null: everything is kept. */
  readonly retentionDays: number | null;
  /** What goes before a page; nothing if left out. */
  readonly precedence?: Pick<Precedence, 'clear'>;
  readonly logger: {
    info(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
};

/** Keeps the store fresh from `sources`. What a process that ended was in the middle of is written down as interrupted. */
export async function createSyncing(parts: SyncingParts): Promise<
  Syncing & {
    /** Reads these tickets anew and writes them, as after a change made there. */
    refresh(source: string, ticketRefs: readonly string[]): Promise<void>;
  }
> {
  const { db, sources, clock, logger } = parts;
  const nowIso = (): string => new Date(clock.now()).toISOString();
  const running = new Map<string, Promise<RunRecord>>();
  const current = new Map<string, { readonly run: RunRecord; readonly progress: SyncProgress }>();
  const stops = new Map<string, AbortController>();
  const rotas = new Map<string, Rota>();
  await db.write((writer) => tidyRuns(writer, nowIso()), { keepVersion: true });

  const runOne = (
    source: TicketSource,
    options: SyncOptions,
    onProgress: (progress: SyncProgress) => void,
    signal: AbortSignal,
  ): Promise<RunRecord> => {
    const pace = createPace(source, clock);
    const asked = {
      kind: options.kind ?? ('incremental' as const),
      trigger: options.trigger ?? ('person' as const),
      since: options.since,
      notBefore: notBefore(parts),
    };
    const onPage = (run: RunRecord): void => {
      const progress = pace(run);
      current.set(source.name, { run, progress });
      onProgress(progress);
    };
    const stop = new AbortController();
    stops.set(source.name, stop);
    const run = runSource(source, asked, parts, onPage, AbortSignal.any([signal, stop.signal]))
      .then(async (record) => {
        if (record.outcome === 'done') await purge(parts, [source.name]);
        logger.info(
          { source: source.name, outcome: record.outcome, run: record.id },
          'a source was read',
        );
        return record;
      })
      .finally(() => {
        running.delete(source.name);
        current.delete(source.name);
        stops.delete(source.name);
      });
    running.set(source.name, run);
    return run;
  };

  return {
    sources: sources.map(({ name, label }) => ({ name, label })),
    test: (names, signal) =>
      Promise.all(pickSources(sources, names).map((source) => source.test(signal))),
    async sync(options, onProgress, signal) {
      const asked = pickSources(sources, options.sources ?? []);
      // Whoever asks for a source that is being read anyway is told how that goes.
      const runs = asked.map(
        (source) => running.get(source.name) ?? runOne(source, options, onProgress, signal),
      );
      const ended = await Promise.allSettled(runs);
      const bug = ended.find((end) => end.status === 'rejected');
      if (bug) throw bug.reason;
      return ended.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
    },
    stop(name) {
      const stop = stops.get(name);
      stop?.abort(new Error('somebody stopped it'));
      return stop !== undefined;
    },
    async state() {
      const [latest, rejects] = await Promise.all([readLatestRuns(db), readRejectCounts(db)]);
      return sources.map(
        ({ name, label }): SourceState => ({
          ...stateOf(latest.filter(({ source }) => source === name)),
          source: name,
          label,
          isConfigured: true,
          running: current.get(name)?.run ?? null,
          progress: current.get(name)?.progress ?? null,
          nextAt: rotas.get(name)?.nextAt() ?? null,
          rejects: rejects.get(name) ?? [],
        }),
      );
    },
    log: ({ source = null, limit }) => readRuns(db, { source, limit }),
    async refresh(name, ticketRefs) {
      const source = sourceNamed(sources, name);
      const rows = await source.readTickets(ticketRefs, new AbortController().signal);
      const segment = `${name}-refresh-${nowIso()}`;
      await db.write(async (writer) => {
        const now = nowIso();
        const { mapping } = source;
        const { page } = await keepOutErased(writer, name, rows, now);
        await applyPage(writer, page, {
          source: name,
          mapping,
          segment,
          now,
          knownIds: null,
          directory: null,
          holds: EVERYTHING,
        });
        const kept = await readStateIn(writer, name);
        await saveState(writer, name, { ...kept, unsettled: [...kept.unsettled, segment] }, now);
      });
    },
    start() {
      const stopping = new AbortController();
      for (const source of sources) {
        const run = async (): Promise<void> => {
          const options = { trigger: 'schedule' } as const;
          await (running.get(source.name) ??
            runOne(source, options, () => undefined, stopping.signal).catch((error) =>
              logger.error({ err: error, source: source.name }, 'a source could not be read'),
            ));
        };
        const rota = startRota({
          schedule: parts.schedule,
          zone: parts.settings.zone,
          lastAt: async () => {
            const [last] = await readRuns(db, { source: source.name, limit: 1 });
            return last ? Date.parse(last.startedAt) : null;
          },
          run,
          now: () => clock.now(),
        });
        rotas.set(source.name, rota);
      }
      // What nobody may keep goes also while a source can't be read.
      const names = sources.map(({ name }) => name);
      const purging = setInterval(() => {
        purge(parts, names).catch((error) =>
          logger.error({ err: error }, 'conversations past their time could not be removed'),
        );
      }, DAY_MS).unref();
      return {
        async [Symbol.asyncDispose]() {
          clearInterval(purging);
          stopping.abort(new Error('Deskhand is stopping'));
          for (const rota of rotas.values()) await rota[Symbol.asyncDispose]();
          rotas.clear();
          await Promise.allSettled(running.values());
        },
      };
    },
  };
}

function stateOf(
  runs: readonly RunRecord[],
): Pick<SourceState, 'lastRun' | 'lastDone' | 'readUntil'> {
  const lastDone = runs.find(({ outcome }) => outcome === 'done') ?? null;
  return { lastRun: runs[0] ?? null, lastDone, readUntil: lastDone?.readUntil ?? null };
}

function notBefore({ retentionDays, clock }: SyncingParts): string | null {
  if (retentionDays === null) return null;
  return new Date(clock.now() - retentionDays * DAY_MS).toISOString();
}

/** Lets go of what is older than it may be kept. */
async function purge(parts: SyncingParts, sources: readonly string[]): Promise<void> {
  const before = notBefore(parts);
  if (before === null) return;
  const removed = await parts.db.write((writer) =>
    purgeOldConversations(writer, { before, sources }),
  );
  if (Object.keys(removed).length > 0)
    parts.logger.info({ sources, before, removed }, 'conversations past their time were removed');
}
