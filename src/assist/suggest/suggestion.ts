import type { DraftSentence, DraftSource, GroundingProblem } from './draft.ts';
import type { Tone } from './write/templates.ts';

/** `check`: somebody has to look closely. `escalate`: better ask somebody who knows. */
export type Verdict = 'good' | 'check' | 'escalate';

/** A past ticket like this one, and how it ended. Times ISO UTC. */
export type SimilarTicket = {
  readonly id: string;
  readonly ref: string;
  readonly subject: string | null;
  readonly agent: string | null;
  readonly resolvedAt: string | null;
  /** From creation to resolution. */
  readonly tookSeconds: number | null;
  readonly reopened: number;
  /** 1–5. */
  readonly rating: number | null;
  /** 0–1. */
  readonly likeness: number;
  readonly url: string | null;
};

/** What an agent may answer a ticket with, and how far it can be trusted. */
export type Draft = {
  /** ISO 639-1, of the whole. */
  readonly language: string;
  readonly tone: Tone;
  readonly greeting: string;
  readonly sentences: readonly DraftSentence[];
  readonly closing: string;
  /** Those that are cited, in the order of their marks. */
  readonly sources: readonly DraftSource[];
  /** 0–1. */
  readonly confidence: number;
  readonly verdict: Verdict;
  /** Why it is as sure as it is, in sentences. */
  readonly reasons: readonly string[];
  /** What was found wrong and left in, to be looked at. */
  readonly problems: readonly GroundingProblem[];
  /** `local`, or a model's name. */
  readonly by: string;
};

/** What became of one. */
export type DraftOutcome = 'used' | 'edited' | 'rejected';

/** What is shown for a ticket: a draft, or why there is none. */
export type Suggestion = {
  readonly id: string;
  readonly ticketId: string;
  readonly ticketRef: string;
  readonly subject: string | null;
  readonly madeAt: string;
  readonly madeFor: string;
  /** null: nothing that is known answers it. */
  readonly draft: Draft | null;
  readonly similar: readonly SimilarTicket[];
  /** The customer's, in one line; null: nobody knows who it is. */
  readonly history: string | null;
  /** What could not be done as usual. */
  readonly warnings: readonly string[];
  readonly outcome: {
    readonly kind: DraftOutcome;
    readonly by: string;
    readonly at: string;
    /** Why it was rejected. */
    readonly reason: string | null;
  } | null;
};

const SURE = 0.7;
const UNSURE = 0.3;

/** What is made of a document is looked at in any case: nobody has answered with it yet. */
export function verdictOf(confidence: number, madeOf: DraftSource['kind']): Verdict {
  if (confidence < UNSURE) return 'escalate';
  return confidence >= SURE && madeOf === 'resolution' ? 'good' : 'check';
}
