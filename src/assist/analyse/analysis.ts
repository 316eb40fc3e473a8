import { FEELINGS, type Feeling } from '../classify/feeling-cues.ts';
import type { KnownName } from '../redact/find-names.ts';

export const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const EMOTIONS = FEELINGS;
export type Emotion = Feeling;

/** What a conversation's words say. Labels are those of the taxonomy and of the lists above; null: the words don't tell. */
export type TextAnalysis = {
  readonly category: string | null;
  readonly subcategory: string | null;
  readonly priority: Priority | null;
  /** −1 (very negative) to 1 (very positive). */
  readonly sentiment: number;
  readonly emotion: Emotion;
  readonly topics: readonly string[];
  /** The taxonomy's words by which they announce to go further. */
  readonly threats: readonly string[];
  /** ISO 639-1; null: too little to tell. */
  readonly language: string | null;
  /** How sure of the category: 0–1. Escalation rules and drafts go by it. */
  readonly confidence: number;
  /** How sure of each label, where that is known. */
  readonly confidences: Confidences;
};

export type Confidences = Readonly<Partial<Record<CorrectableField, number>>>;

/** What a person may put right. */
export const CORRECTABLE = [
  ...(['category', 'subcategory', 'priority', 'sentiment'] as const),
  ...(['emotion', 'topics', 'language'] as const),
] as const;
export type CorrectableField = (typeof CORRECTABLE)[number];

export type SentimentLabel = 'negative' | 'neutral' | 'positive';

/** config/metrics.yaml has the same bounds: `sentiment_label`, `negative_share`. */
const NOTABLE = 0.3;

export function sentimentLabel(sentiment: number): SentimentLabel {
  if (sentiment <= -NOTABLE) return 'negative';
  return sentiment >= NOTABLE ? 'positive' : 'neutral';
}

/** Who said something, and what: all that an analysis reads of a conversation. */
export type ConversationText = {
  readonly subject: string;
  readonly description: string;
  /** The customer's own messages, oldest first. */
  readonly messages: readonly string[];
  /** Names of whom it is between: no model is told them. */
  readonly people: readonly KnownName[];
};

/** The customer's words as one text. Nothing of it is there twice, as where a ticket's description is its first message. */
export function wordsOf({
  subject,
  description,
  messages,
}: Omit<ConversationText, 'people'>): string {
  const parts = [subject, description, ...messages].map((part) => part.trim());
  return [...new Set(parts)].filter((part) => part !== '').join('\n');
}

/** Analyses texts; gives one analysis a text, in their order. */
export interface TextAnalyser {
  /** `local`, or a model's name. */
  readonly name: string;
  /** Changes when the same text may be analysed differently: what was analysed before is looked at again. */
  readonly version: string;
  analyse(texts: readonly ConversationText[], signal: AbortSignal): Promise<readonly Analysed[]>;
}

/** `by` and `version` say which analyser it was in the end. */
export type Analysed = {
  readonly analysis: TextAnalysis;
  readonly by: string;
  readonly version: string;
};
