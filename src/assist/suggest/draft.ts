/** `S1`: how a sentence names what it stands on. Opaque: a model sees nothing else of a source but its text. */
export type SourceMark = string;

/** What a draft may cite. */
export type DraftSource = {
  readonly mark: SourceMark;
  readonly kind: 'document' | 'resolution';
  /** Of the passage or the ticket. */
  readonly id: string;
  readonly title: string;
  /** Where in the document, in words; null: nowhere in particular. */
  readonly place: string | null;
  readonly text: string;
  /** When it was written or last changed; ISO UTC. */
  readonly updatedAt: string | null;
  /** Where a person opens it; never given to a model. */
  readonly url: string | null;
};

/** `courtesy` is small talk out of a template; all else is checked against what it cites. */
export type SentenceRole = 'courtesy' | 'fact' | 'step';

export type DraftSentence = {
  readonly text: string;
  readonly role: SentenceRole;
  /** It begins an item of a list. */
  readonly isItem: boolean;
  readonly marks: readonly SourceMark[];
};

/** Why a sentence can't be sent as it is. */
export type ProblemKind =
  | 'no-source'
  | 'unsupported'
  | 'promise'
  | 'deed'
  | 'number'
  | 'date'
  | 'name'
  | 'negation'
  | 'link'
  | 'mention';

export type GroundingProblem = {
  /** Position of the sentence in the draft. */
  readonly sentence: number;
  readonly kind: ProblemKind;
  /** The words at fault. */
  readonly words: string;
};
