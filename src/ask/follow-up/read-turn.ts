import { hasField } from '../read/by.ts';
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
  const daysRecur = speaksOfDays(memory);
  return readHeedingNames(parseQuestion(question, context, { about, daysRecur }), (parsed) =>
    readInThread(parsed, memory),
  );
}

/** After "tickets by weekday", "only Monday" is no single day. */
function speaksOfDays({ plans }: ThreadMemory): boolean {
  const last = plans.at(-1);
  if (!last || last.kind === 'about') return false;
  const isBrokenDown = last.kind === 'figures' && hasField(last.by, 'weekday');
  return isBrokenDown || last.where.some(({ field }) => field === 'weekday');
}
