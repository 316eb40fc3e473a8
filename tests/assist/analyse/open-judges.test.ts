import { describe, expect, it } from 'vitest';
import { openJudges, shippedCategories } from '../../../src/assist/analyse/open-judges.ts';
import { trainClassifier } from '../../../src/assist/classify/train-classifier.ts';
import { TAXONOMY } from './open-analyses.ts';

const THINGS = ['lamp', 'chair', 'mug', 'coat', 'rug', 'desk', 'vase', 'bike', 'tent', 'ring'];

/** A team that calls its refunds “Zorbel”, and labelled nothing but refunds and orders. */
const own = trainClassifier(
  [
    ...THINGS.map((thing) => ({ text: `zorbel for my ${thing} please`, label: 'refund' })),
    ...THINGS.map((thing) => ({ text: `cancel the order of a ${thing}`, label: 'order' })),
  ],
  'own',
).weights;

describe('judges of a taxonomy', () => {
  it('go by what a team taught', async () => {
    const { category, version } = await openJudges(TAXONOMY, own);
    expect(category('zorbel for my sofa')?.label).toBe('refund');
    expect(version).toMatch(/^own · /);
  });

  it('go by what ships for categories nobody labelled', async () => {
    const { category } = await openJudges(TAXONOMY, own);
    expect(category('I forgot my password and cannot log in to my account')?.label).toBe('account');
  });

  it('go by what ships where nothing was taught, as long as its labels are there', async () => {
    const { category, version } = await openJudges(TAXONOMY, null);
    expect(category('My parcel still has not arrived, where is it?')?.label).toBe('shipping');
    expect(version).toMatch(/^e-commerce \d+ · /);
    const fewer = { ...TAXONOMY, categories: TAXONOMY.categories.slice(1) };
    expect(await shippedCategories(fewer)).toBeNull();
  });

  it('leave texts in languages they have not learned to words', async () => {
    const { category } = await openJudges(TAXONOMY, null);
    expect(category('Gdzie jest moja paczka, czekam już dwa tygodnie')).toBeNull();
  });
});
