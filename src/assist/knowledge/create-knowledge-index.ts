import { UpstreamError } from '../../core/errors.ts';
import type { LanguageModel } from '../../llm/language-model.ts';
import type { Database } from '../../store/database.ts';
import { fuse } from './fuse.ts';
import type {
  Hit,
  KnowledgeIndex,
  KnowledgeQuery,
  Passage,
  PassageKind,
} from './knowledge-index.ts';
import { type LexicalScores, type Scored, scoreSegments } from './lexical/score-segments.ts';
import { markOf } from './lexical/segment.ts';
import { createSegmentCache } from './lexical/segment-book.ts';
import { putPassages, readPassages, removePassages } from './passage-rows.ts';
import { readMeaningCounts } from './vectors/meaning-counts.ts';
import type { Likenesses, VectorStore } from './vectors/vector-store.ts';

export type IndexParts = {
  readonly db: Database;
  /** Null: nothing is found by its meaning. */
  readonly meaning: {
    readonly model: Pick<LanguageModel, 'embed'>;
    /** Vectors of the model’s space. */
    readonly vectors: VectorStore;
    /** Takes out of a text what a vendor must not see; `about`: the tickets it is from. */
    readonly redact: (text: string, about: readonly string[]) => string | Promise<string>;
  } | null;
};

const KINDS: readonly PassageKind[] = ['document', 'resolution'];
const USUAL_LIMIT = 10;
const MOST = 100;
/** Passages that are looked at by all parts, for each one that is wanted; at least some. */
const WIDER = 4;
const LEAST_WIDE = 40;
/** Words and spelling have their answer meanwhile. */
const EMBEDDING_TAKES_MS = 1500;
const LONGEST_QUERY = 8000;

/** The index in the store: words and spelling in segments of its own, and meaning where there is a model. */
export function createKnowledgeIndex({ db, meaning }: IndexParts): KnowledgeIndex {
  const segments = createSegmentCache();

  const askMeaning = async (
    text: string,
    query: Required<Pick<KnowledgeQuery, 'audience' | 'kinds'>> & {
      limit: number;
      about: readonly string[];
      signal?: AbortSignal;
    },
  ): Promise<Meant> => {
    if (!meaning) return NOT_ASKED;
    const { signal } = query;
    const redacted = await meaning.redact(text, query.about);
    const embedded = await meaning.model.embed([redacted], 'query', {
      withinMs: EMBEDDING_TAKES_MS,
      ...(signal && { signal }),
    });
    const vector = embedded.kind === 'vectors' ? embedded.vectors[0] : undefined;
    if (embedded.kind !== 'vectors' || !vector)
      return { vector: null, nearest: new Map(), shortfalls: [shortfallOf(embedded)] };
    return orShortfall(async () => ({
      vector,
      nearest: await meaning.vectors.nearest(vector, query),
      shortfalls: [],
    }));
  };

  /** With the likeness of those that words or spelling have found. */
  const withOthers = async (
    meant: Meant,
    candidates: readonly Scored[],
    signal: AbortSignal | undefined,
  ): Promise<Meant> => {
    const others = candidates.flatMap(({ number }) => (meant.nearest.has(number) ? [] : [number]));
    if (!meaning || !meant.vector || others.length === 0) return meant;
    const likenesses = await meaning.vectors.likenesses(meant.vector, others, signal);
    return { ...meant, nearest: new Map([...meant.nearest, ...likenesses]) };
  };

  return {
    async search(query) {
      const { audience, kinds = KINDS, without = [], about = [], signal } = query;
      const text = query.query.slice(0, LONGEST_QUERY).trim();
      const limit = Math.min(Math.max(query.limit ?? USUAL_LIMIT, 1), MOST);
      if (text === '' || kinds.length === 0) return { hits: [], shortfalls: [] };
      const wide = Math.max(limit * WIDER, LEAST_WIDE) + without.length;
      const asked = { audience, kinds, limit: wide, ...(signal && { signal }) };
      const [found, nearest] = await Promise.all([
        segments.read(db).then((read) => scoreSegments(read, text, marksOf(kinds, audience))),
        askMeaning(text, { ...asked, about }),
      ]);
      signal?.throwIfAborted();
      const candidates = gather(found, nearest, wide);
      const meant = await orShortfall(() => withOthers(nearest, candidates, signal));
      const counts = meaning && (await readMeaningCounts(db, meaning.vectors.space))?.counts;
      const passages = await readPassages(
        db,
        candidates.map(({ number }) => number),
        signal,
      );
      const ranked = candidates
        .flatMap((scored) => {
          const passage = passages.get(scored.number);
          // Asked again of the passage itself: what is in the index may have been marked private since.
          if (!passage || !isAsked(passage, { audience, kinds, without })) return [];
          const likeness = meant.nearest.get(scored.number) ?? 0;
          return [hitOf(passage, scored, meant.vector && likeness, counts)];
        })
        .sort(byScore)
        .slice(0, limit);
      return {
        hits: ranked.map((hit, at) => ({ ...hit, rank: at + 1 })),
        shortfalls: meant.shortfalls,
      };
    },
    put: (sources) => db.write((writer) => putPassages(writer, sources), { keepVersion: true }),
    remove: (sourceIds) =>
      db.write((writer) => removePassages(writer, sourceIds), { keepVersion: true }),
    async read(ids) {
      const numbers = ids.map((id) => Number(/^p(\d+)$/.exec(id)?.[1] ?? -1));
      const passages = await readPassages(db, numbers);
      return numbers.flatMap((number) => passages.get(number) ?? []);
    },
    async version() {
      const { rows } = await db.read(
        `SELECT value::BIGINT FROM meta WHERE key = 'knowledge_version'`,
      );
      return Number(rows[0]?.[0] ?? 0);
    },
  };
}

