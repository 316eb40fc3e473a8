import { z } from 'zod';
import type { Suggestions, SuggestOptions } from '../../assist/suggest/suggestions.ts';
import { TONES } from '../../assist/suggest/write/templates.ts';

/** What commands about suggested replies need, whether they have the store open or a service has. */
export type SuggestionsAtHand = {
  readonly suggestions: Pick<Suggestions, 'suggest' | 'latest' | 'use' | 'reject'>;
  /** Milliseconds since the epoch. */
  now(): number;
};

const words = z.string();
const wish = z.object({ by: words, tone: z.enum(TONES).exactOptional(), isAnother: z.boolean() });
const taken = z.object({ by: words, text: words.exactOptional() });

/** What the command line asks of a service, each with what it asks it with. */
export const suggestionAsked = z.union([
  z.object({ ask: z.literal('suggest'), of: z.tuple([words, wish]) }),
  z.object({ ask: z.literal('latest'), of: z.tuple([words]) }),
  z.object({ ask: z.literal('use'), of: z.tuple([words, taken]) }),
  z.object({
    ask: z.literal('reject'),
    of: z.tuple([words, z.object({ by: words, reason: words })]),
  }),
]);
export type SuggestionAsked = z.infer<typeof suggestionAsked>;

/** The service's half: does what was asked for. */
export async function answerSuggestion(
  asked: SuggestionAsked,
  suggestions: SuggestionsAtHand['suggestions'],
  signal: AbortSignal,
): Promise<unknown> {
  switch (asked.ask) {
    case 'suggest': {
      const [ticket, options] = asked.of;
      return suggestions.suggest(ticket, { ...options, signal });
    }
    case 'latest':
      return suggestions.latest(...asked.of);
    case 'use':
      return suggestions.use(...asked.of);
    case 'reject':
      return suggestions.reject(...asked.of);
  }
}

/** The command line's half: suggestions that are asked over `ask`, which gives what the service answered. */
export function suggestionsOver(
  ask: (asked: SuggestionAsked, signal?: AbortSignal) => Promise<unknown>,
): SuggestionsAtHand['suggestions'] {
  // The casts hold: the service of the same version answers with what its own gave, which survives JSON.
  const over = <T>(asked: SuggestionAsked, signal?: AbortSignal): Promise<T> =>
    ask(asked, signal) as Promise<T>;
  return {
    suggest: (ticket, options) =>
      over({ ask: 'suggest', of: [ticket, wishOf(options)] }, options.signal),
    latest: (ticket) => over({ ask: 'latest', of: [ticket] }),
    use: (id, { by, text }) =>
      over({ ask: 'use', of: [id, { by, ...(text !== undefined && { text }) }] }),
    reject: (id, { by, reason }) => over({ ask: 'reject', of: [id, { by, reason }] }),
  };
}

const wishOf = ({ by, tone, isAnother = false }: SuggestOptions) => ({
  ...{ by, isAnother },
  ...(tone && { tone }),
});
