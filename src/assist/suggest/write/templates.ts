import { readdir } from 'node:fs/promises';
import { loadPrompt } from '../../../llm/prompts.ts';

/** `shorter` leaves small talk out, `warmer` has more of it. */
export const TONES = ['usual', 'warmer', 'shorter'] as const;
export type Tone = (typeof TONES)[number];

/** What a reply begins and ends with, in one language. */
export interface Templates {
  /** ISO 639-1. */
  readonly language: string;
  greeting(to: {
    readonly name: string | null;
    readonly emotion: string;
    readonly tone: Tone;
  }): string;
  /** One friendly sentence or two; empty where the tone is short. */
  opening(about: {
    readonly category: string | null;
    readonly emotion: string;
    readonly tone: Tone;
  }): string;
  closing(tone: Tone): string;
}

/** By language. */
export type TemplateBook = ReadonlyMap<string, Templates>;

const FILE = /^templates-([a-z]{2})\.md$/;
/** Filled here, and by none of them. */
const KEPT = { name: '{{name}}', about: '{{about}}' };

/** Reads prompts/templates-*.md. Throws ConfigError where one can't be read. */
export async function loadTemplates(promptsFolder: string): Promise<TemplateBook> {
  const languages = (await readdir(promptsFolder)).flatMap((file) => FILE.exec(file)?.[1] ?? []);
  return new Map(
    await Promise.all(
      languages.map(async (language) => {
        const prompt = await loadPrompt(promptsFolder, `templates-${language}`);
        return [language, createTemplates(language, readSections(prompt.fill(KEPT)))] as const;
      }),
    ),
  );
}

function createTemplates(language: string, sections: ReadonlyMap<string, string>): Templates {
  /** The closest there is. */
  const find = (...keys: readonly string[]): string =>
    keys.map((key) => sections.get(key)).find((text) => text !== undefined) ?? '';
  return {
    language,
    greeting({ name, emotion, tone }) {
      if (name === null) return find('greeting nameless');
      const text = find(
        `greeting ${tone} ${emotion}`,
        `greeting ${tone}`,
        `greeting ${emotion}`,
        'greeting',
      );
      return text.replace('{{name}}', () => name);
    },
    opening({ category, emotion, tone }) {
      if (tone === 'shorter') return '';
      const keys = [
        `opening ${tone} ${emotion}`,
        ...(tone === 'warmer' && emotion === 'neutral' ? ['opening warmer'] : []),
        `opening ${emotion}`,
        'opening neutral',
      ];
      const about = sections.get(`about ${category ?? ''}`);
      if (about !== undefined) return find(...keys).replace('{{about}}', () => about);
      const text = find(...keys.flatMap((key) => [`${key} plain`, key]));
      return text.replace('{{about}}', () => find('about'));
    },
    closing: (tone) => find(`closing ${tone}`, 'closing'),
  };
}

/** Texts by their headings. */
function readSections(text: string): ReadonlyMap<string, string> {
  return new Map(
    text
      .split(/^## /m)
      .slice(1)
      .map((section) => {
        const [key = '', ...lines] = section.split('\n');
        return [key.trim(), lines.join('\n').trim()] as const;
      }),
  );
}
