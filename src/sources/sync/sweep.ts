import type { Writer } from '../../store/database.ts';
import type { Page } from './page.ts';

const BEGAN = { tickets: 'created_at', chats: 'started_at' } as const;

/** Notes the conversations a page met, for a full pass to tell at its end what it did not meet. */
export async function noteSeen(writer: Writer, source: string, page: Page): Promise<void> {
  for (const entity of ['tickets', 'chats'] as const) {
    const unmapped = (page.rejects ?? []).filter((reject) => reject.entity === entity);
    const met = [...(page[entity] ?? []), ...unmapped].map(({ source_id }) => source_id);
    if (met.length === 0) continue;
    await writer.run(
      'INSERT INTO sync_seen (source, entity, source_id) SELECT $source, $entity, unnest($met)',
      { source, entity, met: met.filter((id) => id !== null) },
    );
  }
}

export async function forgetSeen(writer: Writer, source: string): Promise<void> {
  await writer.run('DELETE FROM sync_seen WHERE source = $source', { source });
}

/**
 * Marks what a full pass did not meet as gone: nobody tells of rows that were removed for privacy's sake.
 * The version stays, so that one that turns up again is taken back. Gives how many went.
 */
export async function sweep(
  writer: Writer,
  place: { readonly source: string; readonly segment: string },
  { entities, before }: NonNullable<NonNullable<Page['complete']>['sweep']>,
): Promise<number> {
  let swept = 0;
  for (const entity of entities) {
    // An anti join by itself: as a condition of the update it could not spill to disk.
    await writer.run(
      `CREATE OR REPLACE TEMP TABLE unmet AS
       SELECT t.id FROM ${entity} t ANTI JOIN sync_seen s
         ON s.source = t.source AND s.entity = '${entity}' AND s.source_id = t.source_id
       WHERE t.source = $source AND t.deleted_at IS NULL AND t.${BEGAN[entity]} < $before::TIMESTAMPTZ::TIMESTAMP`,
      { source: place.source, before },
    );
    const { rows } = await writer.rows(
      `UPDATE ${entity} SET deleted_at = $before::TIMESTAMPTZ::TIMESTAMP, import_id = $segment
       WHERE id IN (SELECT id FROM unmet) RETURNING 1`,
      { segment: place.segment, before },
    );
    await writer.run('DROP TABLE unmet');
    swept += rows.length;
  }
  return swept;
}
