import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createLanguageModel,
  type ModelParts,
  type WatchedModel,
} from '../../src/llm/create-language-model.ts';
import { createGeminiVendor } from '../../src/llm/gemini-vendor.ts';
import type { ModelRequest } from '../../src/llm/language-model.ts';
import { FakeStateStore } from '../fakes/fake-state-store.ts';
import { startGemini } from '../standins/models/gemini.ts';
import type { ScriptedServer } from '../standins/models/scripted-server.ts';

const request: ModelRequest = {
  purpose: 'test',
  prompt: 'test@1',
  instructions: 'Be brief.',
  text: 'How many?',
  schema: null,
  maxOutputTokens: 500,
};

let server: ScriptedServer;
let now: number;
let state: FakeStateStore;

beforeEach(async () => {
  server = await startGemini();
  now = Date.parse('2026-11-20T14:00:00Z');
  state = new FakeStateStore(() => now);
});
afterEach(() => server[Symbol.asyncDispose]());

const open = (rest: Partial<ModelParts> = {}): WatchedModel =>
  createLanguageModel({
    vendor: createGeminiVendor({
      apiKey: 'secret-key',
      model: 'gemini-3.5-flash',
      embeddingModel: 'gemini-embedding-001',
      baseUrl: server.url,
    }),
    state,
    clock: { now: () => now },
    limits: { callsADay: null, callsADayEach: null, usdADay: null, usdADayEach: null },
    prices: { input: 1, output: 10 },
    deadlineMs: 4000,
    ...rest,
  });

const failures = (count: number, retryAfter?: string) =>
  Array.from({ length: count }, () => ({
    kind: 'fail' as const,
    status: 503,
    ...(retryAfter && { retryAfter }),
  }));

