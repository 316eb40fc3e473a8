import type { Database, Writer } from '../../store/database.ts';
import type { Applied } from './apply-page.ts';
import type { Entity, PageRows } from './page.ts';
import type { TicketSource } from './ticket-source.ts';

const AT_ONCE = 500;

/** Tries rows again that another mapping could not make sense of. */
export async function retryRejects(
  db: Database,
  source: Pick<TicketSource, 'name' | 'mapping' | 'remap'>,
  apply: (writer: Writer, rows: PageRows) => Promise<Applied>,
): Promise<void> {
  const { name, mapping } = source;
  for (;;) {
    const { rows } = await db.read(
      `SELECT entity, source_id, reason, raw FROM rejects
       WHERE source = $name AND mapping IS DISTINCT FROM $mapping ORDER BY first_at, entity, source_id LIMIT ${AT_ONCE}`,
      { name, mapping },
    );
    if (rows.length === 0) return;
    const rejects = rows.map(([entity, sourceId, reason, raw]) => ({
      entity: String(entity) as Entity, // as keepRejects wrote it
      source_id: typeof sourceId === 'string' ? sourceId : null,
      reason: String(reason),
      raw: JSON.parse(String(raw)) as unknown,
    }));
    await db.write(async (writer) => {
      // Those that still make no sense come back under this mapping.
      await writer.run(
        `DELETE FROM rejects WHERE source = $name AND mapping IS DISTINCT FROM $mapping
           AND list_contains($tried, entity || ' ' || coalesce(source_id, '') || ' ' || reason || ' ' || raw)`,
        { name, mapping, tried: rows.map((cells) => cells.map((cell) => cell ?? '').join(' ')) },
      );
      for (const reject of rejects) await apply(writer, source.remap(reject));
    });
  }
}
