import { describe, expect, it } from 'vitest';
import { ask } from './desk.ts';

describe('a name in two fields', () => {
  it('is read in the first, with both readings as whole questions', () => {
    const reading = ask('how many tickets in wholesale last week?');
    if (reading.kind !== 'plan') throw new Error(reading.text);
    const [rival] = reading.rivals;
    expect(rival).toMatchObject({
      field: 'pipeline',
      assumed: 'Wholesale: the pipeline',
      taken: { question: 'how many tickets in Wholesale pipeline last week?' },
      other: { question: 'how many tickets in Wholesale category last week?' },
      isMinor: false,
    });
    expect(rival?.plan).toMatchObject({ where: [{ field: 'category', values: ['Wholesale'] }] });
  });

  it('is settled by each of the questions it offers', () => {
    for (const field of ['pipeline', 'category']) {
      const reading = ask(`how many tickets in Wholesale ${field} last week?`);
      expect(reading).toMatchObject({ plan: { where: [{ field }] }, rivals: [] });
    }
  });
});
