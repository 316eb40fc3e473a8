import type { ReadContext } from '../read/context.ts';
import { readHeedingNames } from '../read/heed-names.ts';
import { parseQuestion } from '../read/parse-question.ts';
import type { Reading } from '../read/reading.ts';
import { readInThread } from './follow-up.ts';
import type { ThreadMemory } from './thread.ts';

/** Reads what was said next in a thread, or first. */
export function readTurn(question: string, memory: ThreadMemory, context: ReadContext): Reading {
  const last = memory.plans.at(-1);
  const about = last && 'period' in last ? last.period : null;
  return readHeedingNames(parseQuestion(question, context, { about }), (parsed) =>
    readInThread(parsed, memory),
  );
}
