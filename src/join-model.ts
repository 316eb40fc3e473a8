import { type AdhocAsker, createAdhocAsker } from './ask/adhoc/adhoc-asker.ts';
import { createSpeechAt } from './ask/model/known-speech.ts';
import { createModelReader, type ModelReader } from './ask/model/model-reader.ts';
import type { Role } from './core/access.ts';
import type { Clock } from './core/clock.ts';
import type { Logger } from './core/logger.ts';
import type { ModelConfig, ModelSecrets } from './core/model-config.ts';
import type { StateStore } from './core/state.ts';
import { createLanguageModel, type WatchedModel } from './llm/create-language-model.ts';
import type { ModelVendor } from './llm/language-model.ts';
import { loadPrompt } from './llm/prompts.ts';
import type { Reader } from './store/database.ts';

export type JoinedModel = {
  readonly watched: WatchedModel;
  readonly reader: ModelReader;
  /** null: it isn't to write SQL. */
  readonly adhoc: AdhocAsker | null;
};

/** The model that is set up, and what it does for reading. */
export async function joinModel(
  config: ModelConfig,
  { apiKey }: ModelSecrets,
  parts: {
    readonly db: Reader;
    readonly state: StateStore;
    readonly clock: Clock;
    readonly promptsFolder: string;
    readonly logger: Logger;
    /** Longest any question may run. */
    readonly deadlineMs?: number;
    /** The least role SQL is written for; absent: managers. */
    readonly adhocFor?: Role;
    /** In the place of the one that is set up. */
    readonly vendor?: ModelVendor;
  },
): Promise<JoinedModel> {
  const vendor = parts.vendor ?? (await openVendor({ ...config, apiKey }));
  const watched = createLanguageModel({ ...parts, ...config, vendor });
  const shared = {
    model: watched.model,
    speechAt: createSpeechAt(parts.db),
    deadlineMs: config.deadlineMs,
  };
  const [planning, writing] = await Promise.all(
    ['plan-question', 'write-sql'].map((name) => loadPrompts(parts.promptsFolder, name)),
  );
  if (!planning || !writing) throw new TypeError('both sets of prompts were loaded');
  const reader = createModelReader({ ...shared, prompts: planning });
  const adhoc = config.adhocSql
    ? createAdhocAsker({
        ...{ ...shared, prompts: writing, db: parts.db, logger: parts.logger },
        least: parts.adhocFor ?? 'manager',
        runMs: Math.min(parts.deadlineMs ?? MOST_RUN_MS, MOST_RUN_MS),
      })
    : null;
  return { watched, reader, adhoc };
}

/** Longest SQL written for a question may run; plans that are checked may take longer. */
const MOST_RUN_MS = 10_000;

/** What a model is told first, what it is asked, and what it is asked once more. */
async function loadPrompts(folder: string, name: string) {
  return {
    instructions: await loadPrompt(folder, name),
    asked: await loadPrompt(folder, `${name}-asked`),
    repair: await loadPrompt(folder, `${name}-repair`),
  };
}

/** The vendor's SDK is loaded only when there is one. */
export async function openVendor(settings: ModelConfig & ModelSecrets): Promise<ModelVendor> {
  return settings.vendor === 'gemini'
    ? (await import('./llm/gemini-vendor.ts')).createGeminiVendor(settings)
    : (await import('./llm/openai-vendor.ts')).createOpenAiVendor(settings);
}
