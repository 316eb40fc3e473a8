import { createRandom } from '../../src/assist/classify/random.ts';
import { fuse } from '../../src/assist/knowledge/fuse.ts';
import { type Scored, scoreSegments } from '../../src/assist/knowledge/lexical/score-segments.ts';
import { buildSegment } from '../../src/assist/knowledge/lexical/segment.ts';
import { chooseMeaning } from '../../src/assist/knowledge/vectors/weigh-meaning.ts';
import { readBitext } from './bitext.ts';
import { readBanking, readClinc } from './data-sets.ts';
import { learnLatentVectors } from './latent-vectors.ts';

/** A question that is asked, what it has to find (anything of that label), and what it is found by when somebody else asks. */
type Row = {
  readonly asked: string;
  readonly label: string;
  readonly head: string;
  readonly body: string;
};

type Figures = Readonly<Record<'words' | 'spelling' | 'meaning' | 'fused' | 'all', number>>;
export type Measured = {
  readonly name: string;
  readonly queries: number;
  readonly passages: number;
  /** Share of queries whose first hit is right. */
  readonly hitAt1: Figures;
  /** Mean of 1 ÷ rank of the first right one among ten. */
  readonly reciprocalRank: Figures;
  readonly target: number | null;
  /** What meaning was found to count. */
  readonly counts: number;
};

const SEED = 20_261_121;
const WAYS = {
  words: ({ words }: Scored) => words,
  spelling: ({ spelling }: Scored) => spelling,
  fused: ({ words, spelling }: Scored) => fuse({ words, spelling, meaning: null }),
};
/** As many as the index looks at by all parts for ten. */
const WIDE = 40;
/** Questions that meaning is weighed by. */
const WEIGHED_BY = 100;
const BITEXT_HIT_AT_1 = 0.9;

/**
 * How well passages are found, each set split by a fixed seed: a fifth is asked with, the rest is found. `design` asks with another fifth,
 * on which everything was chosen. Null where the data isn’t at hand.
 */
export function measureRetrieval(part: 'measured' | 'design'): readonly Measured[] | null {
  const bitext = readBitext();
  const banking = readBanking();
  const clinc = readClinc()?.learned;
  if (!bitext || !banking || !clinc) return null;
  const alone = (rows: readonly { readonly text: string; readonly label: string | null }[]) =>
    rows.flatMap(({ text, label }) =>
      label === null ? [] : [{ asked: text, label, head: text, body: '' }],
    );
  const replies = bitext.map(({ question, intent, reply }) => ({
    asked: question,
    label: intent,
    reply,
  }));
  const sets: readonly (readonly [string, readonly Row[], number | null])[] = [
    [
      'Bitext: question → reply',
      replies.map(({ reply, ...row }) => ({ ...row, head: '', body: reply })),
      BITEXT_HIT_AT_1,
    ],
    [
      'Bitext: question → past ticket',
      replies.map(({ reply, ...row }) => ({ ...row, head: row.asked, body: reply })),
      BITEXT_HIT_AT_1,
    ],
    ['Banking77: question → question', alone(banking), null],
    ['CLINC150: question → question', alone(clinc), null],
  ];
  return sets.map(([name, rows, target]) => measure(name, rows, target, part));
}

function measure(
  name: string,
  rows: readonly Row[],
  target: number | null,
  part: 'measured' | 'design',
): Measured {
  const shuffled = shuffle(rows);
  const fifth = Math.floor(shuffled.length / 5);
  const from = part === 'measured' ? fifth : 0;
  const queries = shuffled.slice(from, from + fifth);
  const passages = [...shuffled.slice(0, from), ...shuffled.slice(from + fifth)];
  const search = searchOver(passages);
  const isRight = (number: number, { label }: Row) => passages[number]?.label === label;

  // As in a store: some of what is there asks for the rest.
  const counts = chooseMeaning(
    passages.slice(0, WEIGHED_BY).map((row, own) =>
      search(row)
        .all.filter(({ number }) => number !== own)
        .map(({ number, parts }) => ({ parts, isRight: isRight(number, row) })),
    ),
  );
  const hits = { words: 0, spelling: 0, meaning: 0, fused: 0, all: 0 };
  const ranks = { ...hits };
  for (const query of queries) {
    const { all, ...ranked } = search(query);
    const fused = all
      .map(({ number, parts }) => ({ number, score: fuse(parts, counts) }))
      .sort((one, other) => other.score - one.score)
      .map(({ number }) => number);
    for (const [way, numbers] of Object.entries({ ...ranked, all: fused })) {
      const at = numbers.slice(0, 10).findIndex((number) => isRight(number, query));
      if (at === 0) hits[way as keyof Figures] += 1; // its keys are those above
      if (at >= 0) ranks[way as keyof Figures] += 1 / (at + 1);
    }
  }
  return {
    ...{ name, target, counts, queries: queries.length, passages: passages.length },
    hitAt1: sharesOf(hits, queries.length),
    reciprocalRank: sharesOf(ranks, queries.length),
  };
}

