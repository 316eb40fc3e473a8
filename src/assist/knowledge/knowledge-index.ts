/** `public`: may stand in a reply to a customer. `private`: for the team alone. */
export type Audience = 'public' | 'private';

/** `document`: a stretch of the knowledge base. `resolution`: a past ticket, with what resolved it. */
export type PassageKind = 'document' | 'resolution';

/** The smallest thing that is found, shown and cited. */
export type Passage = {
  /** Opaque; a changed passage is a new one. */
  readonly id: string;
  readonly kind: PassageKind;
  readonly audience: Audience;
  /** `documents.id`, or `tickets.id` of a resolution. */
  readonly sourceId: string;
  /** The document’s title, or the ticket’s subject. */
  readonly title: string;
  /** Headings above it, outermost first, joined by “ › ”; null: none. */
  readonly section: string | null;
  /** Where its document has pages, from 1. */
  readonly page: number | null;
  /** What it says; of a resolution, what the customer asked. */
  readonly text: string;
  /** What the agent answered in the end; null for documents. */
  readonly answer: string | null;
  /** Where a person can read the whole of it. */
  readonly url: string | null;
  /** ISO UTC: the document’s last change, or when the ticket was resolved. */
  readonly updatedAt: string;
};

/** How much each way of searching makes of a passage, 0–1 and comparable between queries; null: that way wasn’t taken. */
export type ScoreParts = {
  /** The share of the query’s weight that its words and word pairs cover. */
  readonly words: number | null;
  /** Likeness of the spelling: cosine over character n-grams. */
  readonly spelling: number | null;
  /** Likeness of the meaning: cosine of vectors. Needs a model. */
  readonly meaning: number | null;
};

export type Hit = {
  readonly passage: Passage;
  /** From 1, best first. */
  readonly rank: number;
  /** 0–1: all parts together. */
  readonly score: number;
  readonly parts: ScoreParts;
};

export type KnowledgeQuery = {
  readonly query: string;
  /** For whom the result is: `public` finds public passages only, `private` finds all. */
  readonly audience: Audience;
  /** Default: all. */
  readonly kinds?: readonly PassageKind[];
  /** Sources that don’t count, such as the ticket that is being answered. */
  readonly without?: readonly string[];
  /** Tickets its words are from: a vendor isn’t told whom they concern. */
  readonly about?: readonly string[];
  /** Default 10, at most 100. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
};

/** Why a way of searching that is set up wasn’t taken, in words for a person. */
export type Shortfall = string;

export type Found = {
  readonly hits: readonly Hit[];
  readonly shortfalls: readonly Shortfall[];
};

/** What a passage is made from; the index gives it its id. */
export type NewPassage = Omit<Passage, 'id' | 'sourceId'>;

export type PassagesOf = { readonly sourceId: string; readonly passages: readonly NewPassage[] };

/** Passages of documents and of past tickets, found by words, spelling and, with a model, by meaning. */
export interface KnowledgeIndex {
  /** An empty query, or one without words, finds nothing. */
  search(query: KnowledgeQuery): Promise<Found>;
  /** Makes these the only passages of their sources, all or none of them; unchanged ones keep their id. */
  put(sources: readonly PassagesOf[]): Promise<void>;
  /** Removes all passages of these sources. Sources that have none don’t matter. */
  remove(sourceIds: readonly string[]): Promise<void>;
  /** Those that are still there, in the order asked for. */
  read(ids: readonly string[]): Promise<readonly Passage[]>;
  /** Moves with every change, so that whatever was made from passages can be known to be stale. */
  version(): Promise<number>;
}
