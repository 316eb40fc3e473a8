import type { Hit, PassageKind } from '../../knowledge/knowledge-index.ts';
import type { DraftSentence } from '../draft.ts';
import { isCourtesy } from '../grounding/courtesy.ts';
import { linksIn } from '../grounding/links.ts';
import { unknownNames } from '../grounding/names.ts';
import { isOfOneTicket } from '../grounding/one-ticket.ts';
import { findPromise } from '../grounding/promises.ts';
import { splitSentences } from '../grounding/sentences.ts';
import { type StatedValue, statedValues } from '../grounding/values.ts';
import { contentStems, coverage, stem, wordsOf } from '../grounding/words.ts';
import { type Cleaning, cleanSentence, namesIn } from './clean-sentence.ts';
import { documentBody } from './document-body.ts';

/** A hit, and what it may be taken for in a draft. */
export type Evidence = {
  readonly mark: string;
  readonly hit: Hit;
  /** Whose ticket it was; null: a document, or nobody knows. */
  readonly customerName: string | null;
};

/** What is to be answered. */
export type Asked = {
  readonly question: string;
  readonly ownReferences: readonly string[];
  /** ISO 639-1, of what it is made of. */
  readonly language: string;
  /** How likely a hit answers it, 0–1. */
  readonly sureOf: (hit: Hit) => number;
};

const FROM_RESOLUTION = 12;
const FROM_DOCUMENT = 5;
const BESIDE = 2;
/** Of a sentence's words these are among what is said already. */
const SAID_ALREADY = 0.7;

/**
 * The body of a reply out of what is there: what the first past reply that says something says to anybody, and what documents add to the point;
 * or what a document says, where that is surer. Left out are promises, what holds for one ticket alone, what the other customer named, and
 * figures and days that only one reply has.
 */
export function extractBody(evidence: readonly Evidence[], asked: Asked): readonly DraftSentence[] {
  const wanted = new Set(contentStems(asked.question));
  const bodyOf = (base: Evidence) =>
    base.hit.passage.kind === 'document'
      ? documentBody(citable(base), { wanted, most: FROM_DOCUMENT, isAll: true })
      : fromResolution(base, evidence, asked);
  const first = (kind: PassageKind) => {
    for (const base of evidence.filter(({ hit }) => hit.passage.kind === kind)) {
      const body = bodyOf(base);
      if (body.length > 0) return { base, body }; // else what it says is true of one ticket only
    }
    return null;
  };
  const [resolution, document] = [first('resolution'), first('document')];
  if (!resolution) return document?.body ?? [];
  if (document && asked.sureOf(document.base.hit) > asked.sureOf(resolution.base.hit))
    return document.body;
  return [...resolution.body, ...beside(resolution.body, evidence, wanted)];
}

const citable = (one: Evidence) => ({ mark: one.mark, text: textOf(one) });

/** What the best document adds. */
function beside(
  body: readonly DraftSentence[],
  evidence: readonly Evidence[],
  wanted: ReadonlySet<string>,
): readonly DraftSentence[] {
  const document = evidence.find(({ hit }) => hit.passage.kind === 'document');
  if (!document) return [];
  const known = new Set(body.flatMap(({ text }) => contentStems(text)));
  return documentBody(citable(document), { wanted, most: BESIDE, isAll: false }).filter(
    ({ text }) => coverage(contentStems(text), known) < SAID_ALREADY,
  );
}

function fromResolution(
  best: Evidence,
  evidence: readonly Evidence[],
  { question, ownReferences, language }: Asked,
): readonly DraftSentence[] {
  const cleaning: Cleaning = { otherNames: namesIn(best.customerName), ownReferences };
  const others = evidence.filter(({ mark }) => mark !== best.mark).map(textOf);
  const confirmed = new Set(others.flatMap((text) => statedValues(text)).map(({ key }) => key));
  const links = new Set(others.flatMap(linksIn));
  const { title, text: theirs } = best.hit.passage;
  const theirWords = new Set(wordsOf(`${title} ${theirs}`).map(stem));
  const ourWords = new Set(wordsOf(question).map(stem));
  const isTheirs = (name: string) => theirWords.has(stem(name));
  return splitSentences(best.hit.passage.answer ?? '')
    .filter(({ text }) => findPromise(text) === null && !isOfOneTicket(text))
    .filter(({ text }) => statedValues(text).every((value) => isForAnybody(value, confirmed)))
    .filter(({ text }) => linksIn(text).every((link) => isOurs(link, links)))
    .filter(({ text }) => !unknownNames(inner(text), ourWords, { language }).some(isTheirs))
    .map(({ text, isItem }) => ({ text: cleanSentence(text, cleaning), isItem }))
    .filter(({ text }) => text !== '' && !isCourtesy(text))
    .slice(0, FROM_RESOLUTION)
    .map(({ text, isItem }) => ({
      text,
      isItem,
      role: isItem ? ('step' as const) : ('fact' as const),
      marks: [best.mark],
    }));
}

/** Without what is quoted, such as a button, and its first word, which is capital anyway. */
function inner(sentence: string): string {
  return sentence.replaceAll(/[“"„«][^”"“»]*[”"“»]/g, ' ').replace(/^\W*\w+/u, '…');
}

/** References are put right by cleaning. Amounts and days were somebody's, unless others were told the same. */
function isForAnybody(
  { kind, key, isReference }: StatedValue,
  confirmed: ReadonlySet<string>,
): boolean {
  if (isReference || confirmed.has(key)) return true;
  return kind === 'number' && !/^(?:money|clock|as-written)/.test(key);
}

/** An e-mail address may be a person's; a page is anybody's. */
const isOurs = (link: string, confirmed: ReadonlySet<string>): boolean =>
  !link.includes('@') || confirmed.has(link);

export function textOf({ hit: { passage } }: Pick<Evidence, 'hit'>): string {
  return passage.kind === 'document' ? passage.text : (passage.answer ?? '');
}
