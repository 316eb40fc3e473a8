import { beforeAll, describe, expect, it } from 'vitest';
import type { Judges } from '../../../src/assist/analyse/local-analyser.ts';
import { openJudges } from '../../../src/assist/analyse/open-judges.ts';
import { TAXONOMY } from './open-analyses.ts';

describe('what ships', () => {
  let judges: Judges;
  beforeAll(async () => {
    judges = await openJudges(TAXONOMY, null);
  });

  it('knows a ticket among pleasantries and order numbers', () => {
    const category = judges.category(
      'Return label missing\nGood morning, I hope you are well. The grey coat from order A-20331 is lovely, but a size too large for me, so I would like to send it back. The box had no return label in it. Could you mail me one? My flat is in Halifax, in case that matters. Kind regards, Sam',
    );
    expect(category?.label).toBe('return');
    expect(category?.confidence).toBeGreaterThan(0.2);
  });

  it('is not sure of what no shop is asked', () => {
    const category = judges.category('The moon rises behind seven silent herons over the lagoon.');
    expect(category?.confidence ?? 0).toBeLessThan(0.2);
  });

  it('says nothing of categories in a language it hasn’t learned', () => {
    expect(judges.category('Wo bleibt denn mein Paket? Ich warte seit zwei Wochen.')).toBeNull();
    expect(judges.language('Wo bleibt denn mein Paket? Ich warte seit zwei Wochen.')).toBe('de');
  });

  it('leaves the categories of a team’s own list to words', async () => {
    const own = { ...TAXONOMY, name: 'our own' };
    expect((await openJudges(own, null)).category('Where is my refund?')).toBeNull();
  });
});
