import { createRandom, shuffle } from './random.ts';

/**
 * Deals texts into `count` parts, each with its share of every label; at random but the same for the same seed.
 * Texts of one kin go together, so that none is measured on whose like was learned. Gives each text's part.
 */
export function dealFolds(
  texts: readonly { readonly label: string | null; readonly kin?: string }[],
  count: number,
  seed: number,
): Int32Array {
  const folds = new Int32Array(texts.length);
  const places = texts.map((text, place) => ({ ...text, place }));
  const byLabel = Map.groupBy(places, ({ label }) => label ?? '');
  const random = createRandom(seed);
  let dealt = 0;
  for (const [, own] of [...byLabel].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const kins = [...Map.groupBy(own, ({ kin, place }) => kin ?? place).values()];
    const order = Int32Array.from(kins, (_, at) => at);
    shuffle(order, order.length, random);
    for (const at of order) {
      for (const { place } of kins[at] ?? []) folds[place] = dealt % count;
      dealt += 1;
    }
  }
  return folds;
}
