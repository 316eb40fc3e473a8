import type { Params, Reader, Writer } from '../../store/database.ts';
import type { Passage, PassagesOf } from './knowledge-index.ts';
import { buildSegment, type Indexed } from './lexical/segment.ts';
import {
  addSegment,
  dropDead,
  forgetUnreadable,
  moveVersion,
  nextNumbers,
} from './lexical/segment-book.ts';

/** Two passages of a source are the same when all of this is. */
export const HASH = `md5(concat_ws(chr(31), kind, audience, title, coalesce(section, ''), coalesce(page, 0), text, coalesce(answer, '')))`;

const COLUMNS =
  'document_id, kind, audience, title, section, page, position, text, answer, url, updated_at';
const SHAPE = JSON.stringify([
  {
    ...{ document_id: 'VARCHAR', kind: 'VARCHAR', audience: 'VARCHAR', title: 'VARCHAR' },
    ...{ section: 'VARCHAR', page: 'INTEGER', position: 'INTEGER', text: 'VARCHAR' },
    ...{ answer: 'VARCHAR', url: 'VARCHAR', updated_at: 'TIMESTAMPTZ' },
  },
]);

/** Makes these the passages of their sources. */
export async function putPassages(writer: Writer, sources: readonly PassagesOf[]): Promise<void> {
  const rows = sources.flatMap(({ sourceId, passages }) =>
    passages.map(({ updatedAt, ...passage }, position) => ({
      ...{ ...passage, document_id: sourceId, position, updated_at: updatedAt },
    })),
  );
  await replacePassages(writer, {
    sourceIds: sources.map(({ sourceId }) => sourceId),
    sql: `SELECT ${COLUMNS.replace('updated_at', 'updated_at::TIMESTAMP AS updated_at')}
          FROM (SELECT unnest(from_json($rows, '${SHAPE}'), recursive := true))`,
    params: { rows: JSON.stringify(rows).toWellFormed() },
  });
}

/** Makes what `sql` selects (columns as above) the passages of these sources; those that were there already keep their number. */
export async function replacePassages(
  writer: Writer,
  { sourceIds, sql, params }: { sourceIds: readonly string[]; sql: string; params: Params },
): Promise<void> {
  await writer.run(
    `CREATE OR REPLACE TEMP TABLE incoming AS
       SELECT *, ${HASH} AS hash FROM (${sql})
       QUALIFY row_number() OVER (PARTITION BY document_id, ${HASH} ORDER BY position) = 1`,
    params,
  );
  await writer.run('CREATE OR REPLACE TEMP TABLE incoming_sources AS SELECT unnest($ids) AS id', {
    ids: sourceIds,
  });
  await writer.run(
    `DELETE FROM passages WHERE document_id IN (SELECT id FROM incoming_sources)
       AND (document_id, hash) NOT IN (SELECT (document_id, hash) FROM incoming)`,
  );
  await writer.run(
    `UPDATE passages p SET position = i.position, url = i.url, updated_at = i.updated_at
     FROM incoming i WHERE p.document_id = i.document_id AND p.hash = i.hash`,
  );
  await writer.run(
    `INSERT INTO passages (${COLUMNS}, hash) SELECT ${COLUMNS}, hash FROM incoming
     WHERE (document_id, hash) NOT IN (SELECT (document_id, hash) FROM passages WHERE hash IS NOT NULL)`,
  );
  for (const table of ['incoming', 'incoming_sources']) await writer.run(`DROP TABLE ${table}`);
  await forgetUnreadable(writer);
  await indexWaiting(writer);
  await moveVersion(writer);
}

/** Takes out the passages of documents, by the ids of these, and what the index has of them. */
export async function removePassages(writer: Writer, sourceIds: readonly string[]): Promise<void> {
  await writer.run('DELETE FROM passages WHERE document_id IN (SELECT unnest($sourceIds))', {
    sourceIds,
  });
  await settlePassages(writer);
}

/**
 * Brings the index in line with the passages, whoever changed them: takes out what is gone, and indexes anew whose words were changed.
 * In the same transaction nothing of an erased person's is left in it.
 */
export async function settlePassages(writer: Writer): Promise<void> {
  await writer.run(
    `UPDATE passages SET number = NULL, id = NULL, hash = ${HASH} WHERE hash <> ${HASH}`,
  );
  await forgetUnreadable(writer);
  await dropDead(writer);
  await writer.run(
    `DELETE FROM passage_vectors WHERE vector IS NOT NULL
       AND number NOT IN (SELECT number FROM passages WHERE number IS NOT NULL)`,
  );
  await indexWaiting(writer);
  await moveVersion(writer);
}

/** Passages one segment is made from at a time. */
const BATCH = 4096;

async function indexWaiting(writer: Writer): Promise<void> {
  const { rows } = await writer.rows('SELECT count(*) FROM passages WHERE number IS NULL');
  const count = Number(rows[0]?.[0] ?? 0);
  if (count === 0) return;
  const first = await nextNumbers(writer, 'passage_number', count);
  await writer.run(
    `UPDATE passages p SET number = n.number, id = 'p' || n.number
     FROM (SELECT rowid AS place, $first - 1 + row_number() OVER (ORDER BY document_id, position) AS number
           FROM passages WHERE number IS NULL) n
     WHERE p.rowid = n.place`,
    { first },
  );
  for (let from = first; from < first + count; from += BATCH) {
    const batch = await writer.rows(
      `SELECT number, kind, audience, concat_ws(' ', title, section, CASE WHEN kind = 'resolution' THEN text END),
         CASE WHEN kind = 'resolution' THEN coalesce(answer, '') ELSE text END
       FROM passages WHERE number >= $from AND number < $to ORDER BY number`,
      { from, to: Math.min(from + BATCH, first + count) },
    );
    await addSegment(writer, buildSegment(batch.rows.map(indexedOf)));
  }
}

function indexedOf([number, kind, audience, head, body]: readonly unknown[]): Indexed {
  return {
    number: Number(number),
    kind: kind === 'resolution' ? 'resolution' : 'document',
    audience: audience === 'public' ? 'public' : 'private',
    head: String(head),
    body: String(body),
  };
}

const READ = `SELECT number, id, kind, audience, document_id, title, section, page, text, answer, url, updated_at FROM passages`;

/** Those with these numbers that are still there, by number. */
export async function readPassages(
  reader: Reader,
  numbers: readonly number[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<number, Passage>> {
  const { rows } = await reader.read(
    `${READ} WHERE number IN (SELECT unnest($numbers)::INTEGER)`,
    { numbers: numbers.map(String) },
    signal && { signal },
  );
  return new Map(rows.map((row) => [Number(row[0]), passageOf(row)]));
}

function passageOf(row: readonly unknown[]): Passage {
  const [, id, kind, audience, sourceId, title, section, page, text, answer, url, updatedAt] = row;
  const orNull = (value: unknown) => (value === null ? null : String(value));
  return {
    id: String(id),
    kind: kind === 'resolution' ? 'resolution' : 'document',
    audience: audience === 'public' ? 'public' : 'private',
    sourceId: String(sourceId),
    title: String(title),
    section: orNull(section),
    page: page === null ? null : Number(page),
    text: String(text),
    answer: orNull(answer),
    url: orNull(url),
    updatedAt: String(updatedAt),
  };
}
