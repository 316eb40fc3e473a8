import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClassifierWeights } from './classifier-weights.ts';
import { decodeWeights } from './weights-file.ts';
import { loadWordVectors } from './word-vectors.ts';

/** What comes with Deskhand; docs/decisions/016-classifier.md says what each was trained on. */
export const SHIPPED_WEIGHTS = ['e-commerce', 'software', 'emotion'] as const;
export type ShippedWeights = (typeof SHIPPED_WEIGHTS)[number];

const FOLDER = join(import.meta.dirname, 'weights');

/** Reads weights that come with Deskhand, in some ten milliseconds. Throws where the installation is broken. */
export async function loadShippedWeights(name: ShippedWeights): Promise<ClassifierWeights> {
  const file = await readFile(join(FOLDER, `${name}.weights`));
  return decodeWeights(file, await loadWordVectors());
}
