import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../core/errors.ts';

/** A prompt's file, read: `{{slots}}` to be filled, all of them and no others. */
export type Prompt = {
  /** `plan-question@3`, for the log and as part of cache keys. */
  readonly label: string;
  fill(slots: Readonly<Record<string, string>>): string;
};

const HEAD = /^---\nversion: (\d+)\n---\n+/;
const SLOT = /\{\{(\w+)\}\}/g;

/** Reads prompts/NAME.md, which begins with its version between `---` lines. Throws ConfigError where it doesn't. */
export async function loadPrompt(folder: string, name: string): Promise<Prompt> {
  const path = join(folder, `${name}.md`);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new ConfigError([`prompts/${name}.md can’t be read`], { cause });
  });
  const [head, version] = HEAD.exec(text) ?? [];
  if (head === undefined)
    throw new ConfigError([
      `prompts/${name}.md: begins with its version, as in "---\\nversion: 1\\n---"`,
    ]);
  const body = text.slice(head.length).trim();
  const wanted = new Set([...body.matchAll(SLOT)].map(([, slot]) => slot ?? ''));
  return {
    label: `${name}@${version}`,
    fill(slots) {
      const given = new Set(Object.keys(slots));
      if (wanted.size !== given.size || [...wanted].some((slot) => !given.has(slot)))
        throw new TypeError(`prompts/${name}.md has the slots ${[...wanted]}, not ${[...given]}`);
      // In one pass: what fills a slot isn't looked through for slots.
      return body.replaceAll(SLOT, (_whole, slot: string) => slots[slot] ?? '');
    },
  };
}
