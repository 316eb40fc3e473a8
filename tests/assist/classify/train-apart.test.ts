import { describe, expect, it } from 'vitest';
import { trainApart } from '../../../src/assist/classify/train-apart.ts';
import type { Example } from '../../../src/assist/classify/train-classifier.ts';

const THINGS = ['lamp', 'chair', 'mug', 'coat', 'rug', 'desk', 'vase', 'bike', 'tent', 'ring'];

const examples = (count: number): Example[] =>
  Array.from({ length: count }, (_, at) => {
    const label = at % 2 === 0 ? 'refund' : 'shipping';
    const said = label === 'refund' ? 'money back for' : 'where on its way is';
    return { label, text: `${said} my ${THINGS[at % 10]} and ${THINGS[(at * 7) % 9]} ${at % 50}` };
  });

const work = (count: number) => ({
  labelled: examples(count),
  version: 'own',
  before: null,
  vectors: null,
});

describe('training in a thread of its own', () => {
  it('gives what was learned', async () => {
    const training = await trainApart(work(240), new AbortController().signal);
    expect(training).toMatchObject({ kind: 'trained', right: 1, rightBefore: null });
  });

  it('leaves the event loop to questions', async () => {
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 5);
    const startedAt = performance.now();
    await trainApart(work(4_000), new AbortController().signal);
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan((performance.now() - startedAt) / 50);
  });

  it('ends when it is told to', async () => {
    const aborting = new AbortController();
    const training = trainApart(work(20_000), aborting.signal);
    setTimeout(() => aborting.abort(new Error('closing')), 50);
    const startedAt = performance.now();
    await expect(training).rejects.toThrow('closing');
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('does not begin where it was told to end', async () => {
    await expect(trainApart(work(240), AbortSignal.abort(new Error('closing')))).rejects.toThrow(
      'closing',
    );
  });

  it('says how many labelled texts are missing, and leaves out labels with hardly any', async () => {
    const few = [...examples(210), { text: 'open a bank account', label: 'account' }];
    const { signal } = new AbortController();
    expect(await trainApart({ ...work(0), labelled: few.slice(0, 60) }, signal)).toEqual({
      kind: 'too-few',
      labelled: 60,
      needed: 200,
    });
    const training = await trainApart({ ...work(0), labelled: few }, signal);
    expect(training.kind === 'trained' && training.weights.labels).toEqual(['refund', 'shipping']);
  });
});
