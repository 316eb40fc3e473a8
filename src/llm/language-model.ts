/** JSON Schema (2020-12), the part both vendors understand: objects closed, every property required. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a model is asked. Nothing of it may be a row, a name or an address out of the store, unless redacted. */
export type ModelRequest = {
  /** What for, for budgets and the log: `plan-question`. */
  readonly purpose: string;
  /** File and version of the prompt, for the log. */
  readonly prompt: string;
  readonly instructions: string;
  readonly text: string;
  /** Given: the answer is JSON of this schema; null: text. */
  readonly schema: JsonSchema | null;
  readonly maxOutputTokens: number;
};

export type Usage = { readonly inputTokens: number; readonly outputTokens: number };

/** What came of a call. Only `answer` may be used; everything else is an expected way of having none. */
export type ModelOutcome =
  | { readonly kind: 'answer'; readonly text: string; readonly usage: Usage }
  /** The vendor's safety rules held back the question or the answer. */
  | { readonly kind: 'blocked'; readonly reason: string; readonly usage: Usage }
  /** The answer didn't fit into `maxOutputTokens`. */
  | { readonly kind: 'cut'; readonly usage: Usage }
  | {
      readonly kind: 'unavailable';
      readonly why: Unavailable;
      readonly message: string;
      /** What the vendor answered with, where it answered. */
      readonly status?: number;
    };

/** `refused`: the key, the model or the request isn't accepted, so that trying again is of no use. */
export type Unavailable = 'budget' | 'down' | 'slow' | 'refused';

export type EmbeddingUse = 'query' | 'passage';

export type EmbeddingOutcome =
  | {
      readonly kind: 'vectors';
      /** One a text, in their order, of length 1. */
      readonly vectors: readonly Float32Array[];
      /** Model and dimension: vectors of different spaces can't be compared. */
      readonly space: string;
    }
  | Extract<ModelOutcome, { kind: 'unavailable' }>;

export type CallOptions = {
  readonly signal?: AbortSignal;
  /** Whose question it is, for their budget. */
  readonly person?: string;
  /** Less time than a call may usually take, in milliseconds. */
  readonly withinMs?: number;
};

export type Vendor = 'gemini' | 'openai';

/** A language model, whoever runs it. Never throws for what the vendor does: that is an outcome. */
export interface LanguageModel {
  readonly vendor: Vendor;
  /** The model asked, as the vendor calls it. */
  readonly name: string;
  ask(request: ModelRequest, options?: CallOptions): Promise<ModelOutcome>;
  /** As `ask`, handing on pieces of the text as they come; the outcome holds the whole of it. */
  stream(
    request: ModelRequest,
    onPiece: (piece: string) => void,
    options?: CallOptions,
  ): Promise<ModelOutcome>;
  embed(
    texts: readonly string[],
    use: EmbeddingUse,
    options?: CallOptions,
  ): Promise<EmbeddingOutcome>;
}

/** Vectors, one a text, in their order, of length 1; `usage` null: the vendor doesn't say. */
export type Embedded = {
  readonly vectors: readonly Float32Array[];
  readonly usage: Usage | null;
};

/** One call to a vendor, without patience: what fails is thrown as a ModelError. */
export interface ModelVendor {
  readonly vendor: Vendor;
  readonly name: string;
  readonly embedder: string;
  ask(request: ModelRequest, signal: AbortSignal): Promise<ModelOutcome>;
  stream(
    request: ModelRequest,
    onPiece: (piece: string) => void,
    signal: AbortSignal,
  ): Promise<ModelOutcome>;
  embed(texts: readonly string[], use: EmbeddingUse, signal: AbortSignal): Promise<Embedded>;
}
