import { beforeAll, describe, expect, it } from 'vitest';
import type { ClassifierWeights } from '../../../src/assist/classify/classifier-weights.ts';
import { createTextClassifier } from '../../../src/assist/classify/text-classifier.ts';
import {
  type Example,
  trainClassifier,
  USUAL_TRAINING,
} from '../../../src/assist/classify/train-classifier.ts';
import { decodeWeights, encodeWeights } from '../../../src/assist/classify/weights-file.ts';
import { loadWordVectors } from '../../../src/assist/classify/word-vectors.ts';

const THINGS = ['lamp', 'chair', 'mug', 'coat', 'rug', 'desk', 'vase', 'bike', 'tent', 'ring'];
const SAYINGS = {
  refund: ['money back for the', 'please reimburse the', 'no refund yet for my'],
  shipping: ['where is my parcel with the', 'the courier lost my', 'tracking of the'],
  account: ['password for the login about my', 'locked out since the', 'my profile shows the'],
} as const;
const BESIDE = ['what a lovely song about a', 'how is the weather near the', 'tell a joke with a'];

const said = (sayings: readonly string[], label: string | null): Example[] =>
  sayings.flatMap((saying) => THINGS.map((thing) => ({ text: `${saying} ${thing}`, label })));

const EXAMPLES = [
  ...Object.entries(SAYINGS).flatMap(([label, sayings]) => said(sayings, label)),
  ...said(BESIDE, null),
];

let weights: ClassifierWeights;
beforeAll(() => {
  weights = trainClassifier(EXAMPLES, 'test 1', null, {
    ...USUAL_TRAINING,
    measuredFifths: 5,
  }).weights;
});

describe('what was learned', () => {
  it('labels texts it has not seen, slips of the pen included', () => {
    const { classify } = createTextClassifier(weights);
    expect(classify('I want my money back for the sofa').label).toBe('refund');
    expect(classify('couriers lost two boxes').label).toBe('shipping');
    expect(classify('my pasword does not work').label).toBe('account');
  });

  it('ranks all other labels, and shares certainty out between all', () => {
    const { confidence, others } = createTextClassifier(weights).classify('refund of a parcel');
    expect(others).toHaveLength(2);
    const all = [confidence, ...others.map((guess) => guess.confidence)];
    expect(all.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 6);
    expect(all).toEqual(all.toSorted((a, b) => b - a));
  });

  it('knows what is about none of the labels', () => {
    const { classify } = createTextClassifier(weights);
    const beside = classify('tell me about the weather and a song').known;
    expect(beside).toBeLessThan(0.4);
    expect(classify('the courier lost my chair').known).toBeGreaterThan(0.8);
    expect(classify('zzz qqq').known).toBeLessThan(0.4);
  });

  it('is the same for the same examples', () => {
    const again = trainClassifier(EXAMPLES, 'test 1', null, {
      ...USUAL_TRAINING,
      measuredFifths: 5,
    });
    expect(encodeWeights(again.weights)).toEqual(encodeWeights(weights));
  });

  it('is measured only on what it has not learned from', () => {
    const { measured } = trainClassifier(EXAMPLES, 'test', null);
    expect(measured.length).toBeGreaterThan(20);
    expect(measured.length).toBeLessThan(28);
  });

  it('takes a text of no words, and one without end', () => {
    const { classify } = createTextClassifier(weights);
    expect(weights.labels).toContain(classify('').label);
    const startedAt = performance.now();
    expect(classify('parcel '.repeat(100_000)).label).toBe('shipping');
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

describe('what words mean', () => {
  const learned = async () =>
    trainClassifier(EXAMPLES, 'test 1', await loadWordVectors(), {
      ...USUAL_TRAINING,
      measuredFifths: 5,
    }).weights;

  it('labels words nobody used before by those used alike', async () => {
    const { classify } = createTextClassifier(await learned());
    const unmet = {
      'any parcels from the couriers': 'shipping',
      'shipment by freight': 'shipping',
      'dollars repaid': 'refund',
      'my username on the website': 'account',
    };
    for (const [text, label] of Object.entries(unmet))
      expect([text, classify(text).label]).toEqual([text, label]);
  });

  it('is read again only over the same vectors', async () => {
    const [own, vectors] = [await learned(), await loadWordVectors()];
    const file = encodeWeights(own);
    const text = 'cash for the broken shipment';
    expect(createTextClassifier(decodeWeights(file, vectors)).classify(text)).toEqual(
      createTextClassifier(own).classify(text),
    );
    expect(() => decodeWeights(file, null)).toThrow(TypeError);
    expect(() => decodeWeights(file, { ...vectors, name: 'others' })).toThrow(TypeError);
  });
});

describe('weights in a file', () => {
  it('say the same when they are read again', () => {
    const read = decodeWeights(encodeWeights(weights), null);
    const text = 'where is the money for my lost coat';
    expect(createTextClassifier(read).classify(text)).toEqual(
      createTextClassifier(weights).classify(text),
    );
    expect(read.version).toBe('test 1');
  });

  it('hold no word of what was learned from', () => {
    const bytes = Buffer.from(JSON.stringify({ ...weights, labels: [] }));
    expect(['reimburse', 'courier', 'password'].filter((word) => bytes.includes(word))).toEqual([]);
  });

  it('are refused where they are something else, or end early', () => {
    const file = encodeWeights(weights);
    for (const bytes of [new Uint8Array(), Buffer.from('words'), file.subarray(0, 900)])
      expect(() => decodeWeights(bytes, null)).toThrow(TypeError);
  });
});