describe('a model with patience', () => {
  it('tries again what passes, waiting as long as it is told', async () => {
    server.script.push(...failures(1, '0.9s'), { kind: 'say', text: 'Three.' });
    const startedAt = performance.now();
    expect(await open().model.ask(request)).toMatchObject({ kind: 'answer', text: 'Three.' });
    expect(performance.now() - startedAt).toBeGreaterThan(880);
    expect(server.received).toHaveLength(2);
  });

  it('doesn’t try again what can’t pass', async () => {
    server.script.push({ kind: 'fail', status: 403 });
    expect(await open().model.ask(request)).toMatchObject({ kind: 'unavailable', why: 'refused' });
    expect(server.received).toHaveLength(1);
  });

  it('gives up at once when the wait asked for is longer than there is time', async () => {
    server.script.push(...failures(1, '34.07s'));
    const { model } = open();
    expect(await model.ask(request)).toMatchObject({ kind: 'unavailable', why: 'down' });
    expect(await model.ask(request)).toMatchObject({
      message: expect.stringContaining('tried again in 35 s'),
    });
    expect(server.received).toHaveLength(1);
    now += 35_000;
    expect(await model.ask(request)).toMatchObject({ kind: 'answer' });
  });

  it('never costs more time than the deadline', async () => {
    server.script.push({ kind: 'hang' });
    const startedAt = performance.now();
    expect(await open({ deadlineMs: 300 }).model.ask(request)).toMatchObject({ why: 'slow' });
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });

  it('stops when whoever asked is gone', async () => {
    server.script.push({ kind: 'hang' });
    const stop = AbortSignal.timeout(50);
    await expect(open().model.ask(request, { signal: stop })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });

  it('leaves a failing vendor alone for a while, then sends one to see', async () => {
    const { model } = open({ deadlineMs: 250 });
    server.otherwise = () => ({ kind: 'fail', status: 500 });
    for (let n = 0; n < 5; n++) await model.ask(request);
    const tried = server.received.length;
    expect(await model.ask(request)).toMatchObject({ why: 'down' });
    expect(server.received).toHaveLength(tried);
    now += 30_001;
    const [first, second] = await Promise.all([model.ask(request), model.ask(request)]);
    expect([first, second]).toMatchObject([{ why: 'down' }, { why: 'down' }]);
    expect(server.received).toHaveLength(tried + 1);
    now += 30_001;
    server.otherwise = () => ({ kind: 'say', text: 'Back.' });
    expect(await model.ask(request)).toMatchObject({ text: 'Back.' });
  });

  it('goes on answering while embeddings fail', async () => {
    const { model } = open({ deadlineMs: 250 });
    server.otherwise = ({ path }) =>
      path.includes('mbed') ? { kind: 'hang' } : { kind: 'say', text: 'Three.' };
    for (let n = 0; n < 5; n++) await model.embed([`text ${n}`], 'query', { withinMs: 20 });
    expect(await model.embed(['one more'], 'query')).toMatchObject({ why: 'down' });
    expect(await model.ask(request)).toMatchObject({ kind: 'answer', text: 'Three.' });
  });

  it('hands no piece of a stream on twice when it begins again', async () => {
    server.script.push(
      { kind: 'half', text: 'One two three.' },
      { kind: 'say', text: 'One two three.' },
    );
    const pieces: string[] = [];
    await open().model.stream(request, (piece) => pieces.push(piece));
    expect(pieces.join('')).toBe('One two three.');
  });
});

describe('a model within its limits', () => {
  it('asks once for the same thing', async () => {
    const { model, budget } = open();
    expect(await model.ask(request)).toEqual(await model.ask(request));
    await open().model.ask(request);
    expect(server.received).toHaveLength(1);
    expect(await budget.today()).toMatchObject({ calls: 1, inputTokens: 60, outputTokens: 40 });
    await model.ask({ ...request, text: 'And now?' });
    expect(server.received).toHaveLength(2);
  });

  it('stops at the day’s calls, each person’s and all', async () => {
    const { model } = open({
      limits: { callsADay: 3, callsADayEach: 2, usdADay: null, usdADayEach: null },
    });
    const ask = (text: string, person: string) => model.ask({ ...request, text }, { person });
    expect(await ask('a', 'U1')).toMatchObject({ kind: 'answer' });
    expect(await ask('b', 'U1')).toMatchObject({ kind: 'answer' });
    expect(await ask('c', 'U1')).toMatchObject({
      why: 'budget',
      message: expect.stringContaining('you have used up'),
    });
    expect(await ask('d', 'U2')).toMatchObject({ kind: 'answer' });
    expect(await ask('e', 'U2')).toMatchObject({
      why: 'budget',
      message: expect.stringContaining('3 questions'),
    });
    now += 86_400_000;
    expect(await ask('f', 'U1')).toMatchObject({ kind: 'answer' });
  });

  it('stops at the day’s money', async () => {
    const { model, budget } = open({
      limits: { callsADay: null, callsADayEach: null, usdADay: 0.0004, usdADayEach: null },
    });
    await model.ask(request);
    expect(await budget.today()).toMatchObject({ costUsd: 0.00046 });
    expect(await model.ask({ ...request, text: 'more' })).toMatchObject({ why: 'budget' });
  });

  it('stops at each person’s money of the day', async () => {
    const { model } = open({
      limits: { callsADay: null, callsADayEach: null, usdADay: null, usdADayEach: 0.0004 },
    });
    const ask = (text: string, person: string) => model.ask({ ...request, text }, { person });
    expect(await ask('a', 'U1')).toMatchObject({ kind: 'answer' });
    expect(await ask('b', 'U1')).toMatchObject({
      why: 'budget',
      message: 'you have used up today’s $0.0004 for the model',
    });
    expect(await ask('b', 'U2')).toMatchObject({ kind: 'answer' });
  });

  it('embeds the same question once, and passages whenever they are given', async () => {
    const { model } = open();
    const [first, twin] = await Promise.all([
      model.embed(['a', 'b'], 'query'),
      model.embed(['a', 'b'], 'query'),
    ]);
    expect(twin).toEqual(first);
    expect(await open().model.embed(['a', 'b'], 'query')).toEqual(first);
    expect(first).toMatchObject({ kind: 'vectors', vectors: [{ length: 3 }, { length: 3 }] });
    expect(server.received).toHaveLength(1);
    await model.embed(['a'], 'passage');
    await model.embed(['a'], 'passage');
    expect(server.received).toHaveLength(3);
  });

  it('goes on alone with a text whoever asked first gave up', async () => {
    server.script.push({ kind: 'hang' });
    const { model } = open();
    const first = model.embed(['a'], 'query', { signal: AbortSignal.timeout(50) });
    const second = model.embed(['a'], 'query');
    await expect(first).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(await second).toMatchObject({ kind: 'vectors' });
  });

  it('keeps what is the same from call to call once, and gives the newest over days', async () => {
    const { model, recorder } = open();
    for (const text of ['first', 'second', 'third']) {
      await model.ask({ ...request, text });
      now += 86_400_000;
    }
    const [newest, before, ...more] = await recorder.latest(2);
    expect(more).toEqual([]);
    expect(newest?.payload).toEqual({ instructions: 'Be brief.', text: 'third', schema: null });
    expect(before?.payload).toMatchObject({ text: 'second' });
    expect(await open().recorder.latest(9)).toHaveLength(3);
    expect(JSON.stringify([...state.kept]).match(/Be brief\./g)).toHaveLength(1);
  });

  it('keeps what was sent, as it was sent', async () => {
    server.script.push({ kind: 'fail', status: 400 });
    const { model, recorder } = open();
    await model.ask(request);
    now += 1000;
    await model.ask(request);
    expect(await recorder.latest(5)).toEqual([
      expect.objectContaining({ outcome: 'answer', usage: { inputTokens: 60, outputTokens: 40 } }),
      expect.objectContaining({
        vendor: 'gemini',
        model: 'gemini-3.5-flash',
        prompt: 'test@1',
        payload: { instructions: 'Be brief.', text: 'How many?', schema: null },
        outcome: expect.stringContaining('refused: gemini failed during answer: 400'),
      }),
    ]);
    expect(JSON.stringify([...state.kept])).not.toContain('secret-key');
  });
});
