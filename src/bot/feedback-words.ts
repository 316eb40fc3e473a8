import type { FeedbackTaken } from './feedback.ts';

/** What is said to somebody who has said what they think of an answer. */
export function feedbackWords(taken: FeedbackTaken): string {
  switch (taken.kind) {
    case 'kept':
      return 'Thank you. Whoever looks after Deskhand reads this.';
    case 'verified':
      return 'Verified: from now on this question is read the same for everybody who asks it. Calling an answer of it wrong has it wait for review.';
    case 'unverifiable':
      return `Thank you. It can’t be verified, though. ${taken.reason}`;
    case 'suspended':
      return 'Thank you. This was read as a manager had verified it: it no longer is, until it has been reviewed.';
  }
}
