import type { DraftSentence, DraftSource, GroundingProblem, ProblemKind } from '../draft.ts';
import { isCourtesy } from './courtesy.ts';
import { linksIn, mentionsIn } from './links.ts';
import { unknownNames } from './names.ts';
import { type Polarity, polarityOf } from './negations.ts';
import { tellsOfDeeds } from './one-ticket.ts';
import { findPromise } from './promises.ts';
import { splitSentences } from './sentences.ts';
import { type StatedValue, statedValues } from './values.ts';
import { contentStems, coverage, stem, wordsOf } from './words.ts';

export type GroundingContext = {
  readonly sources: readonly Pick<DraftSource, 'mark' | 'text'>[];
  /** What the customer wrote: their references and names may be repeated; it proves nothing. */
  readonly ticketText: string;
  /** Of the customer, the team and the product. */
  readonly names: readonly string[];
  /** ISO 639-1, of the draft. */
  readonly language: string;
  /** The sources are in another language: words and denials can't be compared, figures, days and addresses can. */
  readonly isTranslated?: boolean;
};

/** Of a sentence's words these have to be in what it cites. */
const SUPPORTED = 0.5;
/** A statement of the source is about the same when it has these of the sentence's words. */
const SAME_SUBJECT = 0.3;
const SAME_STATEMENT = 0.55;

type Statement = {
  readonly stems: ReadonlySet<string>;
  readonly values: readonly StatedValue[];
  readonly polarity: Polarity;
};
type Prepared = {
  readonly stems: ReadonlySet<string>;
  readonly statements: readonly Statement[];
  readonly links: readonly string[];
};

export type GroundingCheck = (
  sentences: readonly Pick<DraftSentence, 'text' | 'marks'>[],
) => readonly GroundingProblem[];

/**
 * Finds what must not be sent as it is: sentences without a source, promises, deeds, and figures, days, names, denials and links that
 * what they cite doesn't hold. In the order of the sentences; nothing found: an empty list.
 */
export function createGroundingCheck(context: GroundingContext): GroundingCheck {
  const prepared = new Map(context.sources.map(({ mark, text }) => [mark, prepare(text)]));
  const ticket = new Set(
    statedValues(context.ticketText)
      .filter(({ isReference }) => isReference)
      .map(({ key }) => key),
  );
  const given = wordsOf([context.ticketText, ...context.names].join(' ')).map(stem);
  const { language, isTranslated = false } = context;
  const known: Given = { ticket, given, language, isTranslated };
  const look = ({ text, marks }: Pick<DraftSentence, 'text' | 'marks'>): readonly Found[] => {
    const cited = marks.flatMap((mark) => prepared.get(mark) ?? []);
    const claims =
      cited.length === 0 ? withoutSource(text, known) : againstSources(text, cited, known);
    return [...unsafe(text, cited), ...claims];
  };
  return (sentences) =>
    sentences.flatMap((sentence, at) => look(sentence).map((one) => ({ sentence: at, ...one })));
}

type Found = { readonly kind: ProblemKind; readonly words: string };
type Given = {
  /** Keys of the customer's references. */
  readonly ticket: ReadonlySet<string>;
  /** Stems anybody may use. */
  readonly given: readonly string[];
  readonly language: string;
  readonly isTranslated: boolean;
};

function unsafe(text: string, cited: readonly Prepared[]): readonly Found[] {
  const promise = findPromise(text);
  const known = new Set(cited.flatMap(({ links }) => links));
  return [
    ...(promise === null ? [] : [{ kind: 'promise' as const, words: promise }]),
    ...(tellsOfDeeds(text) ? [{ kind: 'deed' as const, words: text }] : []),
    ...linksIn(text)
      .filter((link) => !known.has(link))
      .map((words) => ({ kind: 'link' as const, words })),
    ...mentionsIn(text).map((words) => ({ kind: 'mention' as const, words })),
  ];
}

/** Friendly words need none; whatever says something does. */
function withoutSource(text: string, { ticket, given, language }: Given): readonly Found[] {
  const values = statedValues(text).filter(({ key }) => !ticket.has(key));
  const names = unknownNames(text, new Set(given), { language });
  if (isCourtesy(text))
    return [
      ...values.map(({ kind, words }) => ({ kind, words })),
      ...names.map((words) => ({ kind: 'name' as const, words })),
    ];
  return [{ kind: 'no-source', words: text }];
}

function againstSources(
  text: string,
  cited: readonly Prepared[],
  { ticket, given, language, isTranslated }: Given,
): readonly Found[] {
  const stems = isTranslated ? [] : contentStems(text);
  const values = statedValues(text);
  const known = new Set([...given, ...cited.flatMap((one) => [...one.stems])]);
  const statements = cited.flatMap((one) => one.statements);
  const isSupported = isCourtesy(text) || coverage(stems, known) >= SUPPORTED;
  return [
    ...(isSupported ? [] : [{ kind: 'unsupported' as const, words: text }]),
    ...values
      .filter((value) => !ticket.has(value.key) && !isStated(value, { values, stems }, statements))
      .map(({ kind, words }) => ({ kind, words })),
    ...unknownNames(text, known, { language }).map((words) => ({ kind: 'name' as const, words })),
    ...(isTranslated ? [] : deniedOtherwise(text, stems, statements)),
  ];
}

/** The same figure about the same thing, as often as it is said: one that the source has about something else doesn't count. */
function isStated(
  { key }: StatedValue,
  { values, stems }: { readonly values: readonly StatedValue[]; readonly stems: readonly string[] },
  statements: readonly Statement[],
): boolean {
  const times = (among: readonly StatedValue[]) => among.filter((one) => one.key === key).length;
  return statements.some(
    (one) => times(one.values) >= times(values) && coverage(stems, one.stems) >= SAME_SUBJECT,
  );
}

/** Denials that the source doesn't have, and statements that it denies. */
function deniedOtherwise(
  text: string,
  stems: readonly string[],
  statements: readonly Statement[],
): readonly Found[] {
  const { denied, affirmed } = polarityOf(text);
  const related = statements.filter((one) => coverage(stems, one.stems) >= SAME_SUBJECT);
  const made = [...denied].filter(
    (target) => !related.some(({ polarity }) => polarity.denied.has(target)),
  );
  const same = related.filter((one) => coverage(stems, one.stems) >= SAME_STATEMENT);
  const dropped = [...affirmed].filter(
    (target) =>
      same.some(({ polarity }) => polarity.denied.has(target)) &&
      !same.some(({ polarity }) => polarity.affirmed.has(target)),
  );
  return [...made, ...dropped].map((words) => ({ kind: 'negation', words }));
}

function prepare(text: string): Prepared {
  const statements = splitSentences(text).map(({ text: one }) => ({
    stems: new Set(wordsOf(one).map(stem)),
    values: statedValues(one),
    polarity: polarityOf(one),
  }));
  return { stems: new Set(wordsOf(text).map(stem)), statements, links: linksIn(text) };
}
