import type { App } from './app.ts';
import { createKnowledgeIndex } from './assist/knowledge/create-knowledge-index.ts';
import { createKnowledgeBase, type KnowledgeBase } from './assist/knowledge/knowledge-base.ts';
import { createLibrary } from './assist/knowledge/library/create-library.ts';
import { createDuckDbVectors } from './assist/knowledge/vectors/duckdb-vectors.ts';
import type { VectorStore } from './assist/knowledge/vectors/vector-store.ts';
import { createKnownNames } from './assist/redact/known-names.ts';
import { redact } from './assist/redact/redact.ts';
import { UpstreamError } from './core/errors.ts';

/** What replies are made from, joined with the model and where vectors are kept. */
export async function joinKnowledge(app: App): Promise<KnowledgeBase> {
  const { db, clock, logger, settings } = app;
  const model = app.model?.model ?? null;
  const vectors = app.model && (await openVectors(app, app.model.space));
  const knownNames = createKnownNames(db, settings.people);
  const embedding = model && vectors ? { db, model, vectors, knownNames } : null;
  return createKnowledgeBase({
    ...{ db, logger, embedding, precedence: app.precedence },
    index: createKnowledgeIndex({
      db,
      meaning: embedding && {
        ...embedding,
        redact: async (text, about) => redact(text, await knownNames(about)).text,
      },
    }),
    library: createLibrary({ db, clock }),
  });
}

/** Chroma’s client is loaded only when a server is set up. */
async function openVectors({ config, db }: App, space: string): Promise<VectorStore> {
  if (config.chromaUrl === null) return createDuckDbVectors(db, space);
  const { openChromaVectors } = await import('./assist/knowledge/vectors/chroma-vectors.ts');
  return openChromaVectors(config.chromaUrl, { db, space });
}

/** Erasing that reaches whatever else keeps vectors. */
export function erasingWith(
  erasing: App['erasing'],
  knowledge: Pick<KnowledgeBase, 'settle'>,
): App['erasing'] {
  return {
    ...erasing,
    async erase(email) {
      const report = await erasing.erase(email);
      await knowledge.settle().catch((cause: unknown) => {
        if (!(cause instanceof UpstreamError)) throw cause;
        throw new UpstreamError(
          `They are erased here, but not there: ${cause.message}. Erase them once more when it is back; a running service tries by itself.`,
          { cause },
        );
      });
      return report;
    },
  };
}