/** Passages by number as each part ranks them, and what all parts make of what any of them found. */
function searchOver(passages: readonly Row[]) {
  const segment = buildSegment(
    passages.map(({ head, body }, number) => ({
      ...{ number, head, body, kind: 'resolution' as const, audience: 'public' as const },
    })),
  );
  const texts = passages.map(({ head, body }) => `${head} ${body}`);
  const vectorOf = learnLatentVectors(texts);
  const vectors = texts.map(vectorOf);
  return ({ asked }: Row) => {
    const scores = scoreSegments([segment], asked, () => true);
    const vector = vectorOf(asked);
    const likenesses = vectors.map((one) => dot(one, vector));
    const byMeaning = [...likenesses.keys()]
      .sort((one, other) => (likenesses[other] ?? 0) - (likenesses[one] ?? 0))
      .slice(0, WIDE);
    const best = (way: keyof typeof WAYS) =>
      scores.best(WAYS[way], WIDE).map(({ number }) => number);
    const ranked = {
      ...{ words: best('words'), spelling: best('spelling') },
      fused: best('fused'),
    };
    const all = [...new Set([...ranked.fused, ...byMeaning])].map((number) => {
      const { words = 0, spelling = 0 } = scores.of(number) ?? {};
      return { number, parts: { words, spelling, meaning: Math.max(likenesses[number] ?? 0, 0) } };
    });
    return { ...ranked, meaning: byMeaning, all };
  };
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

const sharesOf = (counts: Figures, of: number): Figures => ({
  words: counts.words / of,
  spelling: counts.spelling / of,
  meaning: counts.meaning / of,
  fused: counts.fused / of,
  all: counts.all / of,
});

function shuffle<T>(rows: readonly T[]): readonly T[] {
  const random = createRandom(SEED);
  return rows
    .map((row) => ({ row, key: random() }))
    .sort((one, other) => one.key - other.key)
    .map(({ row }) => row);
}

if (import.meta.main) {
  const part = process.argv.includes('--design') ? 'design' : 'measured';
  const measured = measureRetrieval(part);
  if (!measured) process.stdout.write('no data beside the repository: nothing measured\n');
  for (const { name, queries, passages, hitAt1, reciprocalRank, target, counts } of measured ??
    []) {
    const holds =
      hitAt1.fused >= Math.max(hitAt1.words, hitAt1.spelling) && hitAt1.fused >= (target ?? 0);
    const show = ({ words, spelling, fused }: Figures) =>
      `fused ${percent(fused)} (words ${percent(words)}, spelling ${percent(spelling)})`;
    process.stdout.write(
      `${holds ? 'holds' : 'FAILS'}  ${name.padEnd(32)} hit@1 ${show(hitAt1)}  MRR@10 ${show(reciprocalRank)}  ${queries} over ${passages}\n`,
    );
    const { words, spelling, meaning, all } = hitAt1;
    const holdsWithVectors = all >= Math.max(words, spelling, meaning);
    process.stdout.write(
      `${holdsWithVectors ? 'holds' : 'FAILS'}    with vectors (latent ones)     hit@1 fused ${percent(all)} (vectors ${percent(meaning)}; they count ${counts})  MRR@10 fused ${percent(reciprocalRank.all)} (vectors ${percent(reciprocalRank.meaning)})\n`,
    );
    if (!holds || !holdsWithVectors) process.exitCode = 1;
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
