import type { Precedence } from '../../../core/precedence.ts';
import type { Database } from '../../../store/database.ts';
import { hasUnreadable } from '../lexical/segment-book.ts';
import { HASH, removePassages, replacePassages, settlePassages } from '../passage-rows.ts';
import { IS_RESOLVED, resolutionsSql } from './resolutions-sql.ts';

export type IndexingProgress = { readonly done: number; readonly of: number };

export type Indexed = {
  /** Tickets whose passage is new or changed. */
  readonly indexed: number;
  /** Tickets that are open again, or no more. */
  readonly removed: number;
};

export type IndexingParts = {
  readonly db: Database;
  /** Null: nobody else is at work. */
  readonly precedence: Pick<Precedence, 'clear'> | null;
};

const BATCH = 4000;
/** Longest a batch makes way for questions. */
const WAITS_MS = 5000;
const LISTING_TAKES_MS = 300_000;

/** Brings past tickets into the index: those that are new or changed, and nothing else. Killed at any moment, it goes on from there. */
export async function indexResolutions(
  { db, precedence }: IndexingParts,
  onProgress: (progress: IndexingProgress) => void = () => undefined,
  signal?: AbortSignal,
): Promise<Indexed> {
  const gone = await listGone(db, signal);
  if (gone.length > 0)
    await db.write((writer) => removePassages(writer, gone), { keepVersion: true });
  else await settleWhereNeeded(db);
  const due = await listDue(db, signal);
  for (let from = 0; from < due.length; from += BATCH) {
    signal?.throwIfAborted();
    await precedence?.clear(WAITS_MS);
    const sourceIds = due.slice(from, from + BATCH);
    await db.write(
      (writer) =>
        replacePassages(writer, {
          sourceIds,
          sql: resolutionsSql('{id} IN (SELECT unnest($chosen))'),
          params: { chosen: sourceIds },
        }),
      { keepVersion: true },
    );
    onProgress({ done: Math.min(from + BATCH, due.length), of: due.length });
  }
  return { indexed: due.length, removed: gone.length };
}

async function listDue(db: Database, signal?: AbortSignal): Promise<readonly string[]> {
  return list(
    db,
    `SELECT document_id FROM (SELECT *, ${HASH} AS hash FROM (${resolutionsSql('true')})) r
     ANTI JOIN (SELECT document_id, hash FROM passages WHERE kind = 'resolution') p USING (document_id, hash)
     ORDER BY updated_at, document_id`,
    signal,
  );
}

async function listGone(db: Database, signal?: AbortSignal): Promise<readonly string[]> {
  return list(
    db,
    `SELECT DISTINCT document_id FROM passages p WHERE kind = 'resolution'
       AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.id = p.document_id AND ${IS_RESOLVED})`,
    signal,
  );
}

async function list(db: Database, sql: string, signal?: AbortSignal): Promise<readonly string[]> {
  const { rows } = await db.read(
    sql,
    {},
    { deadlineMs: LISTING_TAKES_MS, ...(signal && { signal }) },
  );
  return rows.map(([id]) => String(id));
}

/** Retention and erasing take passages out without the index knowing; an older version's index can't be read. */
async function settleWhereNeeded(db: Database): Promise<void> {
  const { rows } = await db.read(
    `SELECT (SELECT coalesce(sum(passages), 0) FROM passage_segments WHERE piece = 0)
       <> (SELECT count(*) FROM passages) AS differs`,
  );
  if (rows[0]?.[0] === true || (await hasUnreadable(db)))
    await db.write((writer) => settlePassages(writer), { keepVersion: true });
}
