import type { ReadContext } from '../read/context.ts';
import { parseQuestion } from '../read/parse-question.ts';
import { tokenise } from '../read/tokens.ts';
import { redate } from '../verified/redate.ts';
import type { VerifiedQuestion } from '../verified/verified-book.ts';
import { withoutHiddenMarks } from './hidden-marks.ts';
import { maskPlan } from './mask-plan.ts';
import { maskQuestion } from './mask-question.ts';
import { Placeholders } from './placeholders.ts';
import type { Speech } from './speech.ts';

const MOST_EXAMPLES = 3;
/** How much of two questions' words has to be common for one to show how the other might be read. */
const LEAST_ALIKE = 0.2;

/**
 * The few verified questions that are nearest by their words, each with the draft of its plan, as a model may see them:
 * masked like the question itself, their placeholders standing for nothing. One JSON line each; "none" without any.
 */
export function verifiedExamples(
  question: string,
  verified: readonly VerifiedQuestion[],
  context: ReadContext,
  speech: Speech,
): string {
  const words = stemsOf(question);
  const lines = verified
    .map((one) => ({ one, alike: overlap(words, stemsOf(one.question)) }))
    .filter(({ alike }) => alike >= LEAST_ALIKE)
    .toSorted((a, b) => b.alike - a.alike)
    .slice(0, MOST_EXAMPLES)
    .flatMap(({ one }) => exampleOf(one, context, speech) ?? []);
  return lines.length > 0 ? lines.join('\n') : 'none';
}

function exampleOf(
  { question, plan }: VerifiedQuestion,
  context: ReadContext,
  speech: Speech,
): string | null {
  const today = redate(plan, context);
  // Of their own: a name of an example is none of the question's.
  const placeholders = new Placeholders();
  const parsed = parseQuestion(withoutHiddenMarks(question), context);
  const masked = maskQuestion(parsed, placeholders, speech);
  const draft = today && maskPlan(today, placeholders, context);
  return draft && JSON.stringify({ question: masked, draft });
}

const stemsOf = (question: string): ReadonlySet<string> =>
  new Set(tokenise(question).map(({ stem }) => stem));

/** Words in common, of all the words of both. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = [...one].filter((word) => other.has(word)).length;
  return common === 0 ? 0 : common / (one.size + other.size - common);
}
