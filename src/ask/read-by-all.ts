import { type AskContext, readContext } from './ask-context.ts';
import { readTurn } from './follow-up/read-turn.ts';
import type { ThreadMemory } from './follow-up/thread.ts';
import { withoutHiddenMarks } from './model/hidden-marks.ts';
import { asAsked, ofSelf, readAsSelf } from './permitted.ts';
import { parseQuestion } from './read/parse-question.ts';
import type { Reading } from './read/reading.ts';
import { readVerified } from './verified/read-verified.ts';

/** The reading alone: pure, given what the workspace knows. */
export function read(question: string, memory: ThreadMemory, context: AskContext): Reading {
  return readAsSelf(question, context, (spoken) => readTurn(spoken, memory, readContext(context)));
}

/** By what was verified, else by the rules; what they have no words for by the model, where there is one. */
export async function readByAll(
  question: string,
  memory: ThreadMemory,
  context: AskContext,
): Promise<Reading> {
  const verified = readVerified(question, memory, context.verified ?? [], readContext(context));
  if (verified) return verified;
  const reading = read(question, memory, context);
  const { modelReader, signal, person, aside } = context;
  if (reading.kind !== 'decline' || !reading.isUnread || !modelReader) return reading;
  const last = memory.plans.at(-1) ?? null;
  const about = last && 'period' in last ? last.period : null;
  const spoken = withoutHiddenMarks(asAsked(question, context));
  const parsed = parseQuestion(spoken, readContext(context), { about });
  const helped = await modelReader.read(parsed, last, {
    ...(signal && { signal }),
    ...(person !== undefined && { person }),
    ...(aside && { aside }),
  });
  if (helped.kind === 'read') return ofSelf(question, helped.reading, context);
  return helped.note === null ? reading : { ...reading, text: `${reading.text} ${helped.note}` };
}
