import OpenAI, { APIConnectionError, APIError } from 'openai';
import type { VendorSettings } from './gemini-vendor.ts';
import type { ModelOutcome, ModelRequest, ModelVendor, Usage } from './language-model.ts';
import { ModelError, translating } from './model-error.ts';
import { unitVector } from './unit-vector.ts';

const DIMENSIONS = 768;
const BATCH = 100;

/** OpenAI, or a server that speaks its protocol, through its SDK; patience is the caller's. */
export function createOpenAiVendor({
  apiKey,
  model,
  embeddingModel,
  baseUrl,
}: VendorSettings): ModelVendor {
  const client = new OpenAI({
    apiKey,
    maxRetries: 0,
    ...(baseUrl !== null && { baseURL: baseUrl }),
  });
  const asked = ({ instructions, text, schema, maxOutputTokens }: ModelRequest) => ({
    model,
    messages: [
      { role: 'system' as const, content: instructions },
      { role: 'user' as const, content: text },
    ],
    max_completion_tokens: maxOutputTokens,
    ...(schema && {
      response_format: {
        type: 'json_schema' as const,
        json_schema: { name: 'answer', strict: true, schema },
      },
    }),
  });
  return {
    vendor: 'openai',
    name: model,
    embedder: `${embeddingModel}/${DIMENSIONS}`,
    ask: (request, signal) =>
      calling('answer', signal, async () => {
        const { choices, usage } = await client.chat.completions.create(asked(request), { signal });
        const [choice] = choices;
        return outcomeOf({
          text: choice?.message.content ?? '',
          refusal: choice?.message.refusal ?? null,
          reason: choice?.finish_reason ?? null,
          usage: usageOf(usage),
        });
      }),
    stream: (request, onPiece, signal) =>
      calling('stream', signal, async () => {
        const chunks = await client.chat.completions.create(
          { ...asked(request), stream: true, stream_options: { include_usage: true } },
          { signal },
        );
        const said: Said = { text: '', refusal: null, reason: null, usage: usageOf(null) };
        for await (const { choices, usage } of chunks) {
          const [choice] = choices;
          const piece = choice?.delta.content ?? '';
          if (piece !== '') onPiece(piece);
          said.text += piece;
          said.refusal = choice?.delta.refusal ?? said.refusal;
          said.reason = choice?.finish_reason ?? said.reason;
          if (usage) said.usage = usageOf(usage);
        }
        return outcomeOf(said);
      }),
    embed: (texts, _use, signal) =>
      calling('embed', signal, async () => {
        const vectors: Float32Array[] = [];
        let inputTokens = 0;
        for (let from = 0; from < texts.length; from += BATCH) {
          const input = texts.slice(from, from + BATCH);
          const { data, usage } = await client.embeddings.create(
            { model: embeddingModel, input, dimensions: DIMENSIONS, encoding_format: 'float' },
            { signal },
          );
          if (data.length !== input.length)
            throw new Error(`${data.length} vectors came for ${input.length} texts`);
          inputTokens += usage.prompt_tokens;
          const inOrder = data.toSorted((a, b) => a.index - b.index);
          vectors.push(...inOrder.map(({ embedding }) => unitVector(embedding)));
        }
        return { vectors, usage: { inputTokens, outputTokens: 0 } };
      }),
  };
}

type Said = { text: string; refusal: string | null; reason: string | null; usage: Usage };

function outcomeOf({ text, refusal, reason, usage }: Said): ModelOutcome {
  if (refusal !== null) return { kind: 'blocked', reason: 'refusal', usage };
  if (reason === 'stop') return { kind: 'answer', text, usage };
  if (reason === 'length') return { kind: 'cut', usage };
  if (reason !== null) return { kind: 'blocked', reason, usage };
  throw new ModelError('openai: the answer broke off', { status: null, isPassing: true });
}

function usageOf(
  usage: { readonly prompt_tokens: number; readonly completion_tokens: number } | null | undefined,
): Usage {
  return { inputTokens: usage?.prompt_tokens ?? 0, outputTokens: usage?.completion_tokens ?? 0 };
}

const PASSING = new Set([408, 409, 429, 500, 502, 503, 504]);
/** These 429s are about money, and don't pass by waiting. */
const SPENT = new Set(['insufficient_quota', 'billing_hard_limit_reached']);

function calling<T>(task: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return translating({ vendor: 'openai', task, signal }, work, (error) =>
    error instanceof APIError && !(error instanceof APIConnectionError)
      ? errorOf(task, error)
      : null,
  );
}

function errorOf(task: string, cause: APIError): ModelError {
  const status: number | null = cause.status ?? null;
  const wait = retryAfterMs(cause.headers);
  return new ModelError(
    `openai failed during ${task}: ${status ?? 'no status'} ${cause.code ?? cause.type ?? ''}`.trim(),
    {
      status,
      isPassing: status !== null && PASSING.has(status) && !SPENT.has(cause.code ?? ''),
      ...(wait !== null && { retryAfterMs: wait }),
    },
    { cause },
  );
}

/** `retry-after-ms`, or `retry-after` in seconds or as a date. */
function retryAfterMs(headers: Headers | undefined): number | null {
  const exact = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (exact >= 0) return exact;
  const after = headers?.get('retry-after') ?? '';
  const seconds = Number(after);
  if (after !== '' && seconds >= 0) return seconds * 1000;
  const at = Date.parse(after);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}
