import { createRandom, shuffle } from './random.ts';

export type HeldOut = { readonly learned: readonly number[]; readonly measured: readonly number[] };

/** Puts a share of each class aside, at random but the same for the same seed; a class of one text is learned from. */
export function holdOut(classes: Int32Array, share: number, seed: number): HeldOut {
  const byClass = new Map<number, number[]>();
  classes.forEach((own, text) => {
    const texts = byClass.get(own) ?? [];
    texts.push(text);
    byClass.set(own, texts);
  });
  const random = createRandom(seed);
  const learned: number[] = [];
  const measured: number[] = [];
  for (const [, texts] of [...byClass].sort(([a], [b]) => a - b)) {
    const order = Int32Array.from(texts);
    shuffle(order, order.length, random);
    const aside = Math.min(Math.round(order.length * share), order.length - 1);
    measured.push(...order.subarray(0, aside));
    learned.push(...order.subarray(aside));
  }
  return { learned: learned.sort((a, b) => a - b), measured: measured.sort((a, b) => a - b) };
}
