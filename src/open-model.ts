import { systemClock } from './core/clock.ts';
import type { ModelConfig, ModelSecrets } from './core/model-config.ts';
import { openVendor } from './join-model.ts';
import { createLanguageModel } from './llm/create-language-model.ts';
import { loadPrompt } from './llm/prompts.ts';
import { tryModel } from './llm/try-model.ts';
import { openStateStore } from './store/state.ts';
import type { ModelCheck, OpenModel } from './surfaces/cli/parts.ts';

/** The model as the command line looks at it, without the store. */
export async function openModel(
  config: ModelConfig,
  secrets: ModelSecrets,
  { stateUrl, promptsFolder }: { readonly stateUrl: string; readonly promptsFolder: string },
): Promise<OpenModel> {
  const state = await openStateStore(stateUrl);
  const vendor = await openVendor({ ...config, ...secrets });
  const { model, recorder, budget } = createLanguageModel({
    ...{ ...config, vendor, state },
    clock: systemClock,
  });
  return {
    setUp: config,
    today: () => budget.today(),
    sent: (count) => recorder.latest(count),
    async test(signal) {
      const prompt = await loadPrompt(promptsFolder, 'test-model');
      const tried = await tryModel(model, prompt, systemClock, signal);
      return tried.kind === 'works'
        ? { isWorking: true, tookMs: tried.tookMs }
        : faultOf(tried.outcome, config);
    },
    [Symbol.asyncDispose]: () => state[Symbol.asyncDispose](),
  };
}

type Fault = Extract<Awaited<ReturnType<typeof tryModel>>, { kind: 'fault' }>['outcome'];

function faultOf(outcome: Fault, config: ModelConfig): ModelCheck {
  const key = config.vendor === 'gemini' ? 'GEMINI_API_KEY' : 'OPENAI_API_KEY';
  if (outcome === null)
    return fault(
      'It answered, but not in the form it was asked for.',
      'Choose another MODEL_NAME.',
    );
  switch (outcome.kind) {
    case 'blocked':
      return fault('It answered, but held its answer back.', 'Choose another MODEL_NAME.');
    case 'cut':
      return fault('It answered, but at too great a length.', 'Choose another MODEL_NAME.');
    case 'unavailable':
      return fault(outcome.message, remedyOf(outcome, key));
  }
}

const fault = (says: string, remedy: string): ModelCheck => ({ isWorking: false, says, remedy });

function remedyOf({ why, status }: Extract<Fault, { kind: 'unavailable' }>, key: string): string {
  if (why === 'budget')
    return 'Wait for tomorrow (UTC), or raise MODEL_CALLS_A_DAY or MODEL_USD_A_DAY.';
  if (why === 'slow') return 'Try again; if it stays slow, raise MODEL_DEADLINE_SECONDS.';
  switch (status) {
    case 400:
    case 401:
    case 403:
      return `The key isn’t accepted, or may not use this model: look at ${key}.`;
    case 404:
      return 'There is no such model there: look at MODEL_NAME and MODEL_BASE_URL.';
    case 429:
      return 'The vendor’s own limits are used up: wait, or look at the plan you have with them.';
    default:
      return 'Look whether this machine reaches the vendor (MODEL_BASE_URL), and try again.';
  }
}
