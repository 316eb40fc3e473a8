import { createHash } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import type { StateSpace, StateStore } from '../core/state.ts';
import { type Budget, type BudgetLimits, createBudget, type Prices, type Spent } from './budget.ts';
import { type Circuit, createCircuit } from './circuit.ts';
import type {
  CallOptions,
  EmbeddingOutcome,
  EmbeddingUse,
  LanguageModel,
  ModelOutcome,
  ModelRequest,
  ModelVendor,
} from './language-model.ts';
import { withPatience } from './patience.ts';
import { createQueryVectors } from './query-vectors.ts';
import { createRecorder, type Recorder, type SentCall } from './recorder.ts';

export type ModelParts = {
  readonly vendor: ModelVendor;
  readonly state: StateStore;
  readonly clock: Clock;
  readonly limits: BudgetLimits;
  readonly prices: Prices;
  readonly deadlineMs: number;
  /** Told of every call: what for, how it ended, how long it took; nothing of what was said. */
  readonly logger?: Pick<Logger, 'debug' | 'warn'>;
};

/** A model within its limits, and what is known of its use. */
export type WatchedModel = {
  readonly model: LanguageModel;
  readonly recorder: Recorder;
  readonly budget: Budget;
  /** Of its vectors: those of different spaces can't be compared. */
  readonly space: string;
};

type Answered = Extract<ModelOutcome, { kind: 'answer' }>;
type Ended = Exclude<ModelOutcome, { kind: 'unavailable' }>;

/** Where answers and vectors are kept by what was asked for. */
export const ANSWERS_SPACE = 'model-answers';
export const VECTORS_SPACE = 'model-vectors';
/** Where what was sent is kept. */
export const LOG_SPACE = 'model-log';
const FRAMES_SPACE = 'model-log-frames';

const CACHED_MS = 30 * 86_400_000;

/**
 * A vendor's model with everything around a call: the same request is answered from the cache, the budget is asked
 * first, failures are waited out within the deadline, and whatever leaves is recorded as it was sent.
 */
export function createLanguageModel(parts: ModelParts): WatchedModel {
  const { vendor, state, clock } = parts;
  const budget = createBudget({ ...parts, space: state.space<Spent>('model-spent') });
  const recorder = createRecorder(state.space(LOG_SPACE), state.space(FRAMES_SPACE), clock);
  const answers: StateSpace<Answered> = state.space(ANSWERS_SPACE);
  const queryVectors = createQueryVectors(state.space(VECTORS_SPACE), vendor.embedder);
  // A vendor's embeddings may be down, or too slow for who asks, while its answers aren't.
  const circuits = { answering: createCircuit(clock), embedding: createCircuit(clock) };

  const attempt = async <T>(
    sent: Pick<SentCall, 'purpose' | 'prompt' | 'payload'> & { readonly model: string },
    circuit: Circuit,
    call: (signal: AbortSignal) => Promise<T>,
    told: (value: T) => Pick<SentCall, 'outcome' | 'usage'>,
    { signal, person, withinMs = parts.deadlineMs }: CallOptions,
  ) => {
    const spent = await budget.take(person);
    if (spent !== null) return { kind: 'unavailable', why: 'budget', message: spent } as const;
    const startedAt = performance.now();
    const tried = await withPatience(call, {
      circuit,
      deadlineMs: Math.ceil(Math.max(0, Math.min(parts.deadlineMs, withinMs))),
      ...(signal && { signal }),
    });
    const ended =
      tried.kind === 'done'
        ? told(tried.value)
        : { outcome: `${tried.why}: ${tried.message}`, usage: null };
    const tookMs = Math.round(performance.now() - startedAt);
    await recorder.record({ vendor: vendor.vendor, ...sent, ...ended, tookMs });
    const { purpose, model } = sent;
    const line = { vendor: vendor.vendor, model, purpose, outcome: ended.outcome, tookMs };
    if (tried.kind === 'done') parts.logger?.debug(line, 'the language model was asked');
    else parts.logger?.warn(line, 'the language model gave no answer');
    if (ended.usage) await budget.add(ended.usage, person);
    return tried;
  };

  const ask = async (
    request: ModelRequest,
    call: (signal: AbortSignal) => Promise<ModelOutcome>,
    options: CallOptions = {},
  ): Promise<ModelOutcome> => {
    const key = cacheKey(vendor, request);
    const known = await answers.get(key);
    if (known) return known;
    const { purpose, prompt, instructions, text, schema } = request;
    const tried = await attempt(
      { model: vendor.name, purpose, prompt, payload: { instructions, text, schema } },
      circuits.answering,
      call,
      (outcome) => ({ outcome: outcome.kind, usage: usageOf(outcome) }),
      options,
    );
    if (tried.kind === 'unavailable') return tried;
    if (tried.value.kind === 'answer') await answers.set(key, tried.value, { ttlMs: CACHED_MS });
    return tried.value;
  };

  const embed = async (
    texts: readonly string[],
    use: EmbeddingUse,
    options: CallOptions,
  ): Promise<EmbeddingOutcome> => {
    const tried = await attempt(
      { model: vendor.embedder, purpose: `embed-${use}`, prompt: '', payload: { texts } },
      circuits.embedding,
      (signal) => vendor.embed(texts, use, signal),
      ({ usage }) => ({ outcome: 'vectors', usage }),
      options,
    );
    if (tried.kind === 'unavailable') return tried;
    return { kind: 'vectors', vectors: tried.value.vectors, space: vendor.embedder };
  };

  const model: LanguageModel = {
    vendor: vendor.vendor,
    name: vendor.name,
    ask: (request, options) => ask(request, (signal) => vendor.ask(request, signal), options),
    async stream(request, onPiece, options) {
      let handedOn = '';
      const outcome = await ask(
        request,
        (signal) => {
          const already = handedOn;
          let said = '';
          // A second try begins again: only what goes beyond the first is handed on, as long as it agrees with it.
          const onMore = (piece: string) => {
            said += piece;
            if (!said.startsWith(already) || said.length <= handedOn.length) return;
            onPiece(said.slice(handedOn.length));
            handedOn = said;
          };
          return vendor.stream(request, onMore, signal);
        },
        options,
      );
      if (outcome.kind === 'answer' && handedOn === '' && outcome.text !== '')
        onPiece(outcome.text);
      return outcome;
    },
    embed: (texts, use, options = {}) =>
      use === 'query'
        ? queryVectors(texts, () => embed(texts, use, options), options.signal)
        : embed(texts, use, options),
  };
  return { model, recorder, budget, space: vendor.embedder };
}

function usageOf(outcome: ModelOutcome): Ended['usage'] | null {
  return outcome.kind === 'unavailable' ? null : outcome.usage;
}

function cacheKey({ vendor, name }: ModelVendor, request: ModelRequest): string {
  const { purpose, instructions, text, schema, maxOutputTokens } = request;
  return `${purpose}:${hashOf([vendor, name, instructions, text, schema, maxOutputTokens])}`;
}

const hashOf = (material: unknown): string =>
  createHash('sha256').update(JSON.stringify(material)).digest('hex');
