import { type Dialect, startScriptedServer } from './scripted-server.ts';

const usage = { prompt_tokens: 60, completion_tokens: 40, total_tokens: 100 };
const head = { id: 'chatcmpl-1', created: 1_790_000_000, model: 'gpt-5-mini' };

const whole = (content: string | null, finish_reason: string, refusal: string | null = null) => ({
  ...head,
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content, refusal }, finish_reason }],
  usage,
});
const part = (content: string, finish_reason: string | null) => ({
  ...head,
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta: { content }, finish_reason }],
});

const dialect: Dialect = {
  say: (pieces, isStream) =>
    isStream
      ? [
          ...pieces.map((piece) => part(piece, null)),
          part('', 'stop'),
          { ...head, object: 'chat.completion.chunk', choices: [], usage },
        ]
      : [whole(pieces.join(''), 'stop')],
  block: (what) =>
    what === 'question'
      ? whole(null, 'stop', 'I can’t help with that.')
      : whole('', 'content_filter'),
  limit: () => whole('{"half', 'length'),
  failure: ({ retryAfter, code }) => ({
    headers: retryAfter ? { 'retry-after': retryAfter.replace(/s$/, '') } : {},
    body: {
      error: { message: 'It did not work.', type: 'error', param: null, code: code ?? null },
    },
  }),
  embeddings: (body) => ({
    object: 'list',
    model: 'text-embedding-3-small',
    data: (body as { input: readonly string[] }).input
      .map((_, index) => ({ object: 'embedding', index, embedding: [3, 4, index] }))
      .toReversed(),
    usage: { prompt_tokens: 8, total_tokens: 8 },
  }),
  isStream: ({ body }) => (body as { stream?: boolean }).stream === true,
  isEmbedding: ({ path }) => path.endsWith('/embeddings'),
  streamEnd: 'data: [DONE]\n\n',
};

/** OpenAI's chat protocol, as far as we use it. */
export const startOpenAi = () => startScriptedServer(dialect);
