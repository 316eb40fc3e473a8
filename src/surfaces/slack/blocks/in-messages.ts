import { pack } from './fit.ts';
import type { SlackMessage } from './slack-message.ts';
import { fallback, points, prose } from './words.ts';

/** Sentences under a heading, in as many messages as they take. */
export function inMessages(heading: string, lines: readonly string[]): readonly SlackMessage[] {
  const text = fallback([heading, ...lines]);
  return pack([...prose([`**${heading}**`]), ...points(lines)]).map((blocks) => ({ text, blocks }));
}
