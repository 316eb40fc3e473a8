import type { Hit, Passage, PassageKind } from '../../knowledge/knowledge-index.ts';
import { coverage } from '../grounding/words.ts';
import { CONFIDENCE_WEIGHTS } from './confidence-weights.ts';
import { dice, marksOf } from './likeness.ts';

/** What speaks for the best hit's being the answer, each 0–1; the same whatever it was found by. */
export type Evidences = {
  /** It was asked in much the same spelling, and in the same words. */
  readonly asked: number;
  readonly askedWords: number;
  /** It was asked nothing else. */
  readonly askedBack: number;
  /** The closest of all that were found. */
  readonly closest: number;
  /** The next ones were asked alike too, in spelling, in words, and all of it. */
  readonly others: number;
  readonly othersWords: number;
  readonly othersWhole: number;
  /** What is asked occurs in the answer. */
  readonly answered: number;
  /** What was answered to the others agrees with it. */
  readonly agreed: number;
  /** The others were asked what it was asked. */
  readonly kin: number;
  /** The word of the question that the fewest of them have. */
  readonly rarest: number;
  /** How much is asked. */
  readonly length: number;
};

const COMPARED = 8;
const LONG = 6;

/** null: nothing was found. */
export function weighEvidence(question: string, hits: readonly Hit[]): Evidences | null {
  const asked = marksOf(question);
  const compared = hits.slice(0, COMPARED).map(({ passage }) => ({
    marks: marksOf(`${passage.title} ${passage.text}`),
    answer: marksOf(answerOf(passage)).stems,
  }));
  const [best, ...rest] = compared;
  if (!best) return null;
  const stems = [...asked.stems];
  const spelled = compared.map(({ marks }) => dice(asked.grams, marks.grams));
  const shareWith = (stem: string) =>
    mean(compared.map(({ marks }) => (marks.stems.has(stem) ? 1 : 0)));
  return {
    asked: spelled[0] ?? 0,
    askedWords: dice(asked.stems, best.marks.stems),
    askedBack: coverage([...best.marks.stems], asked.stems),
    closest: Math.max(...spelled),
    others: mean(spelled.slice(1)),
    othersWords: mean(rest.map(({ marks }) => dice(asked.stems, marks.stems))),
    othersWhole: mean(rest.map(({ marks }) => coverage(stems, marks.stems))),
    answered: coverage(stems, best.answer),
    agreed: mean(rest.map(({ answer }) => dice(best.answer, answer))),
    kin: mean(rest.map(({ marks }) => dice(best.marks.grams, marks.grams))),
    rarest: Math.min(1, ...stems.map(shareWith)),
    length: Math.min(1, stems.length / LONG),
  };
}

/** What the weights are about, by their names. What other documents say tells nothing of one: there may be few, each about something else. */
export function termsOf(evidence: Evidences, kind: PassageKind): Readonly<Record<string, number>> {
  const { asked, askedWords, askedBack, answered, length, others, agreed, rarest } = evidence;
  if (kind === 'document')
    return {
      ...{ bias: 1, asked, askedWords, askedBack, answered, length },
      askedTwice: asked * asked,
      answeredTwice: answered * answered,
      askedAndAnswered: asked * answered,
    };
  return {
    bias: 1,
    ...evidence,
    askedTwice: asked * asked,
    askedAndAgreed: asked * agreed,
    othersAndAgreed: others * agreed,
    askedAndRarest: asked * rarest,
    othersAndRarest: others * rarest,
  };
}

/** How likely the best hit answers the question, 0–1: of many drafts with 0.8, about eight in ten have the right one. */
export function confidenceOf(evidence: Evidences, kind: PassageKind): number {
  const weights = CONFIDENCE_WEIGHTS[kind];
  const sum = Object.entries(termsOf(evidence, kind)).reduce(
    (left, [name, value]) => left + value * (weights[name] ?? 0),
    0,
  );
  return 1 / (1 + Math.exp(-sum));
}

/** The hit a draft is made of, and the others of its kind: a document says other words than who asks, a past question much the same. */
export function kinOf(base: Hit, hits: readonly Hit[]): readonly Hit[] {
  const { kind } = base.passage;
  return [base, ...hits.filter((hit) => hit !== base && hit.passage.kind === kind)];
}

/** The same of any hit among others. */
export function sureOf(question: string, base: Hit, hits: readonly Hit[]): number {
  const evidence = weighEvidence(question, kinOf(base, hits));
  return evidence ? confidenceOf(evidence, base.passage.kind) : 0;
}

export function answerOf({ kind, text, answer }: Passage): string {
  return kind === 'document' ? text : (answer ?? '');
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length;
}
