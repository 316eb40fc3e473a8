import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { z } from 'zod';
import type { ClassifierWeights } from './classifier-weights.ts';

/** Changes with the layout, what a feature is or what signs `known` goes by: weights of another one can't be read. */
const LAYOUT = 'deskhand classifier 2';

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
  sharpness: z.number(),
  known: z.object({ slopes: z.array(z.number()), start: z.number() }).nullable(),
});

/** The weights as a compressed file: a line of JSON, then the arrays, little-endian. */
export function encodeWeights(weights: ClassifierWeights): Uint8Array {
  const { version, labels, shape, sharpness, known, features } = weights;
  const featureCount = features.length;
  const head = { layout: LAYOUT, version, labels, shape, featureCount, sharpness, known };
  const parts = [
    Buffer.from(`${JSON.stringify(head)}\n`),
    bytesOf(features),
    bytesOf(weights.rarity),
    bytesOf(weights.steps),
    bytesOf(weights.bias),
    bytesOf(weights.rows),
  ];
  return brotliCompressSync(Buffer.concat(parts), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 22 },
  });
}

/** Throws TypeError for bytes that are no weights, or weights of another layout. */
export function decodeWeights(file: Uint8Array): ClassifierWeights {
  try {
    return read(brotliDecompressSync(file));
  } catch (cause) {
    throw new TypeError('these are no classifier weights of this version of Deskhand', { cause });
  }
}

function read(bytes: Buffer): ClassifierWeights {
  const end = bytes.indexOf('\n');
  const {
    layout: _,
    featureCount,
    ...head
  } = header.parse(JSON.parse(bytes.toString('utf8', 0, end)));
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
  const labelCount = head.labels.length;
  return {
    ...head,
    features: new Uint32Array(take(featureCount, 4)),
    rarity: new Float32Array(take(featureCount, 4)),
    steps: new Float32Array(take(featureCount, 4)),
    bias: new Float32Array(take(labelCount, 4)),
    rows: new Int8Array(take(featureCount * labelCount, 1)),
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength); // none of ours is shared
}
