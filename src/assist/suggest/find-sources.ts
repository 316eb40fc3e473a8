import type { Found, Hit, KnowledgeIndex, KnowledgeQuery } from '../knowledge/knowledge-index.ts';
import { SOURCES } from './write/write-extract.ts';

const SEARCHED = 8;
/** Past tickets are many and documents few: without seats of their own these would never be cited. */
const SEATS_OF_DOCUMENTS = 3;

/** Past tickets and documents, each searched for itself. The best of both come first, as many as may be cited; the others behind them. `without` may name passages of documents, too. */
export async function findSources(
  index: Pick<KnowledgeIndex, 'search'>,
  query: Omit<KnowledgeQuery, 'kinds' | 'limit'>,
): Promise<Found> {
  const [resolutions, found] = await Promise.all([
    index.search({ ...query, kinds: ['resolution'], limit: SEARCHED }),
    index.search({ ...query, kinds: ['document'], limit: SEARCHED }),
  ]);
  const isLeftOut = ({ passage }: Hit) => query.without?.includes(passage.id) ?? false;
  const documents = { ...found, hits: found.hits.filter((hit) => !isLeftOut(hit)) };
  const seats = Math.max(
    SOURCES - resolutions.hits.length,
    Math.min(SEATS_OF_DOCUMENTS, documents.hits.length),
  );
  const cited = [
    ...resolutions.hits.slice(0, SOURCES - Math.min(seats, documents.hits.length)),
    ...documents.hits.slice(0, seats),
  ].toSorted(byScore);
  const rest = [...resolutions.hits, ...documents.hits].filter((hit) => !cited.includes(hit));
  return {
    hits: [...cited, ...rest],
    shortfalls: [...new Set([...resolutions.shortfalls, ...documents.shortfalls])],
  };
}

/** What a draft is made of, by id: of a document, the passage alone. */
export function idOfBase({ passage }: Hit): string {
  return passage.kind === 'document' ? passage.id : passage.sourceId;
}

const byScore = (one: Hit, other: Hit): number => other.score - one.score;
