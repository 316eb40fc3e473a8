import { readTurn } from '../../../src/ask/follow-up/read-turn.ts';
import { NOTHING_YET, remember, type ThreadMemory } from '../../../src/ask/follow-up/thread.ts';
import type { NoPlan, Reading } from '../../../src/ask/read/reading.ts';
import type { Reply } from '../../../src/core/answer.ts';
import { desk, NOW } from '../read/desk.ts';

/** What answers showed: groups by their key, conversations by their columns. */
const GROUPS: ThreadMemory['keys'] = [['Nova Lee'], ['Girly Santos'], [null]];
const ROWS: ThreadMemory['keys'] = [
  ['4312', 'Card refused'],
  ['4313', 'Late parcel'],
];

/** As the desk keeps it. */
function replyTo(reading: NoPlan): Reply {
  const asOf = new Date(NOW).toISOString();
  return reading.kind === 'clarify'
    ? { kind: 'clarify', headline: reading.text, choices: reading.choices, asOf }
    : { kind: 'decline', headline: reading.text, followUps: [], asOf };
}

/** Reads the last of a thread's questions, those before it answered. */
export function thread(questions: readonly string[]): Reading {
  let memory = NOTHING_YET;
  let reading: Reading | undefined;
  for (const question of questions) {
    reading = readTurn(question, memory, desk);
    if (reading.kind !== 'plan') {
      memory = remember(memory, {
        plan: null,
        keys: [],
        undid: false,
        question,
        reply: replyTo(reading),
      });
      continue;
    }
    memory = remember(memory, {
      plan: reading.plan,
      keys: reading.plan.kind === 'figures' ? GROUPS : ROWS,
      undid: reading.undid === true,
    });
  }
  if (!reading) throw new Error('a thread begins with a question');
  return reading;
}
