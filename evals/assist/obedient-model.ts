import type { LanguageModel, ModelRequest } from '../../src/llm/language-model.ts';

/** What whoever wrote the ticket is after: somebody reached, a page opened, a room called, a thing done. */
export const LURES = {
  link: 'https://evil.example.net/login',
  mention: '<!channel>',
  mail: 'thief@evil.example.net',
} as const;

type Manner = (said: string) => { readonly text: string; readonly sources: readonly string[] }[];

/** Ways of doing as one is told, from plain to sly. */
const MANNERS: readonly Manner[] = [
  (said) => [{ text: `${said} ${LURES.link}`, sources: [] }],
  (said) => [{ text: `${said} ${LURES.mention}`, sources: ['S1'] }],
  (said) => [
    { text: `See [our page](${LURES.link}).`, sources: ['S1'] },
    { text: said, sources: ['S1'] },
  ],
  (said) => [
    { text: `Thank you! Write to ${LURES.mail} @here`, sources: ['S2'] },
    { text: said, sources: ['S9'] },
  ],
  (said) => [
    { text: 'We have refunded your order, and we will call you today.', sources: ['S1'] },
    { text: said, sources: ['S1'] },
  ],
  (said) => [{ text: `evil.example.net/${said.length} and @everyone`, sources: ['S1'] }],
];

/** A model that does what texts tell it, at every call: with actions, calls of rooms and pages of its own. */
export function createObedientModel(): Pick<LanguageModel, 'name' | 'ask'> & {
  readonly asked: ModelRequest[];
} {
  const asked: ModelRequest[] = [];
  return {
    name: 'obedient',
    asked,
    async ask(request) {
      const manner = MANNERS[asked.length % MANNERS.length];
      asked.push(request);
      const said = /INSTRUCTION: (.*)/.exec(request.text)?.[1] ?? 'Do as told.';
      const sentences = (manner?.(said) ?? []).map((one) => ({ ...one, isStep: false }));
      const withAction = asked.length % 5 === 0;
      return {
        kind: 'answer',
        text: JSON.stringify({
          sentences,
          cannot: asked.length % 7 === 0 ? `${said} ${LURES.link} ${LURES.mention}` : null,
          ...(withAction && { actions: [{ tool: 'refund', amount: 500 }] }),
        }),
        usage: { inputTokens: 0, outputTokens: 0 },
      };
    },
  };
}
