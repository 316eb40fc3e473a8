import type { Clock } from '../../core/clock.ts';
import type { RunRecord, SyncProgress } from './syncing.ts';

/** Tells how a run gets on: its rate since it began, and by the rate of its step how long that step still takes. */
export function createPace(
  { name, label }: { readonly name: string; readonly label: string },
  clock: Clock,
): (run: RunRecord) => SyncProgress {
  const beganAt = clock.now();
  let step: { readonly name: string | null; readonly at: number; readonly done: number } = {
    name: null,
    at: beganAt,
    done: 0,
  };
  return (run) => {
    const now = clock.now();
    if (step.name !== run.step) step = { name: run.step, at: now, done: run.done };
    const rows = run.inserted + run.updated + run.unchanged + run.deleted;
    const perSecond = (run.done - step.done) / Math.max((now - step.at) / 1000, 0.001);
    const left = run.of === null ? null : Math.max(run.of - run.done, 0);
    return {
      source: name,
      label,
      step: run.step ?? '',
      done: run.done,
      of: run.of,
      rows,
      rowsPerSecond: rows / Math.max((now - beganAt) / 1000, 0.001),
      secondsLeft: left === null || perSecond <= 0 || now === step.at ? null : left / perSecond,
    };
  };
}
