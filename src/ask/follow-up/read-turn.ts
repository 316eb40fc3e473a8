import type { ReadContext } from '../read/context.ts';
import { readHeedingNames } from '../read/heed-names.ts';
import { parseQuestion } from '../read/parse-question.ts';
import type { Reading } from '../read/reading.ts';
import { completeQuestion } from './complete-question.ts';
import { readInThread } from './follow-up.ts';
import type { ThreadMemory } from './thread.ts';

/** Reads what was said next in a thread, or first. After a question back, it may be the answer to that. */
export function readTurn(
  question: string,
  { pending, ...memory }: ThreadMemory,
  context: ReadContext,
): Reading {
  const last = memory.plans.at(-1);
  const about = last && 'period' in last ? last.period : null;
  const completed = pending && completeQuestion(question, pending, context, about);
  if (completed) {
    const reading = readTurn(completed.question, memory, context);
    if (reading.kind === 'clarify') return reading;
    if (reading.kind === 'plan') return { ...reading, kept: [...reading.kept, ...completed.kept] };
  }
  return readHeedingNames(parseQuestion(question, context, { about }), (parsed) =>
    readInThread(parsed, memory),
  );
}
