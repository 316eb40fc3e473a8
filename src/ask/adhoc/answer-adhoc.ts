import type { Answer } from '../../core/answer.ts';
import { type AskContext, type Asked, openly } from '../ask-context.ts';
import type { ThreadMemory } from '../follow-up/thread.ts';
import { nearest } from '../offers.ts';
import type { Denial } from '../permit.ts';
import { asSpoken } from '../read-by-all.ts';
import type { AdhocAsker } from './adhoc-asker.ts';
import { composeAdhoc } from './compose-adhoc.ts';
import type { Written } from './write-sql.ts';

export type AdhocAsked =
  | { readonly kind: 'answered'; readonly asked: Asked }
  | { readonly kind: 'denied'; readonly denial: Denial }
  /** `note`: what to say of it beside the rules' own decline, if anything. */
  | { readonly kind: 'unanswered'; readonly note: string | null };

/** Has SQL written for a question that neither the rules nor the model found a plan for, where whoever is told may. */
export async function answerAdhoc(
  question: string,
  memory: ThreadMemory,
  {
    adhoc,
    context,
    startedAt,
  }: {
    readonly adhoc: AdhocAsker;
    readonly context: AskContext;
    readonly startedAt: number;
  },
): Promise<AdhocAsked> {
  const { permit, signal, person, aside } = context;
  if (permit && !permit.reaches(adhoc.least))
    return { kind: 'denied', denial: permit.deny('adhoc') };
  const parsed = asSpoken(question, memory, context);
  const written = await adhoc.ask(parsed, memory.plans.at(-1) ?? null, {
    startedAt,
    ...(signal && { signal }),
    ...(person !== undefined && { person }),
    ...(aside && { aside }),
  });
  if (written.kind !== 'answered') return { kind: 'unanswered', note: NOTES[written.kind] };
  const followUps = nearest(question, context).map((one) => ({ label: one, question: one }));
  const composed = composeAdhoc(written, openly(context), parsed.context);
  return { kind: 'answered', asked: askedAs({ ...composed, followUps }) };
}

const NOTES: Readonly<Record<Exclude<Written['kind'], 'answered'>, string | null>> = {
  cannot: null,
  nothing: 'SQL written for it couldn’t be run.',
  heavy: 'SQL written for it took more time or memory than it may, and was stopped.',
  unavailable: 'SQL could be written for it, but the language model isn’t answering.',
};

/** It has no plan: nothing that follows can be an edit of it. */
const askedAs = (reply: Answer): Asked => ({
  reply,
  plan: null,
  keys: [],
  undid: false,
  isAdhoc: true,
  isPrivate: false,
  denied: null,
});
