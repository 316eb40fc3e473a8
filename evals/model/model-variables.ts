import { env } from 'node:process';

const NAMES = [
  'GEMINI_API_KEY',
  'OPENAI_API_KEY',
  'MODEL_VENDOR',
  'MODEL_NAME',
  'MODEL_BASE_URL',
  'MODEL_INPUT_PRICE',
  'MODEL_OUTPUT_PRICE',
  'MODEL_USD_A_DAY',
  'MODEL_DEADLINE_SECONDS',
] as const;

/** The model somebody sets up for a run, as their environment has it; nothing where there is no key. */
export function modelVariables(): NodeJS.ProcessEnv {
  if (!env.GEMINI_API_KEY && !env.OPENAI_API_KEY) return {};
  return Object.fromEntries(NAMES.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}

export const NO_MODEL = 'No model is set up: set GEMINI_API_KEY or OPENAI_API_KEY.';
