import { z } from 'zod';
import type { KnowledgeBase } from '../../assist/knowledge/knowledge-base.ts';
import type { KnowledgeIndex } from '../../assist/knowledge/knowledge-index.ts';
import type { AddOptions, Library } from '../../assist/knowledge/library/library.ts';

/** What commands about the knowledge base need, whether they have the store open or a service has. */
export type KnowledgeAtHand = {
  readonly library: Library;
  readonly index: Pick<KnowledgeIndex, 'search'>;
  readonly refresh: KnowledgeBase['refresh'];
  readonly settle: KnowledgeBase['settle'];
  /** Milliseconds since the epoch. */
  now(): number;
};

const words = z.string();
const audience = z.enum(['public', 'private']);
const options = z.object({ by: words, audience: audience.exactOptional() });
const file = z.object({ source: words, base64: words, changedAt: words.nullable() });
const query = z.object({ query: words, audience, limit: z.number().exactOptional() });

/** What the command line asks of a service, each with what it asks it with. */
export const knowledgeAsked = z.union([
  z.object({ ask: z.literal('add'), of: z.tuple([file, options]) }),
  z.object({ ask: z.literal('addPage'), of: z.tuple([words, options]) }),
  z.object({ ask: z.literal('holdings') }),
  z.object({ ask: z.literal('remove'), of: z.tuple([words]) }),
  z.object({ ask: z.literal('keepOnly'), of: z.tuple([words, z.array(words)]) }),
  z.object({ ask: z.literal('search'), of: z.tuple([query]) }),
  z.object({ ask: z.literal('refresh') }),
  z.object({ ask: z.literal('settle') }),
]);
export type KnowledgeAsked = z.infer<typeof knowledgeAsked>;

/** The service's half: does what was asked for. */
export async function answerKnowledge(
  asked: KnowledgeAsked,
  { library, index, refresh, settle }: Omit<KnowledgeAtHand, 'now'>,
): Promise<unknown> {
  switch (asked.ask) {
    case 'add': {
      const [{ source, base64, changedAt }, how] = asked.of;
      return library.add({ source, changedAt, bytes: Buffer.from(base64, 'base64') }, how);
    }
    case 'addPage':
      return library.addPage(...asked.of);
    case 'holdings':
      return library.holdings();
    case 'remove':
      return library.remove(...asked.of);
    case 'keepOnly':
      return library.keepOnly(...asked.of);
    case 'search':
      return index.search(...asked.of);
    case 'refresh':
      return refresh();
    case 'settle':
      return settle();
  }
}

/** The command line's half: a knowledge base that is asked over `ask`, which gives what the service answered. */
export function knowledgeOver(
  ask: (asked: KnowledgeAsked) => Promise<unknown>,
): Omit<KnowledgeAtHand, 'now'> {
  // The casts hold: the service of the same version answers with what its own gave, which survives JSON.
  const over = <T>(asked: KnowledgeAsked): Promise<T> => ask(asked) as Promise<T>;
  return {
    library: {
      add({ source, bytes, changedAt }, how) {
        const base64 = Buffer.from(bytes).toString('base64');
        return over({ ask: 'add', of: [{ source, base64, changedAt }, optionsOf(how)] });
      },
      addPage: (address, how) => over({ ask: 'addPage', of: [address, optionsOf(how)] }),
      holdings: () => over({ ask: 'holdings' }),
      remove: (document) => over({ ask: 'remove', of: [document] }),
      keepOnly: (folder, sources) => over({ ask: 'keepOnly', of: [folder, [...sources]] }),
    },
    index: {
      search: ({ query: text, audience: whose, limit }) =>
        over({
          ask: 'search',
          of: [{ query: text, audience: whose, ...(limit !== undefined && { limit }) }],
        }),
    },
    refresh: () => over({ ask: 'refresh' }),
    async settle() {
      await over({ ask: 'settle' });
    },
  };
}

const optionsOf = ({ by, audience: whose }: AddOptions) => ({
  by,
  ...(whose !== undefined && { audience: whose }),
});
