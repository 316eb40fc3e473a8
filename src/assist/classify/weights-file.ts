import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { z } from 'zod';
import type { ClassifierWeights } from './classifier-weights.ts';
import type { WordVectors } from './word-vectors.ts';

/** Changes with the layout, what a feature is or what signs `known` goes by: weights of another one can't be read. */
const LAYOUT = 'deskhand classifier 3';

const header = z.object({
  layout: z.literal(LAYOUT),
  version: z.string(),
  labels: z.array(z.string()),
  shape: z.object({
    longestWords: z.int(),
    shortestCharacters: z.int(),
    longestCharacters: z.int(),
    pairReach: z.int(),
  }),
  featureCount: z.int(),
  columnCount: z.int(),
  meanings: z.object({ name: z.string(), width: z.int() }).nullable(),
  sharpness: z.number(),
  known: z.object({ slopes: z.array(z.number()), start: z.number() }).nullable(),
});

/** The weights as a compressed file: a line of JSON, then the arrays, little-endian. */
export function encodeWeights(weights: ClassifierWeights): Uint8Array {
  const { version, labels, shape, sharpness, known, features, meanings } = weights;
  const featureCount = features.length;
  const columnCount = weights.bias.length;
  const over = meanings && { name: meanings.vectors.name, width: meanings.vectors.width };
  const head = {
    ...{ layout: LAYOUT, version, labels, shape, featureCount, columnCount, sharpness, known },
    meanings: over,
  };
  const parts = [
    Buffer.from(`${JSON.stringify(head)}\n`),
    bytesOf(features),
    bytesOf(weights.rarity),
    bytesOf(weights.steps),
    bytesOf(weights.bias),
    bytesOf(weights.rows),
    bytesOf(meanings?.middle ?? new Float32Array()),
  ];
  return brotliCompressSync(Buffer.concat(parts), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 22 },
  });
}

/** Throws TypeError for bytes that are no weights, or weights of another layout or over other vectors. */
export function decodeWeights(file: Uint8Array, vectors: WordVectors | null): ClassifierWeights {
  try {
    return read(brotliDecompressSync(file), vectors);
  } catch (cause) {
    throw new TypeError('these are no classifier weights of this version of Deskhand', { cause });
  }
}

function read(bytes: Buffer, vectors: WordVectors | null): ClassifierWeights {
  const end = bytes.indexOf('\n');
  const {
    layout: _,
    featureCount,
    columnCount,
    meanings: over,
    ...head
  } = header.parse(JSON.parse(bytes.toString('utf8', 0, end)));
  if (over !== null && over.name !== vectors?.name)
    throw new RangeError('learned over other word vectors');
  const rowCount = featureCount + (over?.width ?? 0);
  let from = end + 1;
  const take = (length: number, width: number) => {
    const part = bytes.buffer.slice(
      bytes.byteOffset + from,
      bytes.byteOffset + from + length * width,
    );
    if (part.byteLength < length * width) throw new RangeError('the file ends early');
    from += length * width;
    return part;
  };
  return {
    ...head,
    features: new Uint32Array(take(featureCount, 4)),
    rarity: new Float32Array(take(featureCount, 4)),
    steps: new Float32Array(take(rowCount, 4)),
    bias: new Float32Array(take(columnCount, 4)),
    rows: new Int8Array(take(rowCount * columnCount, 1)),
    meanings: over && vectors && { vectors, middle: new Float32Array(take(over.width, 4)) },
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength); // none of ours is shared
}
