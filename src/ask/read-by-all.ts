import { type AskContext, readContext } from './ask-context.ts';
import { readTurn } from './follow-up/read-turn.ts';
import type { ThreadMemory } from './follow-up/thread.ts';
import { withoutHiddenMarks } from './model/hidden-marks.ts';
import { asAsked, ofSelf, readAsSelf } from './permitted.ts';
import { type Parsed, parseQuestion } from './read/parse-question.ts';
import type { NoPlan, Reading } from './read/reading.ts';
import { readVerified } from './verified/read-verified.ts';

/** The reading alone: pure, given what the workspace knows. */
export function read(question: string, memory: ThreadMemory, context: AskContext): Reading {
  return readAsSelf(question, context, (spoken) => readTurn(spoken, memory, readContext(context)));
}

/**
 * By what was verified, else by the rules; what they have no words for by the model, where there is one.
 * What comes back as beyond plans is so by the rules and by the model.
 */
export async function readByAll(
  question: string,
  memory: ThreadMemory,
  context: AskContext,
): Promise<Reading> {
  const { modelReader, signal, person, aside, verified = [] } = context;
  const kept = readVerified(question, memory, verified, readContext(context));
  if (kept) return kept;
  const reading = read(question, memory, context);
  if (reading.kind !== 'decline') return reading;
  const { isBeyondPlans = false, ...declined } = reading;
  const isHelpNeeded = reading.isUnread || (isBeyondPlans && context.adhoc);
  if (!isHelpNeeded || !modelReader) return declined;
  const options = {
    verified,
    ...(signal && { signal }),
    ...(person !== undefined && { person }),
    ...(aside && { aside }),
  };
  const last = memory.plans.at(-1) ?? null;
  const helped = await modelReader.read(asSpoken(question, memory, context), last, options);
  if (helped.kind === 'beyond') return { ...declined, isBeyondPlans: true };
  if (isBeyondPlans) return declined; // the rules have understood it, and know that no plan says it
  if (helped.kind === 'unhelped') return withNote(declined, helped.note);
  return passesOver(helped.reading, declined.unknown)
    ? declined
    : ofSelf(question, helped.reading, context);
}

/** A question as a model is told of it, before anything in it is masked. */
export function asSpoken(question: string, { plans }: ThreadMemory, context: AskContext): Parsed {
  const last = plans.at(-1);
  const about = last && 'period' in last ? last.period : null;
  return parseQuestion(withoutHiddenMarks(asAsked(question, context)), readContext(context), {
    about,
  });
}

/** Whether a reading makes nothing of a name that was asked about: it would answer for everybody, or say less than we do. */
function passesOver(reading: Reading, name: string | undefined): boolean {
  if (name === undefined || reading.kind === 'clarify') return false;
  if (reading.kind === 'decline') return true;
  const { plan } = reading;
  const terms = plan.kind === 'search' ? plan.terms : [];
  const values = 'where' in plan ? plan.where.flatMap((condition) => condition.values) : [];
  const wanted = name.toLowerCase();
  return ![...terms, ...values].some((one) => String(one).toLowerCase().includes(wanted));
}

type Declined = Extract<NoPlan, { kind: 'decline' }>;

/** What is said of the model beside the rules' own decline. */
export const withNote = (declined: Declined, note: string | null): Declined =>
  note === null ? declined : { ...declined, text: `${declined.text} ${note}` };
