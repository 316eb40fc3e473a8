import {
  ApiError,
  type GenerateContentParameters,
  type GenerateContentResponse,
  GoogleGenAI,
} from '@google/genai';
import { z } from 'zod';
import type {
  EmbeddingUse,
  ModelOutcome,
  ModelRequest,
  ModelVendor,
  Usage,
} from './language-model.ts';
import { ModelError, translating } from './model-error.ts';
import { unitVector } from './unit-vector.ts';

export type VendorSettings = {
  readonly apiKey: string;
  readonly model: string;
  readonly embeddingModel: string;
  /** null: the vendor's own address. */
  readonly baseUrl: string | null;
};

const DIMENSIONS = 768;
/** Texts one call takes. */
const BATCH = 100;
const TASKS: Readonly<Record<EmbeddingUse, string>> = {
  query: 'RETRIEVAL_QUERY',
  passage: 'RETRIEVAL_DOCUMENT',
};

/** Gemini through Google's SDK, which neither retries nor waits here: patience is the caller's. */
export function createGeminiVendor({
  apiKey,
  model,
  embeddingModel,
  baseUrl,
}: VendorSettings): ModelVendor {
  const { models } = new GoogleGenAI({
    apiKey,
    httpOptions: { retryOptions: { attempts: 1 }, ...(baseUrl !== null && { baseUrl }) },
  });
  const asked = (request: ModelRequest, signal: AbortSignal): GenerateContentParameters => ({
    model,
    contents: [{ role: 'user', parts: [{ text: request.text }] }],
    config: {
      systemInstruction: request.instructions,
      maxOutputTokens: request.maxOutputTokens,
      abortSignal: signal,
      ...(request.schema && {
        responseMimeType: 'application/json',
        responseJsonSchema: request.schema,
      }),
    },
  });
  return {
    vendor: 'gemini',
    name: model,
    embedder: `${embeddingModel}/${DIMENSIONS}`,
    ask: (request, signal) =>
      calling('answer', signal, async () =>
        outcomeOf([await models.generateContent(asked(request, signal))]),
      ),
    stream: (request, onPiece, signal) =>
      calling('stream', signal, async () => {
        const chunks: GenerateContentResponse[] = [];
        for await (const chunk of await models.generateContentStream(asked(request, signal))) {
          chunks.push(chunk);
          const piece = textOf(chunk);
          if (piece !== '') onPiece(piece);
        }
        return outcomeOf(chunks);
      }),
    embed: (texts, use, signal) =>
      calling('embed', signal, async () => {
        const vectors: Float32Array[] = [];
        for (let from = 0; from < texts.length; from += BATCH) {
          const contents = texts.slice(from, from + BATCH).map((text) => ({ parts: [{ text }] }));
          const { embeddings = [] } = await models.embedContent({
            model: embeddingModel,
            contents,
            config: {
              taskType: TASKS[use],
              outputDimensionality: DIMENSIONS,
              abortSignal: signal,
            },
          });
          if (embeddings.length !== contents.length)
            throw new Error(`${embeddings.length} vectors came for ${contents.length} texts`);
          vectors.push(...embeddings.map(({ values = [] }) => unitVector(values)));
        }
        return { vectors, usage: null };
      }),
  };
}

/** What the pieces of one answer say together. An answer without an end was cut off on its way. */
function outcomeOf(chunks: readonly GenerateContentResponse[]): ModelOutcome {
  const usage = usageOf(chunks.at(-1));
  const blocked = chunks.find(({ promptFeedback }) => promptFeedback?.blockReason);
  if (blocked)
    return { kind: 'blocked', reason: String(blocked.promptFeedback?.blockReason), usage };
  const reason = chunks.findLast(({ candidates }) => candidates?.[0]?.finishReason)?.candidates?.[0]
    ?.finishReason;
  if (reason === 'STOP') return { kind: 'answer', text: chunks.map(textOf).join(''), usage };
  if (reason === 'MAX_TOKENS') return { kind: 'cut', usage };
  if (reason) return { kind: 'blocked', reason, usage };
  throw new ModelError('gemini: the answer broke off', { status: null, isPassing: true });
}

/** Thoughts are no part of the answer. */
function textOf({ candidates }: GenerateContentResponse): string {
  const parts = candidates?.[0]?.content?.parts ?? [];
  return parts.map(({ text, thought }) => (thought ? '' : (text ?? ''))).join('');
}

function usageOf(response: GenerateContentResponse | undefined): Usage {
  const { promptTokenCount = 0, totalTokenCount = 0 } = response?.usageMetadata ?? {};
  return {
    inputTokens: promptTokenCount,
    outputTokens: Math.max(0, totalTokenCount - promptTokenCount),
  };
}

const apiFault = z.object({
  error: z.object({
    status: z.string().optional(),
    details: z
      .array(z.looseObject({ '@type': z.string().optional(), retryDelay: z.string().optional() }))
      .optional(),
  }),
});

const PASSING = new Set([408, 429, 500, 502, 503, 504]);

function calling<T>(task: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return translating({ vendor: 'gemini', task, signal }, work, (error) =>
    error instanceof ApiError ? errorOf(task, error) : null,
  );
}

function errorOf(task: string, cause: ApiError): ModelError {
  const { status } = cause;
  const { data } = apiFault.safeParse(parsed(cause.message));
  const details = data?.error.details ?? [];
  const delay = details.find(({ retryDelay }) => retryDelay)?.retryDelay;
  const isDaily = JSON.stringify(details).includes('PerDay');
  const said = data?.error.status ?? 'no reason given';
  return new ModelError(
    `gemini failed during ${task}: ${status} ${said}`,
    {
      status,
      isPassing: PASSING.has(status) && !isDaily,
      ...(delay !== undefined && { retryAfterMs: Math.ceil(Number.parseFloat(delay) * 1000) }),
    },
    { cause },
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.slice(text.indexOf('{')));
  } catch {
    return null; // proxies answer in their own words
  }
}
