import type { Hit } from '../../knowledge/knowledge-index.ts';
import type { DraftSentence, DraftSource } from '../draft.ts';
import { createGroundingCheck } from '../grounding/check-grounding.ts';
import { splitSentences } from '../grounding/sentences.ts';
import { sureOf } from '../judge/confidence.ts';
import { referencesIn } from './clean-sentence.ts';
import { type Evidence, extractBody, textOf } from './extract-body.ts';
import { calledName, type HelpRequest } from './request.ts';
import type { TemplateBook, Templates, Tone } from './templates.ts';

/** Whatever writes them: a draft before it is judged. */
export type WrittenDraft = {
  readonly language: string;
  readonly tone: Tone;
  readonly greeting: string;
  readonly sentences: readonly DraftSentence[];
  readonly closing: string;
  readonly sources: readonly DraftSource[];
  readonly by: string;
};

export type Found = {
  /** Those that may be cited come first; the others tell how sure it is. */
  readonly hits: readonly Hit[];
  /** Of past tickets, by their id. */
  readonly customerNames: ReadonlyMap<string, string>;
};

/** So many of what is found may be cited. */
export const SOURCES = 8;
const SHORT_SENTENCES = 5;
/** Of a body, in characters: all of a draft is seen before it is used, wherever it is shown. */
const LONGEST_BODY = 1800;

/** A reply out of what is there, word for word where it can be; null: nothing there says anything. */
export function writeExtract(
  request: HelpRequest,
  { hits, customerNames }: Found,
  {
    templates,
    tone,
    sourceLanguage,
  }: {
    readonly templates: TemplateBook;
    readonly tone: Tone;
    /** Of what it is made of: nothing is translated. */
    readonly sourceLanguage: string;
  },
): WrittenDraft | null {
  const evidence = markHits(hits, customerNames);
  const sources = evidence.map(sourceOf);
  const check = createGroundingCheck({
    sources,
    ticketText: request.text,
    names: [request.customerName ?? ''],
    language: sourceLanguage,
  });
  const body = extractBody(evidence, {
    question: request.text,
    ownReferences: referencesIn(request.text),
    language: sourceLanguage,
    sureOf: (hit) => sureOf(request.text, hit, hits),
  }).filter((sentence) => check([sentence]).length === 0);
  if (body.length === 0) return null;
  const kept = tone === 'shorter' ? shortened(body) : body;
  const letter = templates.get(sourceLanguage) ?? templates.get('en');
  if (!letter) throw new TypeError('there is no prompts/templates-en.md');
  const framed = frame(request, letter, tone, kept);
  return {
    language: sourceLanguage,
    tone,
    ...framed,
    sources: citedIn(framed, sources),
    by: 'local',
  };
}

/** Greeting, opening and closing around a body. */
export function frame(
  { customerName, emotion, category }: HelpRequest,
  letter: Templates,
  tone: Tone,
  body: readonly DraftSentence[],
): Pick<WrittenDraft, 'greeting' | 'sentences' | 'closing'> {
  const opening = splitSentences(letter.opening({ category, emotion, tone })).map(
    ({ text }): DraftSentence => ({ text, role: 'courtesy', isItem: false, marks: [] }),
  );
  return {
    greeting: letter.greeting({ name: calledName(customerName), emotion, tone }),
    sentences: [...opening, ...within(LONGEST_BODY, body)],
    closing: letter.closing(tone),
  };
}

/** In their order. */
export function citedIn(
  { sentences }: Pick<WrittenDraft, 'sentences'>,
  sources: readonly DraftSource[],
): readonly DraftSource[] {
  const cited = new Set(sentences.flatMap(({ marks }) => marks));
  return sources.filter(({ mark }) => cited.has(mark));
}

/** The first sentences, as many as there is room for; at least one. */
function within(most: number, body: readonly DraftSentence[]): readonly DraftSentence[] {
  let length = 0;
  return body.filter(({ text }, at) => {
    length += text.length;
    return at === 0 || length <= most;
  });
}

/** `S1` is the best one. */
export function markHits(
  hits: readonly Hit[],
  customerNames: ReadonlyMap<string, string>,
): readonly Evidence[] {
  return hits.slice(0, SOURCES).map((hit, at) => ({
    mark: `S${at + 1}`,
    hit,
    customerName: customerNames.get(hit.passage.sourceId) ?? null,
  }));
}

export function sourceOf(evidence: Evidence): DraftSource {
  const { id, kind, sourceId, title, section, page, url, updatedAt } = evidence.hit.passage;
  return {
    mark: evidence.mark,
    kind,
    id: kind === 'document' ? id : sourceId,
    title,
    place: [section, page === null ? null : `page ${page}`].filter(Boolean).join(', ') || null,
    text: textOf(evidence),
    updatedAt,
    url,
  };
}

/** All steps of a list, for half of them help nobody; else the first sentences. */
function shortened(body: readonly DraftSentence[]): readonly DraftSentence[] {
  const steps = body.filter(({ isItem }) => isItem);
  return steps.length > 1 ? steps : body.slice(0, SHORT_SENTENCES);
}
