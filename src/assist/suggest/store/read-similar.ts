import type { Reader } from '../../../store/database.ts';
import type { Hit } from '../../knowledge/knowledge-index.ts';
import type { SimilarTicket } from '../suggestion.ts';

export type PastTickets = {
  readonly similar: readonly SimilarTicket[];
  /** By ticket; who has none is left out. */
  readonly customerNames: ReadonlyMap<string, string>;
};

const SHOWN = 5;
/** What has less in common is about something else. */
const ALIKE = 0.2;

/** The past tickets among the hits, and how each ended; in the order of the hits. */
export async function readPastTickets(db: Reader, hits: readonly Hit[]): Promise<PastTickets> {
  const resolved = hits.filter(({ passage }) => passage.kind === 'resolution');
  const likenessOf = new Map(resolved.map(({ passage, score }) => [passage.sourceId, score]));
  if (likenessOf.size === 0) return { similar: [], customerNames: new Map() };
  const { rows } = await db.read(
    `SELECT id, source_id, subject, agent, resolved_at, date_diff('second', created_at, resolved_at),
       coalesce(reopen_count, 0), rating, url, customer_name
     FROM tickets WHERE list_contains($ids, id) AND deleted_at IS NULL`,
    { ids: [...likenessOf.keys()] },
  );
  const similar = rows
    .map((row): SimilarTicket => {
      // VARCHAR columns, and timestamps as ISO strings.
      const [id, ref, subject, agent, resolvedAt] = row as readonly (string | null)[];
      return {
        id: String(id),
        ref: String(ref),
        ...{ subject: subject ?? null, agent: agent ?? null, resolvedAt: resolvedAt ?? null },
        tookSeconds: typeof row[5] === 'number' ? row[5] : null,
        reopened: Number(row[6]),
        rating: typeof row[7] === 'number' ? row[7] : null,
        likeness: likenessOf.get(String(id)) ?? 0,
        url: (row[8] as string | null) ?? null,
      };
    })
    .filter(({ likeness }) => likeness >= ALIKE)
    .toSorted((a, b) => b.likeness - a.likeness);
  const names = rows.flatMap(([id, , , , , , , , , name]) =>
    typeof name === 'string' ? [[String(id), name] as const] : [],
  );
  return { similar: similar.slice(0, SHOWN), customerNames: new Map(names) };
}
