import type { VerifiedBook } from '../ask/verified/verified-book.ts';
import { AskerError } from '../core/errors.ts';
import type { Viewer } from '../core/ticket-card.ts';

/** A question that is read as somebody found it read right. Times ISO UTC. */
export type VerifiedView = {
  readonly question: string;
  readonly by: string;
  readonly verifiedAt: string;
  /** Who has found an answer of it wrong since, and when: it waits for review. null: it is in use. */
  readonly doubted: { readonly by: string; readonly at: string } | null;
};

/** What was verified, for those who may verify. Throws PermissionError for others. */
export interface VerifiedDesk {
  /** Those that wait for review first, else in the order of their words. */
  all(viewer: Viewer): Promise<readonly VerifiedView[]>;
  /** Gives a sentence about it. Throws AskerError for a question that wasn’t verified. */
  remove(question: string, viewer: Viewer): Promise<string>;
}

export function createVerifiedDesk(book: Pick<VerifiedBook, 'all' | 'remove'>): VerifiedDesk {
  return {
    async all(viewer) {
      viewer.check('verify');
      const views = (await book.all()).map(({ question, by, verifiedAt, suspended }) => ({
        ...{ question, by, verifiedAt, doubted: suspended ?? null },
      }));
      return views.toSorted((a, b) => Number(!a.doubted) - Number(!b.doubted));
    },
    async remove(question, viewer) {
      viewer.check('verify');
      if (await book.remove(question)) return `No longer verified: ${question}`;
      throw new AskerError(`“${question}” was not verified, or is no longer.`);
    },
  };
}
