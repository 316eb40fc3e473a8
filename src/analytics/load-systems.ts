import type { Reader } from '../store/database.ts';
import type { SystemFreshness } from './facts.ts';

const DAY_MS = 86_400_000;

/** Support systems that are set up, and by which measure they are late. */
export type SystemsSet = {
  readonly sources: readonly { readonly name: string; readonly label: string }[];
  /** Where the schedule reads them; one that is only read by hand may be a day old, too. */
  readonly staleAfterMs: number;
  /** Null: everything is kept. */
  readonly retentionDays: number | null;
};

/** How far each has been read, as its runs tell. `now` ISO UTC. */
export async function loadSystems(
  db: Reader,
  { sources, staleAfterMs, retentionDays }: SystemsSet,
  now: string,
): Promise<readonly SystemFreshness[]> {
  const { rows } = await db.read(
    `WITH ended AS (SELECT source, max(started_at) AS at FROM sync_runs WHERE outcome = 'done' GROUP BY source)
     SELECT r.source,
       max(read_until) FILTER (outcome = 'done'),
       max(finished_at) FILTER (outcome = 'done'),
       max(newest_at),
       arg_max(outcome, started_at) FILTER (outcome <> 'running') = 'failed',
       min(started_at) FILTER (outcome = 'failed' AND (e.at IS NULL OR started_at > e.at)),
       bool_or(outcome = 'running'),
       arg_max(steps_done / nullif(steps_of, 0), started_at) FILTER (outcome = 'running'),
       -- somebody may read it by hand between two turns of the schedule
       bool_or(trigger = 'schedule' AND started_at >= e.at - to_milliseconds($staleAfterMs))
     FROM sync_runs r LEFT JOIN ended e USING (source) GROUP BY r.source`,
    { staleAfterMs },
  );
  const bySource = new Map(rows.map((row) => [String(row[0]), row]));
  const keptFrom =
    retentionDays === null
      ? null
      : new Date(Date.parse(now) - retentionDays * DAY_MS).toISOString();
  return sources.map(({ name, label }): SystemFreshness => {
    const [, readUntil, readAt, newestAt, isFailing, failingSince, isRunning, part, isScheduled] =
      bySource.get(name) ?? [];
    return {
      source: name,
      label,
      readUntil: textOrNull(readUntil),
      readAt: textOrNull(readAt),
      newestAt: textOrNull(newestAt),
      failingSince: isFailing === true ? textOrNull(failingSince) : null,
      running: isRunning === true ? { part: partOf(part) } : null,
      staleAfterMs: isScheduled === true ? staleAfterMs : Math.max(staleAfterMs, DAY_MS),
      keptFrom,
      keptDays: retentionDays,
    };
  });
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function partOf(value: unknown): number | null {
  return typeof value === 'number' ? Math.min(1, value) : null;
}
