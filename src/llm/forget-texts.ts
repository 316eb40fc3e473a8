import type { StateStore } from '../core/state.ts';
import { ANSWERS_SPACE, LOG_SPACE, VECTORS_SPACE } from './create-language-model.ts';
import { KEPT_MS, type KeptCall } from './recorder.ts';

/** Asked with placeholders alone: nobody's words are in them. */
const WORDLESS: ReadonlySet<string> = new Set(['plan-question', 'write-sql', 'test']);

/**
 * Takes what customers wrote, redacted as it went out, from the log of calls and what was answered. Whose words are whose can't be told any
 * more, so that all of them go; that there were calls, when and what for, stays.
 */
export async function forgetTexts(state: StateStore): Promise<void> {
  const log = state.space<KeptCall>(LOG_SPACE);
  for (const { key, value } of await log.list())
    if (!WORDLESS.has(value.purpose))
      await log.update(key, (call) => call && { ...call, payload: { erased: true } }, {
        ttlMs: KEPT_MS,
      });
  for (const name of [ANSWERS_SPACE, VECTORS_SPACE]) {
    const answers = state.space<unknown>(name);
    for (const { key } of await answers.list())
      if (!WORDLESS.has(key.split(':')[0] ?? '')) await answers.delete(key);
  }
}
