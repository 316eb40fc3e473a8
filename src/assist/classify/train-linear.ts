import { createRandom, shuffle } from './random.ts';
import type { SparseVector } from './vocabulary.ts';

/** Scores of every class: bias plus, for each feature of the text, its row times its value. */
export type LinearModel = {
  readonly classCount: number;
  /** One row per feature, one column per class. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
};

export type LinearOptions = {
  /** How much a mistake costs against large weights. */
  readonly cost: number;
  /** 0: every text costs the same; 1: a rare class's texts cost as much together as a common one's. */
  readonly balance: number;
  readonly passes: number;
  readonly seed: number;
};

const BIAS_VALUE = 0.3;
/** A pass that moves no gradient further than this ends the training of a class. */
const STILL = 0.05;

/**
 * One against the rest with the squared hinge, by dual coordinate descent (Hsieh and others, 2008).
 */
export function trainLinear(
  vectors: readonly SparseVector[],
  classes: Int32Array,
  size: { readonly features: number; readonly classes: number },
  options: LinearOptions,
): LinearModel {
  const weights = new Float32Array(size.features * size.classes);
  const bias = new Float32Array(size.classes);
  const texts = flatten(vectors, size.features);
  for (let label = 0; label < size.classes; label++) {
    const sides = Int8Array.from(classes, (own) => (own === label ? 1 : -1));
    const softness = softnessOf(sides, size.classes, options);
    const column = trainOne(texts, sides, softness, { ...options, seed: options.seed + label });
    for (let place = 0; place < size.features; place++)
      weights[place * size.classes + label] = column[place] ?? 0;
    bias[label] = (column[size.features] ?? 0) * BIAS_VALUE;
  }
  return { classCount: size.classes, weights, bias };
}

/** The score of each class for a text. */
export function scoreLinear(vector: SparseVector, model: LinearModel): Float64Array {
  const { classCount, weights, bias } = model;
  const scores = Float64Array.from(bias);
  for (let at = 0; at < vector.places.length; at++) {
    const row = (vector.places[at] ?? 0) * classCount;
    const value = vector.values[at] ?? 0;
    for (let label = 0; label < classCount; label++)
      scores[label] = (scores[label] ?? 0) + value * (weights[row + label] ?? 0);
  }
  return scores;
}

/** All texts end to end, each with the bias as its last feature: the inner loops run over them a thousand times. */
type FlatTexts = {
  readonly count: number;
  readonly columnLength: number;
  readonly starts: Int32Array;
  readonly places: Int32Array;
  readonly values: Float32Array;
  readonly squares: Float64Array;
};

function flatten(vectors: readonly SparseVector[], featureCount: number): FlatTexts {
  const count = vectors.length;
  const starts = new Int32Array(count + 1);
  vectors.forEach(({ places }, text) => {
    starts[text + 1] = (starts[text] ?? 0) + places.length + 1;
  });
  const places = new Int32Array(starts[count] ?? 0);
  const values = new Float32Array(places.length);
  const squares = new Float64Array(count);
  vectors.forEach((vector, text) => {
    const start = starts[text] ?? 0;
    const last = start + vector.places.length;
    places.set(vector.places, start);
    values.set(vector.values, start);
    places[last] = featureCount;
    values[last] = BIAS_VALUE;
    squares[text] = values.subarray(start, last + 1).reduce((sum, one) => sum + one * one, 0);
  });
  return { count, columnLength: featureCount + 1, starts, places, values, squares };
}

/** What one class has learned so far. Texts from `active` on in the order are at rest: on the right side by far. */
type Learning = {
  readonly column: Float64Array;
  readonly pulls: Float64Array;
  readonly order: Int32Array;
  active: number;
};

/** How little a mistake costs, on either side: the class's own texts, and the rest. */
type Softness = { readonly own: number; readonly rest: number };

function softnessOf(
  sides: Int8Array,
  classCount: number,
  { cost, balance }: LinearOptions,
): Softness {
  const own = sides.reduce((count, side) => count + (side > 0 ? 1 : 0), 0);
  const rarity = sides.length / (classCount * (own || 1));
  return { own: 1 / (2 * cost * Math.max(1, rarity ** balance)), rest: 1 / (2 * cost) };
}

function trainOne(
  texts: FlatTexts,
  sides: Int8Array,
  softness: Softness,
  { passes, seed }: LinearOptions,
) {
  const learning: Learning = {
    column: new Float64Array(texts.columnLength),
    pulls: new Float64Array(texts.count),
    order: Int32Array.from({ length: texts.count }, (_, text) => text),
    active: texts.count,
  };
  const random = createRandom(seed);
  let furthest = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < passes; pass++) {
    shuffle(learning.order, learning.active, random);
    furthest = descend(learning, texts, sides, softness, furthest);
    if (furthest > STILL) continue;
    if (learning.active === texts.count) break;
    learning.active = texts.count;
    furthest = Number.POSITIVE_INFINITY;
  }
  return learning.column;
}

/** One pass over the texts not at rest; gives the furthest any gradient was from 0. */
function descend(
  learning: Learning,
  texts: FlatTexts,
  sides: Int8Array,
  softness: Softness,
  restsAbove: number,
): number {
  const { column, pulls, order } = learning;
  let furthest = 0;
  for (let at = 0; at < learning.active; at++) {
    const text = order[at] as number; // order, sides and pulls are as long as there are texts
    const side = sides[text] as number;
    const pull = pulls[text] as number;
    const soft = side > 0 ? softness.own : softness.rest;
    const slope = side * dot(texts, text, column) - 1 + soft * pull;
    if (pull === 0 && slope >= 0) {
      if (slope > restsAbove) rest(learning, at--);
      continue;
    }
    furthest = Math.max(furthest, Math.abs(slope));
    const next = Math.max(pull - slope / ((texts.squares[text] as number) + soft), 0);
    pulls[text] = next;
    add(texts, text, (next - pull) * side, column);
  }
  return furthest;
}

function rest(learning: Learning, at: number): void {
  const { order } = learning;
  learning.active -= 1;
  const text = order[at] as number; // at is within the active ones
  order[at] = order[learning.active] as number;
  order[learning.active] = text;
}

function dot({ starts, places, values }: FlatTexts, text: number, column: Float64Array): number {
  const end = starts[text + 1] as number; // one start more than there are texts
  let sum = 0;
  for (let at = starts[text] as number; at < end; at++)
    sum += (column[places[at] as number] as number) * (values[at] as number); // places are within the column
  return sum;
}

function add(texts: FlatTexts, text: number, step: number, column: Float64Array): void {
  const { starts, places, values } = texts;
  const end = starts[text + 1] as number; // as in dot
  for (let at = starts[text] as number; at < end; at++) {
    const place = places[at] as number; // within the column
    column[place] = (column[place] as number) + step * (values[at] as number);
  }
}
