import type { Parsed } from '../read/parse-question.ts';
import type { ThreadMemory } from './thread.ts';

/** A question in a thread: taken apart, with what was answered before it. */
export type Turn = Parsed & { readonly memory: ThreadMemory };
