import { describe, expect, it } from 'vitest';
import { createLocalAnalyser } from '../../../src/assist/analyse/local-analyser.ts';
import {
  insert,
  openAnalyses,
  said,
  TAXONOMY,
  TICKET,
  ticket,
  wordJudges,
} from './open-analyses.ts';

describe('analyses', () => {
  it('tell what a ticket is about, how its customer feels and what is to be expected', async () => {
    await using world = await openAnalyses();
    const { db, analyses, run } = world;
    await insert(db, 'tickets', [ticket(1, { subject: 'Where is my refund?' })]);
    await insert(db, 'messages', [said(1, 'desk:1', 'I am furious. I will call my lawyer today.')]);
    expect(await run()).toMatchObject({ analysed: 1, by: { local: 1 }, lookedAt: 1 });
    const analysis = await analyses.of(TICKET(1));
    expect(analysis).toMatchObject({
      category: 'refund',
      subcategory: 'late refund',
      emotion: 'angry',
      sentiment: -0.8,
      topics: ['refund'],
      language: 'English',
      confidence: 0.9,
      isOpen: true,
      by: 'local',
    });
    expect(analysis?.riskParts.map(({ part }) => part)).toEqual(
      expect.arrayContaining(['threat', 'mood']),
    );
    expect(analysis?.risk).toBeGreaterThan(0.5);
  });

  it('leave out what a customer has said nothing in, and look again only at what changed', async () => {
    await using world = await openAnalyses();
    const { db, run } = world;
    await insert(db, 'tickets', [ticket(1), ticket(2, { subject: 'refund' }), ticket(3)]);
    await insert(db, 'messages', [
      said(1, 'desk:1', 'We are looking into it.', { author_kind: 'agent' }),
      said(2, 'desk:3', 'thank you'),
    ]);
    expect(await run()).toMatchObject({ analysed: 2 });
    expect(await run()).toMatchObject({ analysed: 0, lookedAt: 0 });
    const version = await db.version();
    await run();
    expect(await db.version()).toBe(version);
    await insert(db, 'messages', [said(3, 'desk:3', 'but this is terrible')]);
    expect(await run()).toMatchObject({ analysed: 1 });
    expect(await run({ isForced: true })).toMatchObject({ analysed: 2 });
    expect(await run({ isForced: true, refs: [TICKET(2)] })).toMatchObject({ analysed: 1 });
    const { rows } = await db.read(
      'SELECT count(*), count(DISTINCT conversation_id) FROM analyses',
    );
    expect(rows).toEqual([[2, 2]]);
  });

  it('look again at everything when they have learned', async () => {
    await using world = await openAnalyses();
    await insert(world.db, 'tickets', [ticket(1, { subject: 'refund' })]);
    await world.run();
    const learned = createLocalAnalyser(TAXONOMY, wordJudges('words-2'));
    const { run, analyses } = await openAnalyses({ db: world.db, local: learned });
    expect(await analyses.state()).toMatchObject({ analysed: 1, pending: 1 });
    expect(await run()).toMatchObject({ analysed: 1 });
  });

  it('keep tickets and chats of one id apart', async () => {
    await using world = await openAnalyses();
    const { db, analyses, run } = world;
    await insert(db, 'tickets', [ticket(1, { subject: 'refund' })]);
    await insert(db, 'chats', [
      { id: 'desk:1', source: 'desk', source_id: '1', started_at: '2026-11-20T09:00:00Z' },
    ]);
    await insert(db, 'messages', [said(1, 'desk:1', 'thank you', { conversation_kind: 'chat' })]);
    expect(await run()).toMatchObject({ analysed: 2 });
    expect(await analyses.of(TICKET(1))).toMatchObject({ category: 'refund', emotion: 'neutral' });
    expect(await analyses.of({ kind: 'chat', id: 'desk:1' })).toMatchObject({
      emotion: 'grateful',
    });
  });

  it('let stand what a source itself said of a mood', async () => {
    await using world = await openAnalyses();
    const { db, analyses, run } = world;
    await insert(db, 'tickets', [
      ticket(1, { subject: 'refund, this is terrible', sentiment: 0.4, emotion: 'happy' }),
    ]);
    await run();
    expect(await analyses.of(TICKET(1))).toMatchObject({ sentiment: 0.4, emotion: 'happy' });
    await run({ isForced: true });
    expect(await analyses.of(TICKET(1))).toMatchObject({ sentiment: 0.4, category: 'refund' });
  });

  it('tell when it will be resolved, by those like it that were', async () => {
    await using world = await openAnalyses();
    const { db, analyses, run } = world;
    // They took 1 to 30 hours: half of them more than 15.5.
    const resolved = Array.from({ length: 30 }, (_, at) =>
      ticket(at + 2, {
        ...{ subject: `refund ${at}`, status: 'solved', created_at: '2026-11-01T00:00:00Z' },
        resolved_at: new Date(Date.UTC(2026, 10, 1, at + 1)).toISOString(),
      }),
    );
    await insert(db, 'tickets', [
      ...resolved,
      ticket(1, { subject: 'refund', created_at: '2026-11-20T14:00:00Z' }),
    ]);
    await run();
    const { resolution } = (await analyses.of(TICKET(1))) ?? {};
    expect(resolution).toMatchObject({ middle: 15.5 * 3600, basis: 'similar', sample: 30 });
    const { rows } = await db.read(
      "SELECT expected_resolution_seconds FROM tickets WHERE id = 'desk:1'",
    );
    expect(rows).toEqual([[15.5 * 3600]]);
  });

  it('fill in again what a file took away with the row it replaced', async () => {
    await using world = await openAnalyses();
    const { db, analyses, run } = world;
    await insert(db, 'tickets', [ticket(1, { subject: 'refund' })]);
    await run();
    await db.write((writer) => writer.run('DELETE FROM tickets'));
    await insert(db, 'tickets', [ticket(1, { subject: 'refund' })]);
    expect(await run()).toMatchObject({ analysed: 0 });
    expect(await analyses.of(TICKET(1))).toMatchObject({ category: 'refund' });
  });

  it('stop between two texts and go on from there', async () => {
    await using world = await openAnalyses();
    const { db, analyses, run } = world;
    const many = Array.from({ length: 700 }, (_, at) =>
      ticket(at + 1, { subject: `refund ${at}` }),
    );
    await insert(db, 'tickets', many);
    const stopping = new AbortController();
    const first = await analyses.run({}, () => stopping.abort(), stopping.signal);
    expect(first).toMatchObject({ analysed: 500, isStopped: true });
    expect(await run()).toMatchObject({ analysed: 200 });
  });
});

