import type { Media } from '../documents/document.ts';
import type { Audience } from '../knowledge-index.ts';

/** A document of the knowledge base. Times ISO UTC. */
export type KnownDocument = {
  readonly id: string;
  /** What it was added from: a path, an uploaded file’s name, an address. Adding from there again updates it. */
  readonly source: string;
  readonly kind: 'file' | 'page';
  readonly title: string;
  readonly url: string | null;
  readonly media: Media;
  readonly audience: Audience;
  readonly pages: number | null;
  readonly passages: number;
  /** The document’s own last change. */
  readonly updatedAt: string;
  readonly addedBy: string | null;
  readonly addedAt: string;
  /** When it was last seen to be as it is here. */
  readonly checkedAt: string;
};

export type Added = {
  readonly outcome: 'added' | 'updated' | 'unchanged';
  readonly document: KnownDocument;
};

export type SentFile = {
  /** What it will be known by. */
  readonly source: string;
  readonly bytes: Uint8Array;
  /** ISO UTC; null: nobody knows. */
  readonly changedAt: string | null;
};

export type AddOptions = {
  /** Default: as it was, at first public. */
  readonly audience?: Audience;
  readonly by: string;
};

export type Holdings = {
  readonly documents: readonly KnownDocument[];
  /** Past tickets that replies are made from. */
  readonly resolutions: { readonly count: number; readonly newestAt: string | null };
};

/** The team’s documents. */
export interface Library {
  /** Throws AskerError for what can’t be read. */
  add(file: SentFile, options: AddOptions): Promise<Added>;
  /** Throws AskerError for an address that isn’t public, UpstreamError for what its server does. */
  addPage(address: string, options: AddOptions, signal?: AbortSignal): Promise<Added>;
  /** By title. */
  holdings(): Promise<Holdings>;
  /** By its id, what it was added from, or its title. Throws AskerError where none or several are meant. */
  remove(words: string): Promise<KnownDocument>;
  /** Removes what was added from within a folder and isn’t among these any more. */
  keepOnly(folder: string, sources: readonly string[]): Promise<readonly KnownDocument[]>;
}
