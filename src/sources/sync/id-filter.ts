const BITS_EACH = 16;
const HASHES = 6;
/** Ids a layer holds before the next one is begun; two megabytes each. */
const LAYER = 2 ** 20;

/** Says of an id that it was surely never added, or that it may have been (wrongly for about one in a thousand). A Bloom filter. */
export interface IdFilter {
  add(id: string): void;
  mayHave(id: string): boolean;
}

export function createIdFilter(): IdFilter {
  const layers: Uint32Array[] = [];
  let room = 0;
  return {
    add(id) {
      if (room === 0) {
        layers.push(new Uint32Array((LAYER * BITS_EACH) / 32));
        room = LAYER;
      }
      const layer = layers.at(-1);
      if (!layer) return;
      for (const bit of bitsOf(id)) layer[bit >>> 5] = (layer[bit >>> 5] ?? 0) | (1 << (bit & 31));
      room -= 1;
    },
    mayHave(id) {
      const bits = bitsOf(id);
      return layers.some((layer) =>
        bits.every((bit) => ((layer[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0),
      );
    },
  };
}

/** Six places of two hashes, as Kirsch and Mitzenmacher combine them. */
function bitsOf(id: string): readonly number[] {
  let first = 0x811c9dc5;
  let second = 0x9747b28c;
  for (let at = 0; at < id.length; at += 1) {
    const code = id.charCodeAt(at);
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second ^ code, 0x85ebca6b);
    second ^= second >>> 13;
  }
  first ^= first >>> 15;
  const places = LAYER * BITS_EACH;
  return Array.from({ length: HASHES }, (_, n) => (first + Math.imul(n, second | 1)) >>> 0).map(
    (hash) => hash % places,
  );
}
