import { createHash, randomUUID } from 'node:crypto';
import { ChromaClient, type Collection, type Where } from 'chromadb';
import { AppError, UpstreamError } from '../../../core/errors.ts';
import type { Database } from '../../../store/database.ts';
import type { Asked, Likenesses, VectorStore } from './vector-store.ts';

const KEEPER = 'chroma';
const ANSWERS_IN_MS = 10_000;
/** Ids that are removed with one call. */
const BATCH = 1000;

export type ChromaParts = { readonly db: Database; readonly space: string };

/**
 * Vectors on a Chroma server, a collection for each database and space. It is given numbers, vectors, kind and audience, and no texts.
 * The database notes what it keeps, so that nothing is forgotten there while it can’t be reached. Throws UpstreamError when it can’t.
 */
export async function openChromaVectors(
  url: string,
  { db, space }: ChromaParts,
): Promise<VectorStore> {
  const { protocol, hostname, port } = new URL(url);
  const ssl = protocol === 'https:';
  const client = new ChromaClient({ host: hostname, port: Number(port) || (ssl ? 443 : 80), ssl });
  const knowledge = await knowledgeId(db);
  const nameOf = (of: string): string => `deskhand-${knowledge}-${shortHash(of)}`;

  const ask = async <T>(what: string, call: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
    const until = AbortSignal.timeout(ANSWERS_IN_MS);
    const stopped = signal ? AbortSignal.any([until, signal]) : until;
    try {
      // The client can’t be stopped: what it still brings is dropped.
      return await Promise.race([call(), whenAborted(stopped)]);
    } catch (cause) {
      signal?.throwIfAborted();
      if (cause instanceof AppError) throw cause;
      throw new UpstreamError(`Chroma at ${url} did not ${what}: ${reasonOf(cause)}`, { cause });
    }
  };

  let opening: Promise<Collection> | null = null;
  const collection = (): Promise<Collection> => {
    opening ??= client
      .getOrCreateCollection({
        name: nameOf(space),
        configuration: { hnsw: { space: 'cosine' } },
        embeddingFunction: null,
      })
      .catch((error: unknown) => {
        opening = null;
        throw error;
      });
    return opening;
  };

  const query = (
    what: string,
    args: { vector: Float32Array; limit: number; where?: Where; ids?: string[] },
    signal: AbortSignal | undefined,
  ): Promise<Likenesses> =>
    ask(
      what,
      async () => {
        const found = await (await collection()).query({
          queryEmbeddings: [[...args.vector]],
          nResults: args.limit,
          include: ['distances'],
          ...(args.where && { where: args.where }),
          ...(args.ids && { ids: args.ids }),
        });
        const distances = found.distances[0] ?? [];
        return new Map(
          (found.ids[0] ?? []).map((id, at) => [Number(id), 1 - (distances[at] ?? 1)]),
        );
      },
      signal,
    );

  return {
    space,
    async put(vectors) {
      await ask('take vectors', async () =>
        (await collection()).upsert({
          ids: vectors.map(({ number }) => String(number)),
          embeddings: vectors.map(({ vector }) => [...vector]),
          metadatas: vectors.map(({ kind, audience }) => ({ kind, audience })),
        }),
      );
      await db.write(
        (writer) =>
          writer.run(
            `INSERT INTO passage_vectors SELECT unnest($numbers)::INTEGER, '${KEEPER}', $space, NULL`,
            { space, numbers: vectors.map(({ number }) => String(number)) },
          ),
        { keepVersion: true },
      );
    },
    nearest: (vector, { limit, signal, ...asked }) =>
      query('search', { vector, limit, where: whereOf(asked) }, signal),
    async likenesses(vector, numbers, signal) {
      if (numbers.length === 0) return new Map();
      const ids = numbers.map(String);
      return query('compare', { vector, limit: ids.length, ids }, signal);
    },
    async missing(limit) {
      const { rows } = await db.read(
        `SELECT p.number FROM passages p
         ANTI JOIN (SELECT number FROM passage_vectors WHERE keeper = '${KEEPER}' AND space = $space) v ON v.number = p.number
         WHERE p.number IS NOT NULL ORDER BY p.number LIMIT $limit`,
        { space, limit },
      );
      return rows.map(([number]) => Number(number));
    },
    async settle() {
      const { rows } = await db.read(
        `SELECT space, list(number::VARCHAR) FROM passage_vectors v
         WHERE keeper = '${KEEPER}' AND (space <> $space
           OR NOT EXISTS (SELECT 1 FROM passages p WHERE p.number = v.number))
         GROUP BY space`,
        { space },
      );
      for (const [of, numbers] of rows) {
        const gone = Array.isArray(numbers) ? numbers.map(String) : [];
        await ask('forget vectors', async () => {
          if (String(of) !== space) return dropCollection(client, nameOf(String(of)));
          for (let from = 0; from < gone.length; from += BATCH)
            await (await collection()).delete({ ids: gone.slice(from, from + BATCH) });
        });
        await db.write(
          (writer) =>
            writer.run(
              `DELETE FROM passage_vectors WHERE keeper = '${KEEPER}' AND space = $of
               AND number IN (SELECT unnest($gone)::INTEGER)`,
              { of: String(of), gone },
            ),
          { keepVersion: true },
        );
      }
    },
  };
}

function whereOf({ audience, kinds }: Asked): Where {
  const ofKinds: Where = { kind: { $in: [...kinds] } };
  return audience === 'private' ? ofKinds : { $and: [ofKinds, { audience: 'public' }] };
}

/** One that is no more is as good as dropped. */
async function dropCollection(client: ChromaClient, name: string): Promise<void> {
  const all = await client.listCollections();
  if (all.some((one) => one.name === name)) await client.deleteCollection({ name });
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

const reasonOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return String(cause);
  return cause.name === 'TimeoutError' ? `no answer in ${ANSWERS_IN_MS / 1000} s` : cause.message;
};

const shortHash = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Tells this database’s vectors from another’s on the same server. */
async function knowledgeId(db: Database): Promise<string> {
  return db.write(
    async (writer) => {
      const { rows } = await writer.rows(`SELECT value FROM meta WHERE key = 'knowledge_id'`);
      if (rows[0]) return String(rows[0][0]);
      const id = randomUUID().slice(0, 8);
      await writer.run(`INSERT INTO meta VALUES ('knowledge_id', $id)`, { id });
      return id;
    },
    { keepVersion: true },
  );
}
