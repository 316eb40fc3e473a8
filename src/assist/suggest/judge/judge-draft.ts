import { formatCounted, formatShare } from '../../../core/format.ts';
import { formatDate } from '../../../core/format-time.ts';
import type { Hit } from '../../knowledge/knowledge-index.ts';
import type { GroundingProblem } from '../draft.ts';
import { type Draft, verdictOf } from '../suggestion.ts';
import type { WrittenDraft } from '../write/write-extract.ts';
import { confidenceOf, type Evidences, weighEvidence } from './confidence.ts';

export type JudgedBy = {
  readonly question: string;
  /** What it is made of, and then the others of its kind. */
  readonly hits: readonly Hit[];
  readonly problems: readonly GroundingProblem[];
  /** ISO 639-1, of the customer; null: not known. */
  readonly language: string | null;
  /** ISO 639-1, of what it is made of. */
  readonly sourceLanguage: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
};

/** What another language than the customer's leaves of it. */
const IN_ANOTHER_LANGUAGE = 0.6;
/** And each thing that was found wrong. */
const WITH_A_PROBLEM = 0.75;
const OLD_DAYS = 365;
const DAY_MS = 86_400_000;
const NOTABLE = 0.5;

/** A written draft with how far it can be trusted, and why. */
export function judgeDraft(written: WrittenDraft, by: JudgedBy): Draft {
  const [best] = by.hits;
  const evidence = weighEvidence(by.question, by.hits);
  const isForeign = by.language !== null && by.language !== by.sourceLanguage;
  const confidence =
    (evidence && best ? confidenceOf(evidence, best.passage.kind) : 0) *
    (isForeign ? IN_ANOTHER_LANGUAGE : 1) *
    WITH_A_PROBLEM ** new Set(by.problems.map(({ sentence }) => sentence)).size;
  return {
    ...written,
    confidence,
    verdict: verdictOf(confidence, best?.passage.kind ?? 'document'),
    problems: by.problems,
    reasons: [
      ...(evidence ? reasonsOf(evidence, by.hits) : []),
      ...(isForeign
        ? [
            `The customer writes ${nameOf(by.language)}, what it is made of is ${nameOf(written.language)}.`,
          ]
        : []),
      ...oldSources(written, by.now),
      ...(by.problems.length === 0
        ? [
            written.language === by.sourceLanguage
              ? 'Every statement stands in what it cites.'
              : 'Its figures, days and addresses stand in what it cites; it is a translation otherwise.',
          ]
        : [
            `${formatCounted(by.problems.length, 'thing')} in it could not be found in what it cites.`,
          ]),
    ],
  };
}

function reasonsOf({ asked, agreed, rarest }: Evidences, hits: readonly Hit[]): readonly string[] {
  if (hits[0]?.passage.kind === 'document')
    return [
      asked >= NOTABLE
        ? 'The document is about the same, in much the same words.'
        : `The document is worded otherwise (${formatShare(asked)} alike).`,
      'It is made of a document alone: no past reply says so.',
    ];
  return [
    asked >= NOTABLE
      ? 'The past ticket is about the same, in much the same words.'
      : `The past ticket is only partly alike (${formatShare(asked)}).`,
    agreed >= NOTABLE
      ? 'What others like it were answered agrees.'
      : 'What others like it were answered differs.',
    ...(rarest === 0 ? ['A word of the question occurs in none of the tickets like it.'] : []),
  ];
}

function oldSources({ sources }: WrittenDraft, now: number): readonly string[] {
  const times = sources.flatMap(({ updatedAt }) => (updatedAt === null ? [] : [updatedAt]));
  const [oldest] = times.toSorted();
  if (oldest === undefined || now - Date.parse(oldest) < OLD_DAYS * DAY_MS) return [];
  return [`The oldest source is from ${formatDate(oldest)}.`];
}

const names = new Intl.DisplayNames('en', { type: 'language' });
const nameOf = (language: string | null): string =>
  language === null ? '' : (names.of(language) ?? language);
