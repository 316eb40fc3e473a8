import type { Database, Params } from '../../../store/database.ts';
import type { Likenesses, VectorStore } from './vector-store.ts';

const KEEPER = 'duckdb';

/** Vectors in the store itself, compared one by one: 0.2 to 0.5 s of processor time, over all cores, for 100 000 of 768 numbers. */
export function createDuckDbVectors(db: Database, space: string): VectorStore {
  const select = async (
    vector: Float32Array,
    sql: string,
    params: Params,
    signal?: AbortSignal,
  ): Promise<Likenesses> => {
    const type = `FLOAT[${vector.length}]`;
    const { rows } = await db.read(
      `SELECT v.number, array_cosine_similarity(v.vector::${type}, $vector::${type}) AS likeness
       FROM passage_vectors v ${sql}`,
      { ...params, space, vector: textOf(vector) },
      signal && { signal },
    );
    return new Map(rows.map(([number, likeness]) => [Number(number), Number(likeness)]));
  };
  const mine = `v.keeper = '${KEEPER}' AND v.space = $space`;
  return {
    space,
    put: (vectors) =>
      db.write(
        (writer) =>
          writer.run(
            `INSERT INTO passage_vectors
             SELECT unnest($numbers)::INTEGER, '${KEEPER}', $space, unnest($vectors)::FLOAT[]`,
            {
              ...{ space, numbers: vectors.map(({ number }) => String(number)) },
              vectors: vectors.map(({ vector }) => textOf(vector)),
            },
          ),
        { keepVersion: true },
      ),
    nearest: (vector, { audience, kinds, limit, signal }) =>
      select(
        vector,
        `JOIN passages p ON p.number = v.number
         WHERE ${mine} AND list_contains($kinds, p.kind) AND ($audience = 'private' OR p.audience = 'public')
         ORDER BY likeness DESC LIMIT $limit`,
        { audience, kinds, limit },
        signal,
      ),
    likenesses: (vector, numbers, signal) =>
      select(
        vector,
        `WHERE ${mine} AND v.number IN (SELECT unnest($numbers)::INTEGER)`,
        { numbers: numbers.map(String) },
        signal,
      ),
    async missing(limit) {
      const { rows } = await db.read(
        `SELECT p.number FROM passages p
         ANTI JOIN (SELECT number FROM passage_vectors v WHERE ${mine}) v ON v.number = p.number
         WHERE p.number IS NOT NULL ORDER BY p.number LIMIT $limit`,
        { space, limit },
      );
      return rows.map(([number]) => Number(number));
    },
    settle: () =>
      db.write(
        (writer) =>
          writer.run(
            `DELETE FROM passage_vectors WHERE keeper = '${KEEPER}'
             AND (space <> $space OR number NOT IN (SELECT number FROM passages WHERE number IS NOT NULL))`,
            { space },
          ),
        { keepVersion: true },
      ),
  };
}

const textOf = (vector: Float32Array): string => `[${vector.join(',')}]`;
