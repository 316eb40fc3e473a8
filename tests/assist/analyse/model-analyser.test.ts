import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConversationText } from '../../../src/assist/analyse/analysis.ts';
import { createLocalAnalyser } from '../../../src/assist/analyse/local-analyser.ts';
import { createModelAnalyser } from '../../../src/assist/analyse/model-analyser.ts';
import { createLanguageModel } from '../../../src/llm/create-language-model.ts';
import { createGeminiVendor } from '../../../src/llm/gemini-vendor.ts';
import { createOpenAiVendor } from '../../../src/llm/openai-vendor.ts';
import { loadPrompt } from '../../../src/llm/prompts.ts';
import { FakeStateStore } from '../../fakes/fake-state-store.ts';
import { startGemini } from '../../standins/models/gemini.ts';
import { startOpenAi } from '../../standins/models/openai.ts';
import type { ScriptedServer } from '../../standins/models/scripted-server.ts';
import { TAXONOMY, wordJudges } from './open-analyses.ts';

const now = Date.parse('2026-11-20T14:00:00Z');
const local = createLocalAnalyser(TAXONOMY, wordJudges());
const PROMPTS = new URL('../../../prompts', import.meta.url).pathname;

const text = (words: string, rest: Partial<ConversationText> = {}): ConversationText => ({
  subject: words,
  description: '',
  messages: [],
  people: [],
  ...rest,
});

const answer = (nr: number, rest: object = {}) => ({
  nr,
  category: 'shipping',
  subcategory: 'late delivery',
  priority: 'high',
  sentiment: -0.4,
  emotion: 'worried',
  topics: ['delivery'],
  language: 'de',
  confidence: 0.8,
  ...rest,
});

describe.each(['gemini', 'openai'] as const)('analysing with %s', (vendor) => {
  let server: ScriptedServer;
  beforeEach(async () => {
    server = await (vendor === 'gemini' ? startGemini() : startOpenAi());
  });
  afterEach(() => server[Symbol.asyncDispose]());

  const open = async (callsADayEach: number | null = null) => {
    const create = vendor === 'gemini' ? createGeminiVendor : createOpenAiVendor;
    const { model } = createLanguageModel({
      vendor: create({
        apiKey: 'secret-key',
        model: 'some-model',
        embeddingModel: 'some-embedder',
        baseUrl: server.url,
      }),
      state: new FakeStateStore(() => now),
      clock: { now: () => now },
      limits: { callsADay: null, callsADayEach, usdADay: null, usdADayEach: null },
      prices: null,
      deadlineMs: 4000,
    });
    const prompt = await loadPrompt(PROMPTS, 'analyse-tickets');
    return createModelAnalyser({
      ...{ model, prompt, local },
      taxonomy: TAXONOMY,
      knownNames: async () => [{ kind: 'AGENT', name: 'Girly Santos' }],
    });
  };
  const say = (...conversations: readonly object[]) =>
    server.script.push({ kind: 'say', text: JSON.stringify({ conversations }) });
  const { signal } = new AbortController();

  it('takes labels of the closed sets, and analyses the rest itself, text by text', async () => {
    const analyser = await open();
    say(
      answer(1),
      answer(2, { category: 'bananas' }),
      answer(3, { subcategory: 'password', sentiment: -3 }),
      answer(4, { subcategory: 'password', topics: ['delivery', 'delivery', 'waiting'] }),
    );
    const texts = ['wo bleibt es', 'my refund', 'my refund', 'hm', 'refund?'].map((one) =>
      text(one),
    );
    const analysed = await analyser.analyse(texts, signal);
    expect(analysed.map(({ by, analysis }) => [by, analysis.category])).toEqual([
      ['some-model', 'shipping'],
      ['local', 'refund'],
      ['local', 'refund'],
      ['some-model', 'shipping'],
      ['local', 'refund'],
    ]);
    expect(analysed[3]?.analysis).toMatchObject({
      subcategory: null,
      topics: ['delivery', 'waiting'],
      language: 'de',
    });
    expect(analysed[1]?.version).toBe(local.version);
  });

  it('is shown words without whom they are about', async () => {
    const analyser = await open();
    say(answer(1));
    const people = [{ kind: 'CUSTOMER', name: 'Dana Ortiz' }] as const;
    const messages = [
      'I am Dana, dana.ortiz@example.com, +1 902 555 0134.',
      'card 4111 1111 1111 1111, Girly knows',
    ];
    await analyser.analyse([text('Order of Dana Ortiz', { messages, people })], signal);
    const [{ raw } = { raw: '' }] = server.received;
    expect(raw).toContain('Order of [CUSTOMER_1]');
    for (const told of ['Dana', 'Ortiz', 'Girly', 'example.com', '555 0134', '4111'])
      expect(raw).not.toContain(told);
  });

  it('goes on by itself when the model is down, talks nonsense, or its budget is used up', async () => {
    const analyser = await open(2);
    server.otherwise = () => ({ kind: 'say', text: 'I think it is about shipping.' });
    const texts = Array.from({ length: 30 }, () => text('refund'));
    const analysed = await analyser.analyse(texts, signal);
    expect(new Set(analysed.map(({ by }) => by))).toEqual(new Set(['local']));
    expect(analysed).toHaveLength(30);
    expect(server.received).toHaveLength(2);
  });
});
