import type { PassageKind } from '../../knowledge/knowledge-index.ts';

/** Logistic weights by the terms of `termsOf`, for what a draft is made of, as `node evals/assist/drafts.ts --fit` prints them. */
export const CONFIDENCE_WEIGHTS: Readonly<Record<PassageKind, Readonly<Record<string, number>>>> = {
  resolution: {
    bias: -8.33,
    asked: 3.26,
    askedWords: -3.15,
    askedBack: -1.62,
    closest: 6.62,
    others: 2.97,
    othersWords: 1.27,
    othersWhole: -2.5,
    answered: 1.6,
    agreed: -1.01,
    kin: -3.17,
    rarest: 4.49,
    length: 2.03,
    askedTwice: 3.48,
    askedAndAgreed: 1.31,
    othersAndAgreed: 2.84,
    askedAndRarest: 1.59,
    othersAndRarest: -4.49,
  },
  document: {
    bias: -4.44,
    asked: 3.62,
    askedWords: -2.73,
    askedBack: -2.15,
    answered: 3.62,
    length: 1.28,
    askedTwice: 1.04,
    answeredTwice: 0.75,
    askedAndAnswered: 2.26,
  },
};
