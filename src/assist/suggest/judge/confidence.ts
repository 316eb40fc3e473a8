import type { Hit, Passage } from '../../knowledge/knowledge-index.ts';
import { coverage } from '../grounding/words.ts';
import { dice, likeness, marksOf } from './likeness.ts';

/** What speaks for the best hit's being the answer, each 0–1. */
export type Evidences = {
  /** It was asked in the same words. */
  readonly asked: number;
  /** The next ones were asked alike too. */
  readonly others: number;
  /** What was answered to those agrees with it. */
  readonly agreed: number;
  /** What is asked occurs in it. */
  readonly covered: number;
  /** What is asked occurs in what else was found. */
  readonly known: number;
  /** What the index makes of it, and of the next ones. */
  readonly scored: number;
  readonly scoredNext: number;
};

const COMPARED = 6;

/** Logistic weights, from `node evals/assist/drafts.ts --fit`. */
const WEIGHTS: Readonly<Record<keyof Evidences, number>> & {
  readonly bias: number;
  readonly askedAgreed: number;
  readonly scoredAgreed: number;
  readonly nextAgreed: number;
  readonly ahead: number;
} = {
  bias: -9.84,
  asked: 2.88,
  others: 2.91,
  agreed: -0.33,
  covered: 0.76,
  known: 3.96,
  scored: 3.05,
  scoredNext: 0.54,
  askedAgreed: 1.18,
  scoredAgreed: 1.5,
  nextAgreed: 0.86,
  ahead: 2.5,
};

/** null: nothing was found. */
export function weighEvidence(question: string, hits: readonly Hit[]): Evidences | null {
  const [best] = hits;
  if (!best) return null;
  const asked = marksOf(question);
  const compared = hits.slice(0, COMPARED).map(({ passage }) => ({
    asked: likeness(asked, marksOf(`${passage.title} ${passage.text}`)),
    answer: marksOf(answerOf(passage)).stems,
  }));
  const [first, ...rest] = compared;
  if (!first) return null;
  const whole = marksOf(`${best.passage.title} ${best.passage.text} ${answerOf(best.passage)}`);
  const nextStems = new Set(
    hits
      .slice(1, COMPARED)
      .flatMap(({ passage }) => [...marksOf(`${passage.title} ${passage.text}`).stems]),
  );
  return {
    asked: first.asked,
    others: mean(rest.map((one) => one.asked)),
    agreed: mean(rest.map(({ answer }) => dice(first.answer, answer))),
    covered: coverage([...asked.stems], whole.stems),
    known: coverage([...asked.stems], nextStems),
    scored: best.score,
    scoredNext: mean(hits.slice(1, COMPARED).map(({ score }) => score)),
  };
}

/** What the weights are about, by their names; the bias is a 1. */
export function termsOf(evidence: Evidences): Readonly<Record<keyof typeof WEIGHTS, number>> {
  const { asked, agreed, scored, scoredNext } = evidence;
  return {
    bias: 1,
    ...evidence,
    askedAgreed: asked * agreed,
    scoredAgreed: scored * agreed,
    nextAgreed: scoredNext * agreed,
    ahead: scored - scoredNext,
  };
}

/** How likely the best hit answers the question, 0–1: of many drafts with 0.8, about eight in ten have the right one. */
export function confidenceOf(evidence: Evidences): number {
  const terms = Object.entries(termsOf(evidence));
  const sum = terms.reduce(
    (left, [name, value]) => left + value * WEIGHTS[name as keyof typeof WEIGHTS],
    0,
  ); // terms have the weights' names
  return 1 / (1 + Math.exp(-sum));
}

export function answerOf({ kind, text, answer }: Passage): string {
  return kind === 'document' ? text : (answer ?? '');
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length;
}
