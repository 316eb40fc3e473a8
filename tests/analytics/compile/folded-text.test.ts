import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createBinder } from '../../../src/analytics/compile/binder.ts';
import { foldedSql, mayHoldSql } from '../../../src/analytics/compile/folded-text.ts';
import { openDatabase } from '../../../src/store/open-database.ts';

// Composed and decomposed accents, signs that fold into ASCII (Kelvin, dotted I, a Greek question mark), and some that stay beyond it.
const SIGNS = [...'kKeéEÉi İ;\u037Eſßø漢한.(\\-1', 'e\u0301', 'k\u0323\u0301', '\u212A'];
const TERMS = [
  'ke',
  'Éi',
  'i k',
  'k;',
  'ß',
  '漢',
  '한',
  'ke\u0301',
  'K',
  '.',
  '(e',
  '\\',
  '-1',
  'ſ',
];

it('lets through every text that holds the term when both are folded', async () => {
  await using db = await openDatabase({ path: ':memory:', threads: 1, readers: 1 });
  const words = fc
    .array(fc.constantFrom(...SIGNS), { maxLength: 8 })
    .map((signs) => signs.join(''));
  const texts = fc.sample(words, { numRuns: 3000, seed: 1 });
  for (const term of TERMS) {
    const binder = createBinder();
    const may = mayHoldSql('text', term, binder);
    const holds = `contains(${foldedSql('text')}, ${foldedSql(binder.text('term', term))})`;
    const { rows } = await db.read(
      `SELECT count_if(${holds}), count_if(${holds} AND NOT ${may}) FROM (SELECT unnest($texts) AS text)`,
      { ...binder.params, texts },
    );
    expect([term, Number(rows[0]?.[0]) > 0, Number(rows[0]?.[1])]).toEqual([term, true, 0]);
  }
});
