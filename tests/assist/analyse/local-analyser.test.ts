import { describe, expect, it } from 'vitest';
import { createTextAnalysis, type Judges } from '../../../src/assist/analyse/local-analyser.ts';
import type { Guess } from '../../../src/assist/classify/text-classifier.ts';
import { TAXONOMY, wordJudges } from './open-analyses.ts';

/** Analyses a text of which what was learned says `guess`. */
const analyse = (text: string, guess: Guess | null, taxonomy = TAXONOMY) => {
  const judges: Judges = { ...wordJudges(), category: () => guess };
  const words = { subject: '', description: text, messages: [], people: [] };
  return createTextAnalysis(taxonomy, judges)(words);
};

describe('a category', () => {
  it('is what was learned, where that is sure enough', () => {
    expect(analyse('The parcel is late.', { label: 'order', confidence: 0.7 })).toMatchObject({
      ...{ category: 'order', confidence: 0.7 },
    });
  });

  it('is surer where its words say the same', () => {
    const unsure = { label: 'shipping', confidence: 0.1 };
    expect(analyse('The parcel is late.', unsure)).toMatchObject({
      ...{ category: 'shipping', subcategory: 'late delivery', confidence: 0.4 },
    });
  });

  it('is found by words where nothing was learned, as in another language', () => {
    const found = analyse('Die Lieferung fehlt, das Paket ist noch nicht da.', null);
    expect(found).toMatchObject({ category: 'shipping', confidence: 0.6 });
    expect(analyse('Il pacco è arrivato rotto, non funziona.', null).category).toBe(
      'damaged product',
    );
  });

  it('is the one for everything else where none is sure, and none where there is no such one', () => {
    const unsure = { label: 'payment', confidence: 0.1 };
    expect(analyse('We sell roof tiles.', unsure)).toMatchObject({ category: 'general' });
    const categories = TAXONOMY.categories.filter(({ name }) => name !== 'general');
    expect(analyse('We sell roof tiles.', unsure, { ...TAXONOMY, categories })).toMatchObject({
      ...{ category: null, subcategory: null },
    });
  });
});
