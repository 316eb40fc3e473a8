import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { draftSchema } from '../../src/ask/model/draft.ts';
import type { ModelRequest, ModelVendor } from '../../src/llm/language-model.ts';

const lineSchema = z.strictObject({
  /** As somebody typed it: our rules have no words for it. */
  question: z.string(),
  /** The same in words our rules read. */
  means: z.string(),
  /** As a model sees it. */
  masked: z.string(),
  /** What a model that answers perfectly drafts of it. */
  draft: draftSchema,
});
export type DraftLine = z.infer<typeof lineSchema>;

/** Questions on the demo database, Friday 20 November 2026 in Halifax. */
export function readDrafts(): readonly DraftLine[] {
  return readFileSync(join(import.meta.dirname, 'drafts.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => lineSchema.parse(JSON.parse(line)));
}

/** A model that says what is written down for a question, and nothing of any other. `asked`: what it was asked. */
export function replaying(lines: readonly DraftLine[]): ModelVendor & { readonly asked: string[] } {
  const drafts = new Map(lines.map(({ masked, draft }) => [masked, JSON.stringify(draft)]));
  const asked: string[] = [];
  return {
    asked,
    vendor: 'gemini',
    name: 'replay',
    embedder: 'none',
    async ask({ text }: ModelRequest) {
      const masked = questionIn(text);
      asked.push(masked);
      const draft = drafts.get(masked);
      return draft === undefined
        ? { kind: 'cut', usage: NOTHING }
        : { kind: 'answer', text: draft, usage: NOTHING };
    },
    stream: async () => ({ kind: 'cut', usage: NOTHING }),
    embed: async () => ({ vectors: [], usage: null }),
  };
}

const NOTHING = { inputTokens: 0, outputTokens: 0 };

/** The question in what is sent, see prompts/plan-question-asked.md. */
function questionIn(text: string): string {
  return /^Question: (.*)$/m.exec(text)?.[1] ?? '';
}
