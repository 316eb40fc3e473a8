import { createModelReader, type ModelReader } from './ask/model/model-reader.ts';
import type { Clock } from './core/clock.ts';
import type { Logger } from './core/logger.ts';
import type { ModelConfig, ModelSecrets } from './core/model-config.ts';
import { createLanguageModel, type WatchedModel } from './llm/create-language-model.ts';
import type { ModelVendor } from './llm/language-model.ts';
import { loadPrompt } from './llm/prompts.ts';
import type { Reader } from './store/database.ts';
import type { StateStore } from './store/state.ts';

export type JoinedModel = { readonly watched: WatchedModel; readonly reader: ModelReader };

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
    /** In the place of the one that is set up. */
    readonly vendor?: ModelVendor;
  },
): Promise<JoinedModel> {
  const vendor = parts.vendor ?? (await openVendor({ ...config, apiKey }));
  const watched = createLanguageModel({ ...parts, ...config, vendor });
  const [instructions, asked, repair] = await Promise.all(
    (['plan-question', 'plan-question-asked', 'plan-question-repair'] as const).map((name) =>
      loadPrompt(parts.promptsFolder, name),
    ),
  );
  if (!instructions || !asked || !repair) throw new TypeError('three prompts were loaded');
  const reader = createModelReader({
    model: watched.model,
    prompts: { instructions, asked, repair },
    db: parts.db,
    deadlineMs: config.deadlineMs,
  });
  return { watched, reader };
}

/** The vendor's SDK is loaded only when there is one. */
export async function openVendor(settings: ModelConfig & ModelSecrets): Promise<ModelVendor> {
  return settings.vendor === 'gemini'
    ? (await import('./llm/gemini-vendor.ts')).createGeminiVendor(settings)
    : (await import('./llm/openai-vendor.ts')).createOpenAiVendor(settings);
}
