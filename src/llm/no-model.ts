import type { LanguageModel } from './language-model.ts';

const NONE = {
  kind: 'unavailable',
  why: 'none',
  message: 'no model is set up',
} as const;

/** What stands in where there is no key: it never has an answer, and nothing leaves. */
export const noModel: LanguageModel = {
  vendor: 'none',
  name: 'none',
  ask: async () => NONE,
  stream: async () => NONE,
  embed: async () => NONE,
};
