import { createRandom } from '../../src/assist/classify/random.ts';
import { fuse } from '../../src/assist/knowledge/fuse.ts';
import { type Scored, scoreSegments } from '../../src/assist/knowledge/lexical/score-segments.ts';
import { buildSegment } from '../../src/assist/knowledge/lexical/segment.ts';
import { readBitext } from './bitext.ts';
import { readBanking, readClinc } from './data-sets.ts';

/** A question that is asked, what it has to find (anything of that label), and what it is found by when somebody else asks. */
type Row = {
  readonly asked: string;
  readonly label: string;
  readonly head: string;
  readonly body: string;
};

type Figures = Readonly<Record<'words' | 'spelling' | 'fused', number>>;
export type Measured = {
  readonly name: string;
  readonly queries: number;
  readonly passages: number;
  /** Share of queries whose first hit is right. */
  readonly hitAt1: Figures;
  /** Mean of 1 ÷ rank of the first right one among ten. */
  readonly reciprocalRank: Figures;
  readonly target: number | null;
};

const SEED = 20_261_121;
const WAYS: Readonly<Record<keyof Figures, (scored: Scored) => number>> = {
  words: ({ words }) => words,
  spelling: ({ spelling }) => spelling,
  fused: ({ words, spelling }) => fuse({ words, spelling, meaning: null }),
};
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
  const segment = buildSegment(
    passages.map(({ head, body }, number) => ({
      ...{ number, head, body, kind: 'resolution' as const, audience: 'public' as const },
    })),
  );
  const hits = { words: 0, spelling: 0, fused: 0 };
  const ranks = { words: 0, spelling: 0, fused: 0 };
  for (const { asked, label } of queries) {
    const scores = scoreSegments([segment], asked, () => true);
    for (const way of ['words', 'spelling', 'fused'] as const) {
      const best = scores.best(WAYS[way], 10);
      const at = best.findIndex(({ number }) => passages[number]?.label === label);
      if (at === 0) hits[way] += 1;
      if (at >= 0) ranks[way] += 1 / (at + 1);
    }
  }
  const shareOf = (counts: Figures): Figures => ({
    words: counts.words / queries.length,
    spelling: counts.spelling / queries.length,
    fused: counts.fused / queries.length,
  });
  return {
    ...{ name, target, queries: queries.length, passages: passages.length },
    hitAt1: shareOf(hits),
    reciprocalRank: shareOf(ranks),
  };
}

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
  for (const { name, queries, passages, hitAt1, reciprocalRank, target } of measured ?? []) {
    const holds =
      hitAt1.fused >= Math.max(hitAt1.words, hitAt1.spelling) && hitAt1.fused >= (target ?? 0);
    const show = ({ words, spelling, fused }: Figures) =>
      `fused ${percent(fused)} (words ${percent(words)}, spelling ${percent(spelling)})`;
    process.stdout.write(
      `${holds ? 'holds' : 'FAILS'}  ${name.padEnd(32)} hit@1 ${show(hitAt1)}  MRR@10 ${show(reciprocalRank)}  ${queries} over ${passages}\n`,
    );
    if (!holds) process.exitCode = 1;
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
