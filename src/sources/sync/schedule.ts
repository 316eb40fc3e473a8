import { createTask, type ScheduledTask } from 'node-cron';
import type { SyncSchedule } from '../../core/sync-schedule.ts';

const HOUR_MS = 3_600_000;
/** Sources that share an interval drift apart by as much, so that they don't all call at the full hour. */
const JITTER = 0.1;
const CRON_JITTER_MS = 30_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** When a source that last began at `lastAt` is due; at once when it never ran or is overdue. `random` 0–1. Milliseconds since the epoch. */
export function dueAt(
  hours: number,
  lastAt: number | null,
  { now, random }: { readonly now: number; readonly random: number },
): number {
  if (lastAt === null) return now;
  const interval = hours * HOUR_MS;
  return Math.max(now, lastAt + interval * (1 - JITTER / 2 + random * JITTER));
}

/** Calls `run` whenever it is due, one call at a time, until disposed. */
export interface Rota extends AsyncDisposable {
  /** ISO UTC. */
  nextAt(): string | null;
}

export type RotaParts = {
  readonly schedule: SyncSchedule;
  readonly zone: string;
  /** When the last run began, ms; null: never. */
  readonly lastAt: () => Promise<number | null>;
  readonly run: () => Promise<void>;
  readonly now: () => number;
  readonly random?: () => number;
};

export function startRota(parts: RotaParts): Rota {
  return parts.schedule.kind === 'cron'
    ? startCron(parts, parts.schedule.line)
    : startInterval(parts, parts.schedule.hours);
}

function startCron({ zone, run }: RotaParts, line: string): Rota {
  const task: ScheduledTask = createTask(line, () => run(), {
    timezone: zone,
    noOverlap: true,
    maxRandomDelay: CRON_JITTER_MS,
    unref: true,
  });
  void task.start();
  return {
    nextAt: () => task.getNextRun()?.toISOString() ?? null,
    async [Symbol.asyncDispose]() {
      await task.destroy();
    },
  };
}

function startInterval({ lastAt, run, now, random = Math.random }: RotaParts, hours: number): Rota {
  let timer: NodeJS.Timeout | undefined;
  let next: number | null = null;
  let isOver = false;
  const plan = async (): Promise<void> => {
    if (isOver) return; // the store may be closed by now
    next = dueAt(hours, await lastAt(), { now: now(), random: random() });
    if (isOver) return;
    timer = setTimeout(fire, Math.min(next - now(), LONGEST_TIMER_MS));
    timer.unref();
  };
  const fire = (): void => {
    void run().finally(plan);
  };
  const planned = plan();
  return {
    nextAt: () => (next === null ? null : new Date(next).toISOString()),
    async [Symbol.asyncDispose]() {
      isOver = true;
      await planned;
      clearTimeout(timer);
    },
  };
}
