import type { Audience, PassageKind } from '../knowledge-index.ts';

/** What a search may find. */
export type Asked = {
  readonly audience: Audience;
  readonly kinds: readonly PassageKind[];
};

export type PlacedVector = {
  /** `passages.number`. */
  readonly number: number;
  readonly kind: PassageKind;
  readonly audience: Audience;
  /** Of length 1. */
  readonly vector: Float32Array;
};

/** Cosine by passage number. */
export type Likenesses = ReadonlyMap<number, number>;

/** Keeps vectors of one space: one model's, of one dimension. */
export interface VectorStore {
  readonly space: string;
  put(vectors: readonly PlacedVector[]): Promise<void>;
  /** The most alike, among those that are asked for. */
  nearest(
    vector: Float32Array,
    options: Asked & { readonly limit: number; readonly signal?: AbortSignal },
  ): Promise<Likenesses>;
  /** Of these passages; those it has no vector of are left out. */
  likenesses(
    vector: Float32Array,
    numbers: readonly number[],
    signal?: AbortSignal,
  ): Promise<Likenesses>;
  /** Passages that have no vector here yet, so many at most, lowest number first. */
  missing(limit: number): Promise<readonly number[]>;
  /** Takes out the vectors of passages that are no more. */
  settle(): Promise<void>;
}
