import type { Viewer } from './ticket-card.ts';

/** A document of the knowledge base, as it is listed. */
export type DocumentLine = {
  readonly id: string;
  readonly title: string;
  /** What it was added from. */
  readonly source: string;
  readonly isPrivate: boolean;
  /** "PDF, 3 pages, 12 passages" */
  readonly says: string;
  /** "5 months old" */
  readonly age: string;
  /** Where it can be read on the web. */
  readonly url: string | null;
};

/** A passage that was found. */
export type FoundLine = {
  readonly title: string;
  /** "Refunds › Abroad · page 3 · 5 months old" */
  readonly place: string;
  readonly text: string;
  /** What resolved a past ticket. */
  readonly answer: string | null;
  readonly ticketId: string | null;
  readonly isPrivate: boolean;
  readonly score: number;
};

export type KnowledgeHoldings = {
  readonly documents: readonly DocumentLine[];
  /** "4 812 past tickets, the newest today" */
  readonly past: string;
};

export type KnowledgeFound = {
  readonly passages: readonly FoundLine[];
  /** What was left out of the search, and why. */
  readonly notes: readonly string[];
};

export type FileToAdd = { readonly name: string; readonly bytes: Uint8Array };

/** What people see of the knowledge base and do about it. Everything throws PermissionError where they may not; what is done comes back in words. */
export interface KnowledgeDesk {
  holdings(viewer: Viewer): Promise<KnowledgeHoldings>;
  search(query: string, viewer: Viewer, isForCustomers?: boolean): Promise<KnowledgeFound>;
  /** `isPrivate` undefined: as it was, at first public. Throws AskerError for what can’t be read. */
  add(file: FileToAdd, isPrivate: boolean | undefined, viewer: Viewer): Promise<string>;
  addPage(
    address: string,
    isPrivate: boolean | undefined,
    viewer: Viewer,
    signal?: AbortSignal,
  ): Promise<string>;
  /** By id, source or title. */
  remove(words: string, viewer: Viewer): Promise<string>;
}
