import type { Upkeep } from './bot/upkeep.ts';
import type { Clock } from './core/clock.ts';
import { AskerError } from './core/errors.ts';
import { formatSeconds } from './core/format.ts';
import type { Logger } from './core/logger.ts';
import {
  changeWords,
  durationSeconds,
  findingWords,
  NOTHING_SET_UP,
  OUTCOME_WORDS,
  seenWords,
  TRIGGER_WORDS,
} from './sources/sync/sync-words.ts';
import type { RunRecord, Syncing } from './sources/sync/syncing.ts';
import type { SourceCheck } from './sources/sync/ticket-source.ts';

export type UpkeepParts = {
  readonly syncing: Syncing;
  readonly clock: Clock;
  readonly zone: string;
  readonly logger: Pick<Logger, 'error'>;
};

const TEST_TAKES_MS = 60_000;

/** Upkeep of the support systems, in words. Runs begun here go on by themselves; disposing stops them and waits. */
export function createUpkeep(parts: UpkeepParts): Upkeep & AsyncDisposable {
  const { syncing, clock, zone, logger } = parts;
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  const labels = new Map(syncing.sources.map(({ name, label }) => [name, label]));
  const needSystems = () => {
    if (syncing.sources.length === 0) throw new AskerError(NOTHING_SET_UP.replace(/:$/, '.'));
  };
  return {
    hasSystems: syncing.sources.length > 0,
    async test() {
      needSystems();
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(TEST_TAKES_MS)]);
      const checks = await syncing.test([], signal);
      return checks.map((check) => testedOf(check, zone));
    },
    sync() {
      needSystems();
      const run = syncing
        .sync({ trigger: 'person' }, () => undefined, closing.signal)
        // Whoever pressed the button is gone by now: the log of runs has what went wrong, ours the bug.
        .catch((error: unknown) => logger.error({ err: error }, 'a sync begun by hand failed'))
        .finally(() => running.delete(run));
      running.add(run);
      return [...labels.values()];
    },
    async runs(limit) {
      const log = await syncing.log({ limit });
      return log.map((run) => ({
        label: labels.get(run.source) ?? run.source,
        startedAt: run.startedAt,
        words: runWords(run, clock.now()),
        problem: [run.problem, run.remedy].filter((words) => words !== null).join(' ') || null,
      }));
    },
    async [Symbol.asyncDispose]() {
      closing.abort(new Error('the service is closing'));
      await Promise.allSettled(running);
    },
  };
}

function runWords(run: RunRecord, now: number): string {
  const took = formatSeconds(durationSeconds(run, now));
  return `${OUTCOME_WORDS[run.outcome]} ${TRIGGER_WORDS[run.trigger]} in ${took}: ${changeWords(run)}`;
}

function testedOf(check: SourceCheck, zone: string): Awaited<ReturnType<Upkeep['test']>>[number] {
  const wrong = check.findings
    .filter(({ isOk }) => !isOk)
    .map((finding) => {
      const words = `${finding.what}: ${findingWords(finding)}`;
      return finding.remedy ? `${words.replace(/\.$/, '')}. ${finding.remedy}` : words;
    });
  const seen = seenWords(check, zone);
  return {
    label: check.label,
    isWorking: check.isWorking,
    lines: [...wrong, ...(seen === '' ? [] : [`Seen: ${seen}`])],
  };
}
