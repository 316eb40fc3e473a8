import { describe, expect, it } from 'vitest';
import { learn } from '../../../src/assist/analyse/learn.ts';
import { readLearned } from '../../../src/assist/analyse/learned-weights.ts';
import { createTextClassifier } from '../../../src/assist/classify/text-classifier.ts';
import { trainClassifier } from '../../../src/assist/classify/train-classifier.ts';
import { fixedClock } from '../../../src/core/clock.ts';
import type { Database } from '../../../src/store/database.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import { insert, NOW, TAXONOMY, ticket } from './open-analyses.ts';

/** What a shop is asked, in words no other category has. */
const SAYINGS: Readonly<Record<string, readonly string[]>> = {
  refund: ['money back for my', 'reimburse me the', 'credit note over the'],
  shipping: [
    'parcel is lost with the',
    'courier never came with the',
    'tracking stands still for my',
  ],
};
const THINGS = ['lamp', 'chair', 'mug', 'coat', 'rug', 'desk', 'vase'];

const labelled = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => {
    const label = at % 2 === 0 ? 'refund' : 'shipping';
    const said = SAYINGS[label]?.[at % 3] ?? '';
    const subject = `${said} ${THINGS[at % 7]} ${THINGS[(at + from) % 5]}`;
    return ticket(from + at, { subject, category: label });
  });

/** Weights that take everything for a payment. */
const wrongAlways = async () =>
  trainClassifier(
    ['payment', 'order'].flatMap((label) =>
      Array.from({ length: 10 }, (_, at) => ({ text: `${label} ${at}`, label })),
    ),
    'ships',
    null,
  ).weights;

const lessonOf = (db: Database, shipped = wrongAlways) =>
  learn({ db, clock: fixedClock(NOW), taxonomy: TAXONOMY, shipped }, new AbortController().signal);

describe('learning from a team’s own tickets', () => {
  it('says how many labelled ones are missing', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    await insert(db, 'tickets', labelled(1, 40));
    expect(await lessonOf(db)).toEqual({ kind: 'too-few', labelled: 40, needed: 200 });
    expect(await readLearned(db, TAXONOMY.name)).toBeNull();
  });

  it('keeps what is right more often than what ships, and learns again from more', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    await insert(db, 'tickets', labelled(1, 220));
    expect(await lessonOf(db)).toEqual({ kind: 'learned', from: 220, right: 1, rightBefore: 0 });
    await insert(db, 'tickets', labelled(1_000, 60));
    expect(await lessonOf(db)).toMatchObject({ kind: 'learned', from: 280 });
    const learned = await readLearned(db, TAXONOMY.name);
    const { classify } = createTextClassifier(learned?.weights ?? (await wrongAlways()));
    expect(classify('where is the courier with my rug').label).toBe('shipping');
  });

  it('keeps what ships where that is as good', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    await insert(db, 'tickets', labelled(1, 220));
    await lessonOf(db);
    const learned = await readLearned(db, TAXONOMY.name);
    const asGood = async () => learned?.weights ?? wrongAlways();
    expect(await lessonOf(db, asGood)).toMatchObject({ kind: 'not-better', rightBefore: 1 });
  });

  it('learns anew where what was learned can’t be read any more', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    await insert(db, 'tickets', labelled(1, 220));
    await lessonOf(db);
    await db.write((writer) => writer.run(`UPDATE learned_weights SET weights = 'old'::BLOB`));
    expect(await readLearned(db, TAXONOMY.name)).toBeNull();
    expect(await lessonOf(db)).toMatchObject({ kind: 'learned' });
  });
});
