import type { Reader } from '../../store/database.ts';
import { CONVERSATIONS_SQL } from './conversations-sql.ts';
import type { ResolutionBasis, ResolvedCell } from './resolution-time.ts';

const STEPS = 40;
const LOOKED_BACK_DAYS = 365;
const LOOKING_TAKES_MS = 300_000;

/** How long resolved conversations took, by what they have in common. */
export async function readCells(
  db: Reader,
  now: number,
): Promise<ReadonlyMap<string, ResolvedCell>> {
  const at = `list_transform(range(${STEPS + 1}), lambda step: step / ${STEPS})`;
  const { rows } = await db.read(
    `WITH ${CONVERSATIONS_SQL},
     resolved AS (
       SELECT kind, category, subcategory, coalesce(priority, '') AS priority, epoch(resolved_at - began_at) AS seconds FROM conversations
       WHERE resolved_at >= began_at AND resolved_at <= $now::TIMESTAMP AND resolved_at >= $now::TIMESTAMP - INTERVAL ${LOOKED_BACK_DAYS} DAY
     )
     SELECT 'similar', concat_ws('|', kind, category, subcategory, priority), quantile_cont(seconds, ${at}), count(*)
       FROM resolved WHERE category IS NOT NULL GROUP BY ALL
     UNION ALL SELECT 'category', concat_ws('|', kind, category), quantile_cont(seconds, ${at}), count(*)
       FROM resolved WHERE category IS NOT NULL GROUP BY ALL
     UNION ALL SELECT 'all', kind, quantile_cont(seconds, ${at}), count(*) FROM resolved GROUP BY ALL`,
    { now: new Date(now).toISOString() },
    { deadlineMs: LOOKING_TAKES_MS },
  );
  return new Map(
    rows.map(([basis, key, quantiles, sample]) => [
      `${basis}:${key}`,
      {
        basis: basis as ResolutionBasis, // one of the three above
        key: String(key),
        quantiles: (quantiles as readonly number[]).map(Number), // quantile_cont of a list is a list
        sample: Number(sample),
      },
    ]),
  );
}
