import { createHash } from 'node:crypto';
import type { StateSpace } from '../core/state.ts';
import type { EmbeddingOutcome } from './language-model.ts';

/** Gives the vectors of texts that are searched for: those that are kept, or one call's for all who ask the same at once. */
export type QueryVectors = (
  texts: readonly string[],
  embed: () => Promise<EmbeddingOutcome>,
  signal?: AbortSignal,
) => Promise<EmbeddingOutcome>;

const KEPT_MS = 30 * 86_400_000;

/** `space`: of the vectors; others can't be compared with them. */
export function createQueryVectors(kept: StateSpace<string>, space: string): QueryVectors {
  const underWay = new Map<string, Promise<EmbeddingOutcome>>();

  const ask = async (key: string, embed: () => Promise<EmbeddingOutcome>) => {
    const outcome = await embed();
    if (outcome.kind === 'vectors')
      await kept.set(key, packed(outcome.vectors), { ttlMs: KEPT_MS });
    return outcome;
  };

  return async (texts, embed, signal) => {
    const key = createHash('sha256')
      .update(JSON.stringify([space, texts]))
      .digest('hex');
    const known = await kept.get(key);
    if (known !== undefined) return { kind: 'vectors', vectors: unpacked(known, texts), space };
    const shared = underWay.get(key);
    if (shared) {
      try {
        return await shared;
      } catch {
        signal?.throwIfAborted(); // whoever asked first has given up: this one goes on alone
      }
    }
    const asked = ask(key, embed);
    underWay.set(key, asked);
    try {
      return await asked;
    } finally {
      if (underWay.get(key) === asked) underWay.delete(key);
    }
  };
}

/** Vectors one behind the other, as text. */
function packed(vectors: readonly Float32Array[]): string {
  const bytes = vectors.map((one) => Buffer.from(one.buffer, one.byteOffset, one.byteLength));
  return Buffer.concat(bytes).toString('base64');
}

function unpacked(text: string, { length }: readonly string[]): readonly Float32Array[] {
  const bytes = new Uint8Array(Buffer.from(text, 'base64'));
  const all = new Float32Array(bytes.buffer);
  const size = all.length / length;
  return Array.from({ length }, (_, at) => all.slice(at * size, (at + 1) * size));
}
