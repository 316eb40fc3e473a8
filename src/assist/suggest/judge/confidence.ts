import type { Hit, Passage } from '../../knowledge/knowledge-index.ts';
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

/** What the weights are about, by their names. */
export function termsOf(evidence: Evidences): Readonly<Record<string, number>> {
  const { asked, others, agreed, rarest } = evidence;
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
export function confidenceOf(evidence: Evidences): number {
  const sum = Object.entries(termsOf(evidence)).reduce(
    (left, [name, value]) => left + value * (CONFIDENCE_WEIGHTS[name] ?? 0),
    0,
  );
  return 1 / (1 + Math.exp(-sum));
}

export function answerOf({ kind, text, answer }: Passage): string {
  return kind === 'document' ? text : (answer ?? '');
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length;
}
