import type { QueryPlan } from '../../analytics/query-plan.ts';
import type { Inquiry } from './inquiry.ts';
import { rephrase } from './neighbours.ts';
import type { NoPlan } from './reading.ts';

const SOMEBODY = /^(?:he|she|him|his|her|hers)$/i;
const OWNS = /^(?:his|her|hers)$/i;
const MOST_CHOICES = 5;

/** "his tickets" where nobody was spoken of. null: it is known who is meant, or nobody is. */
export function whose(plan: QueryPlan, { sentence, context }: Inquiry): NoPlan | null {
  const mark = sentence.marks.find(({ kind, text }) => kind === 'filler' && SOMEBODY.test(text));
  if (!mark || plan.kind === 'about' || plan.where.some(({ field }) => PEOPLE.has(field)))
    return null;
  const agents = (context.facts.values.agent ?? []).slice(0, MOST_CHOICES);
  return {
    kind: 'clarify',
    text: `Who is “${mark.text}”?`,
    choices: agents.map(({ value }) => ({
      label: value,
      question: rephrase(sentence, mark.index, OWNS.test(mark.text) ? `${value}'s` : value),
    })),
  };
}

const PEOPLE: ReadonlySet<string> = new Set(['agent', 'customer']);
