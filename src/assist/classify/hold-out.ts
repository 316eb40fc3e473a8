import { createRandom, shuffle } from './random.ts';

export type HeldOut = { readonly learned: readonly number[]; readonly measured: readonly number[] };

/**
 * Puts a share of each class aside, at random but the same for the same seed. Texts of one kin go together,
 * so that none is measured on whose like was learned; a class of one kin is learned from.
 */
export function holdOut(
  texts: readonly { readonly label: string | null; readonly kin?: string }[],
  share: number,
  seed: number,
): HeldOut {
  const places = texts.map((text, place) => ({ ...text, place }));
  const byLabel = Map.groupBy(places, ({ label }) => label ?? '');
  const random = createRandom(seed);
  const learned: number[] = [];
  const measured: number[] = [];
  for (const [, own] of [...byLabel].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const kins = [...Map.groupBy(own, ({ kin, place }) => kin ?? place).values()];
    const order = Int32Array.from(kins, (_, at) => at);
    shuffle(order, order.length, random);
    const aside = Math.min(Math.round(order.length * share), order.length - 1);
    order.forEach((at, nth) => {
      const side = nth < aside ? measured : learned;
      side.push(...(kins[at] ?? []).map(({ place }) => place));
    });
  }
  return { learned: learned.sort((a, b) => a - b), measured: measured.sort((a, b) => a - b) };
}