type Meant = {
  readonly vector: Float32Array | null;
  readonly nearest: Likenesses;
  readonly shortfalls: readonly string[];
};

const NONE: Likenesses = new Map();
const NOT_ASKED: Meant = { vector: null, nearest: NONE, shortfalls: [] };

/** A server that doesn’t do its part costs the meaning, not the answer. */
async function orShortfall(work: () => Promise<Meant>): Promise<Meant> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return { ...NOT_ASKED, shortfalls: [shortfallOf({ kind: 'failed', message: error.message })] };
  }
}

const shortfallOf = (embedded: { readonly kind: string; readonly message?: string }): string =>
  `Searched by words alone: ${embedded.message ?? 'the model gave no vector'}`;

/** The best by each part and by both: what only one of them sees isn’t lost. */
function gather(found: LexicalScores, { nearest }: Meant, wide: number): readonly Scored[] {
  const byNumber = new Map<number, Scored>();
  const add = (scored: Scored) => byNumber.set(scored.number, scored);
  found.best(({ words, spelling }) => fuse({ words, spelling, meaning: null }), wide).forEach(add);
  for (const number of nearest.keys())
    if (!byNumber.has(number)) add(found.of(number) ?? { number, words: 0, spelling: 0 });
  return [...byNumber.values()];
}

function marksOf(kinds: readonly PassageKind[], audience: KnowledgeQuery['audience']) {
  const audiences =
    audience === 'public' ? (['public'] as const) : (['public', 'private'] as const);
  const asked = new Set(kinds.flatMap((kind) => audiences.map((one) => markOf(kind, one))));
  return (mark: number): boolean => asked.has(mark);
}

function isAsked(
  { kind, audience, sourceId }: Passage,
  asked: Required<Pick<KnowledgeQuery, 'audience' | 'kinds' | 'without'>>,
): boolean {
  return (
    asked.kinds.includes(kind) &&
    (asked.audience === 'private' || audience === 'public') &&
    !asked.without.includes(sourceId)
  );
}

function hitOf(
  passage: Passage,
  { words, spelling }: Scored,
  meaning: number | null,
  counts: number | null | undefined,
): Omit<Hit, 'rank'> {
  const parts = {
    words: Math.min(words, 1),
    spelling: Math.min(spelling, 1),
    meaning: meaning === null ? null : Math.max(meaning, 0),
  };
  return { passage, score: fuse(parts, counts ?? undefined), parts };
}

/** Where they are alike, the newer one. */
const byScore = (one: Omit<Hit, 'rank'>, other: Omit<Hit, 'rank'>): number =>
  other.score - one.score || other.passage.updatedAt.localeCompare(one.passage.updatedAt);
