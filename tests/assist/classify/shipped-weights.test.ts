import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  loadShippedWeights,
  SHIPPED_WEIGHTS,
} from '../../../src/assist/classify/shipped-weights.ts';
import { createTextClassifier } from '../../../src/assist/classify/text-classifier.ts';
import { widthOf } from '../../../src/assist/classify/vocabulary.ts';

const FOLDER = join(import.meta.dirname, '../../../src/assist/classify/weights');

/** Asked plainly, as anybody would. */
const PLAIN = {
  'e-commerce': {
    shipping: 'My parcel still has not arrived, where is it?',
    payment: 'My credit card was declined at the checkout.',
    return: 'I would like to send the jacket back, how do I get a label?',
    refund: 'I am still waiting for my refund.',
    'damaged product': 'The vase arrived broken.',
    order: 'Please cancel my order 4312.',
    account: 'I forgot my password and cannot log in.',
    general: 'What are your opening hours?',
  },
  software: {
    billing: 'The invoice for last month shows the wrong amount.',
    technical: 'The app crashes when I open the dashboard.',
    account: 'Please reset my password, I cannot sign in.',
    feature: 'It would be great if reports could be scheduled.',
    integration: 'The Salesforce sync stopped and the API returns 401.',
    documentation: 'Where can I find the user guide?',
  },
} as const;

const BESIDE = [
  'the striker missed an open goal again last night',
  'my grandmother used to bake the best apple cake in the village',
  'what is the meaning of life',
];

describe('the weights that come with Deskhand', () => {
  it.each(SHIPPED_WEIGHTS)('can be read, and are small: %s', async (name) => {
    const weights = await loadShippedWeights(name);
    expect(weights.labels.length).toBeGreaterThan(5);
    expect(widthOf(weights) * weights.bias.length).toBe(weights.rows.length);
    const sizes = [`${name}.weights`, 'words.vectors'].map(
      (file) => statSync(join(FOLDER, file)).size,
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(8_000_000);
  });

  it.each(['e-commerce', 'software'] as const)('know what a desk is asked: %s', async (name) => {
    const { labels, classify } = createTextClassifier(await loadShippedWeights(name));
    expect(labels).toEqual(Object.keys(PLAIN[name]).toSorted());
    for (const [label, text] of Object.entries(PLAIN[name])) {
      const found = classify(text);
      expect([text, found.label]).toEqual([text, label]);
      expect(found.confidence).toBeGreaterThan(0.5);
      expect(found.known).toBeGreaterThan(0.6);
    }
  });

  it.each(['e-commerce', 'software'] as const)('know what no desk is asked: %s', async (name) => {
    const { classify } = createTextClassifier(await loadShippedWeights(name));
    for (const text of BESIDE) expect(classify(text).known).toBeLessThan(0.5);
  });
});
