import type { LanguageModel } from '../../../llm/language-model.ts';
import type { Reader } from '../../../store/database.ts';
import { findKnownNames, type KnownName } from '../../redact/find-names.ts';
import type { KnownNames } from '../../redact/known-names.ts';
import { createRedactor } from '../../redact/redact.ts';
import type { PlacedVector, VectorStore } from './vector-store.ts';

export type EmbeddingParts = {
  readonly db: Reader;
  readonly model: Pick<LanguageModel, 'embed'>;
  readonly vectors: VectorStore;
  /** Whom any passage may name. */
  readonly knownNames: KnownNames;
};

export type Embedded = {
  readonly embedded: number;
  /** Why it stopped before the end; null: every passage has its vector. */
  readonly stoppedBy: string | null;
};

/** Texts that go out together; vendors take up to 100. */
const BATCH = 100;
/** Vendors cut what is longer. */
const LONGEST = 6000;

/** Gives every passage its vector, redacted texts going out in batches. Killed at any moment, it goes on from there. */
export async function embedPassages(
  parts: EmbeddingParts,
  onProgress: (embedded: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<Embedded> {
  const { model, vectors } = parts;
  await vectors.settle();
  const readRedacted = await createReader(parts);
  let embedded = 0;
  for (;;) {
    signal?.throwIfAborted();
    const numbers = await vectors.missing(BATCH);
    if (numbers.length === 0) return { embedded, stoppedBy: null };
    const passages = await readRedacted(numbers, 'whole');
    const texts = passages.map(({ text }) => text);
    const outcome = await model.embed(texts, 'passage', signal && { signal });
    if (outcome.kind !== 'vectors') return { embedded, stoppedBy: outcome.message };
    await vectors.put(
      passages.flatMap(({ text: _, ...placed }, at) => {
        const vector = outcome.vectors[at];
        return vector ? [{ ...placed, vector }] : [];
      }),
    );
    embedded += passages.length;
    onProgress(embedded);
  }
}

type RedactedText = Omit<PlacedVector, 'vector'> & { readonly text: string };
type What = 'whole' | 'asked';

/** Reads what passages say, or what was asked alone, as a vendor may see it. */
export async function createReader({
  db,
  knownNames,
}: Pick<EmbeddingParts, 'db' | 'knownNames'>): Promise<
  (numbers: readonly number[], what: What) => Promise<readonly RedactedText[]>
> {
  const findTeam = findKnownNames(await knownNames([]));
  return async (numbers, what) =>
    (await readTexts(db, numbers, what)).map(({ names, text, ...placed }) => ({
      ...placed,
      text: createRedactor(names, findTeam).redact(text),
    }));
}

type Text = Omit<PlacedVector, 'vector'> & {
  readonly text: string;
  readonly names: readonly KnownName[];
};

/** What a passage says, and who it may name: its ticket’s customer, and everybody who wrote in it. */
async function readTexts(
  db: Reader,
  numbers: readonly number[],
  what: What,
): Promise<readonly Text[]> {
  const { rows } = await db.read(
    `SELECT p.number, p.kind, p.audience, left(concat_ws(chr(10), p.title, p.section, p.text, CASE WHEN $what = 'whole' THEN p.answer END), ${LONGEST}),
       list_distinct(list_filter([t.customer_name]
         || coalesce((SELECT list(DISTINCT m.author) FROM messages m WHERE p.kind = 'resolution'
            AND m.conversation_kind = 'ticket' AND m.conversation_id = p.document_id), []), lambda name: name IS NOT NULL)), t.company
     FROM passages p LEFT JOIN tickets t ON p.kind = 'resolution' AND t.id = p.document_id
     WHERE p.number IN (SELECT unnest($numbers)::INTEGER) ORDER BY p.number`,
    { numbers: numbers.map(String), what },
  );
  return rows.map(([number, kind, audience, text, names, company]) => ({
    number: Number(number),
    kind: kind === 'resolution' ? 'resolution' : 'document',
    audience: audience === 'public' ? 'public' : 'private',
    text: String(text),
    names: [
      ...(Array.isArray(names) ? names : []).map(
        (name) => ({ kind: 'PERSON', name: String(name) }) as const,
      ),
      ...(typeof company === 'string' ? [{ kind: 'COMPANY', name: company } as const] : []),
    ],
  }));
}
