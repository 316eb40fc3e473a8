import { type Dialect, startScriptedServer } from './scripted-server.ts';

const usageMetadata = {
  promptTokenCount: 60,
  candidatesTokenCount: 18,
  thoughtsTokenCount: 22,
  totalTokenCount: 100,
};

const chunk = (text: string, finishReason?: string) => ({
  candidates: [
    {
      content: { role: 'model', parts: [{ text }] },
      index: 0,
      ...(finishReason && { finishReason }),
    },
  ],
  usageMetadata,
});

const STATUS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
};

const dialect: Dialect = {
  say: (pieces, isStream) =>
    isStream
      ? pieces.map((piece, index) => chunk(piece, index === pieces.length - 1 ? 'STOP' : undefined))
      : [
          {
            ...chunk(pieces.join(''), 'STOP'),
            candidates: [
              {
                content: {
                  role: 'model',
                  parts: [{ text: 'Let me think.', thought: true }, { text: pieces.join('') }],
                },
                finishReason: 'STOP',
              },
            ],
          },
        ],
  block: (what) =>
    what === 'question'
      ? { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, usageMetadata }
      : { candidates: [{ finishReason: 'SAFETY', index: 0 }], usageMetadata },
  limit: () => chunk('{"half', 'MAX_TOKENS'),
  failure: ({ status, retryAfter, code }) => ({
    headers: {},
    body: {
      error: {
        code: status,
        message: 'It did not work.',
        status: STATUS[status] ?? 'UNKNOWN',
        details: [
          ...(code
            ? [
                {
                  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
                  violations: [{ quotaId: code }],
                },
              ]
            : []),
          ...(retryAfter
            ? [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: retryAfter }]
            : []),
        ],
      },
    },
  }),
  embeddings: (body) => ({
    embeddings: (body as { requests: readonly unknown[] }).requests.map((_, index) => ({
      values: [3, 4, index],
    })),
  }),
  isStream: ({ path }) => path.includes(':streamGenerateContent'),
  isEmbedding: ({ path }) => path.includes('mbedContent'),
  streamEnd: '',
};

/** Gemini's REST protocol, as far as we use it. */
export const startGemini = () => startScriptedServer(dialect);