describe('what people put right', () => {
  it('stands over what is analysed later, is logged, and can be taken back', async () => {
    await using world = await openAnalyses();
    const { db, analyses, audited, run } = world;
    await insert(db, 'tickets', [ticket(1, { subject: 'my refund' })]);
    await run();
    const put = (field: string, value: string) =>
      analyses.correct(TICKET(1), { [field]: value }, 'Nova');
    expect(await put('priority', 'HIGH')).toMatchObject({ priority: 'high', category: 'refund' });
    expect(await put('category', 'Damaged product')).toMatchObject({
      category: 'damaged product',
      subcategory: null,
    });
    expect(await put('subcategory', 'defective')).toMatchObject({ subcategory: 'defective' });
    expect(await put('sentiment', 'negative')).toMatchObject({ sentiment: -0.6 });
    expect(await put('topics', 'warranty, Damage')).toMatchObject({
      topics: ['warranty', 'damage'],
    });
    await run({ isForced: true });
    expect(await analyses.of(TICKET(1))).toMatchObject({
      ...{ category: 'damaged product', subcategory: 'defective', priority: 'high' },
      ...{ sentiment: -0.6, topics: ['warranty', 'damage'] },
    });
    expect(audited.map(({ field, value, by }) => [field, value, by])).toEqual([
      ['priority', 'high', 'Nova'],
      ['category', 'damaged product', 'Nova'],
      ['subcategory', 'defective', 'Nova'],
      ['sentiment', -0.6, 'Nova'],
      ['topics', ['warranty', 'damage'], 'Nova'],
    ]);
    expect(await put('category', '')).toMatchObject({ category: 'refund' });
    const { corrections } = await put('category', 'refund');
    expect(corrections.map(({ field }) => field).toSorted()).toEqual([
      'category',
      'priority',
      'sentiment',
      'subcategory',
      'topics',
    ]);
  });

  it('has to be one of the labels there are', async () => {
    await using world = await openAnalyses();
    const { db, analyses, run } = world;
    await insert(db, 'tickets', [ticket(1, { subject: 'my refund' }), ticket(2)]);
    await run();
    const put = (field: string, value: string) =>
      analyses.correct(TICKET(1), { [field]: value }, 'Nova');
    await expect(put('category', 'bananas')).rejects.toThrow(/no category.*shipping, payment/);
    await expect(put('mood', 'bad')).rejects.toThrow(/What can be put right: category/);
    await expect(put('sentiment', '3')).rejects.toThrow(/between −1 and 1/);
    const mixed = { priority: 'urgent', category: 'bananas' };
    await expect(analyses.correct(TICKET(1), mixed, 'Nova')).rejects.toThrow(/bananas/);
    expect(await analyses.of(TICKET(1))).toMatchObject({ corrections: [] });
    const fitting = { category: 'order', subcategory: 'change' };
    expect(await analyses.correct(TICKET(1), fitting, 'Nova')).toMatchObject(fitting);
    await expect(analyses.correct(TICKET(2), { priority: 'low' }, 'Nova')).rejects.toThrow(
      /not been analysed/,
    );
  });
});
