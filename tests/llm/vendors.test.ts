import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGeminiVendor } from '../../src/llm/gemini-vendor.ts';
import type { ModelRequest, ModelVendor } from '../../src/llm/language-model.ts';
import { ModelError } from '../../src/llm/model-error.ts';
import { createOpenAiVendor } from '../../src/llm/openai-vendor.ts';
import { startGemini } from '../standins/models/gemini.ts';
import { startOpenAi } from '../standins/models/openai.ts';
import type { ScriptedServer } from '../standins/models/scripted-server.ts';

const request: ModelRequest = {
  purpose: 'test',
  prompt: 'test@1',
  instructions: 'Be brief.',
  text: 'How many?',
  schema: null,
  maxOutputTokens: 500,
};
const schema = {
  type: 'object',
  properties: { n: { type: 'integer' } },
  required: ['n'],
  additionalProperties: false,
};
const never = new AbortController().signal;
const usage = { inputTokens: 60, outputTokens: 40 };

describe.each([
  {
    name: 'Gemini',
    start: startGemini,
    open: (baseUrl: string) =>
      createGeminiVendor({
        apiKey: 'secret-key',
        model: 'gemini-3.5-flash',
        embeddingModel: 'gemini-embedding-001',
        baseUrl,
      }),
  },
  {
    name: 'OpenAI',
    start: startOpenAi,
    open: (baseUrl: string) =>
      createOpenAiVendor({
        apiKey: 'secret-key',
        model: 'gpt-5-mini',
        embeddingModel: 'text-embedding-3-small',
        baseUrl,
      }),
  },
])('$name, through its own SDK', ({ start, open }) => {
  let server: ScriptedServer;
  let vendor: ModelVendor;
  beforeAll(async () => {
    server = await start();
    vendor = open(server.url);
  });
  beforeEach(() => server.script.splice(0));
  afterAll(() => server[Symbol.asyncDispose]());

  it('answers, with what it used', async () => {
    server.script.push({ kind: 'say', text: '{"n": 3}' });
    expect(await vendor.ask({ ...request, schema }, never)).toEqual({
      kind: 'answer',
      text: '{"n": 3}',
      usage,
    });
    const sent = server.received.at(-1);
    expect(sent?.raw).toContain('Be brief.');
    expect(sent?.raw).toContain('"additionalProperties":false');
    expect(sent?.path).not.toContain('secret-key');
  });

  it('streams in pieces that make up the whole', async () => {
    server.script.push({ kind: 'say', text: 'One two three four.' });
    const pieces: string[] = [];
    const outcome = await vendor.stream(request, (piece) => pieces.push(piece), never);
    expect(outcome).toEqual({ kind: 'answer', text: 'One two three four.', usage });
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe('One two three four.');
  });

  it('tells what was held back, and what was cut off', async () => {
    server.script.push(
      { kind: 'block', what: 'question' },
      { kind: 'block', what: 'answer' },
      { kind: 'limit' },
    );
    expect(await vendor.ask(request, never)).toMatchObject({ kind: 'blocked' });
    expect(await vendor.ask(request, never)).toMatchObject({ kind: 'blocked' });
    expect(await vendor.ask(request, never)).toMatchObject({ kind: 'cut' });
  });

  it.each([
    { status: 429, retryAfter: '7s', isPassing: true, retryAfterMs: 7000 },
    { status: 429, isPassing: true },
    { status: 500, isPassing: true },
    { status: 503, isPassing: true },
    { status: 400, isPassing: false },
    { status: 401, isPassing: false },
    { status: 403, isPassing: false },
    { status: 404, isPassing: false },
  ])(
    'says whether $status passes (after $retryAfter)',
    async ({ status, retryAfter, ...fault }) => {
      server.script.push({ kind: 'fail', status, ...(retryAfter && { retryAfter }) });
      const error = await vendor.ask(request, never).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ModelError);
      expect(error).toMatchObject({ fault: { status, ...fault } });
      expect(String(error)).not.toContain('secret-key');
      expect(String(error)).not.toContain('How many?');
    },
  );

  it.each([
    { kind: 'raw', status: 200, type: 'text/html', body: '<html>Sign in</html>' },
    { kind: 'raw', status: 502, type: 'text/html', body: '<html>Bad gateway</html>' },
    { kind: 'half', text: 'Half of an answer' },
  ] as const)('takes no $kind answer of $status for one', async (turn) => {
    server.script.push(turn);
    await expect(vendor.ask(request, never)).rejects.toThrow(ModelError);
    server.script.push(turn);
    await expect(vendor.stream(request, () => {}, never)).rejects.toThrow(ModelError);
  });

  it.each([{ kind: 'hang' }, { kind: 'stall', text: 'Half of an answer' }] as const)(
    'lets go of one that does nothing but $kind when it is told to',
    async (turn) => {
      server.script.push(turn, turn);
      const asked = vendor.ask(request, AbortSignal.timeout(50));
      await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' });
      const streamed = vendor.stream(request, () => {}, AbortSignal.timeout(100));
      await expect(streamed).rejects.toMatchObject({ name: 'TimeoutError' });
    },
  );

  it('makes vectors of length 1, one a text, in their order', async () => {
    const { vectors } = await vendor.embed(
      Array.from({ length: 130 }, (_, n) => `text ${n}`),
      'passage',
      never,
    );
    expect(vectors).toHaveLength(130);
    expect([...(vectors[0] ?? [])]).toEqual([expect.closeTo(0.6), expect.closeTo(0.8), 0]);
    expect(vectors[1]?.[2]).toBeCloseTo(1 / Math.hypot(3, 4, 1));
  });
});
