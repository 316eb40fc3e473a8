import { createKnowledgeIndex } from '../../src/assist/knowledge/create-knowledge-index.ts';
import type { Hit, NewPassage, PassagesOf } from '../../src/assist/knowledge/knowledge-index.ts';
import {
  confidenceOf,
  type Evidences,
  termsOf,
  weighEvidence,
} from '../../src/assist/suggest/judge/confidence.ts';
import { verdictOf } from '../../src/assist/suggest/suggestion.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { type BitextRow, readBitext } from './bitext.ts';

// Weights were fitted on requests with even places; the figures are from the odd ones. `--fit` fits anew and prints the weights.
const isFitting = process.argv.includes('--fit');
/** Every so manieth request of a half is asked twice: with its answers there, and with all of them removed. */
const STEP = 2;
const SEARCHED = 8;
const BINS = 10;
/** To be wrongly sure is a little worse than to be wrongly unsure. */
const WRONG_WEIGHS = 1.15;
const ROUNDS = 5000;
const PACE = 0.5;
const MOMENTUM = 0.9;
const SHRINK = 1e-4;

type Tried = {
  readonly evidence: Evidences | null;
  readonly isRight: boolean;
  readonly isRemoved: boolean;
};

const rows = readBitext();
if (!rows) console.log('drafts: the set of replies isn’t there, nothing was measured');
else {
  const half = rows
    .filter((_, at) => at % 2 === (isFitting ? 0 : 1))
    .filter((_, at) => at % STEP === 0);
  const tried = await tryAll(half, rows);
  if (isFitting) console.log(JSON.stringify(fitWeights(tried), null, 2));
  else report(tried);
}

async function tryAll(
  asked: readonly BitextRow[],
  all: readonly BitextRow[],
): Promise<readonly Tried[]> {
  await using db = await openDatabase({ path: ':memory:' });
  const index = createKnowledgeIndex({ db, meaning: null });
  await index.put(all.map(passageOf));
  const intentOf = new Map(all.map(({ id, intent }) => [id, intent]));
  const tried: Tried[] = [];
  for (const { id, question, intent } of asked)
    for (const isRemoved of [false, true]) {
      const without = isRemoved
        ? all.filter((one) => one.intent === intent).map((one) => one.id)
        : [id];
      const { hits } = await index.search({
        query: question,
        audience: 'public',
        without,
        limit: SEARCHED,
      });
      const [best] = hits as readonly (Hit | undefined)[];
      tried.push({
        evidence: weighEvidence(question, hits),
        isRight: best !== undefined && intentOf.get(best.passage.sourceId) === intent,
        isRemoved,
      });
    }
  return tried;
}

function passageOf({ id, question, reply }: BitextRow): PassagesOf {
  const passage: NewPassage = {
    ...{ kind: 'resolution', audience: 'public', title: '', section: null, page: null },
    ...{ text: question, answer: reply, url: null, updatedAt: '2026-01-01T00:00:00Z' },
  };
  return { sourceId: id, passages: [passage] };
}

function report(tried: readonly Tried[]): void {
  const sure = (one: Tried) => (one.evidence ? confidenceOf(one.evidence) : 0);
  const removed = tried.filter(({ isRemoved }) => isRemoved);
  const present = tried.filter(({ isRemoved }) => !isRemoved);
  const marked = removed.filter((one) => verdictOf(sure(one)) !== 'good');
  const refused = removed.filter((one) => verdictOf(sure(one)) === 'escalate');
  const good = present.filter((one) => verdictOf(sure(one)) === 'good');
  console.log(
    `drafts, ${present.length} requests of the held-out half, each with its answers there and removed`,
  );
  console.log(
    `  the right past reply comes first: ${percent(present.filter(({ isRight }) => isRight).length, present.length)}`,
  );
  console.log(
    `  calibration error over ${BINS} bins: ${calibrationError(tried, sure).toFixed(4)} (target ≤ 0.05)`,
  );
  console.log(
    `  answers removed: ${percent(marked.length, removed.length)} marked “check this” or less (target ≥ 95 %), ${percent(refused.length, removed.length)} say to escalate`,
  );
  console.log(
    `  answers there: ${percent(good.length, present.length)} need no mark; ${percent(good.filter(({ isRight }) => isRight).length, good.length)} of those are right`,
  );
}

/** How far what is said and what is so are apart, weighed by how often it is said. */
function calibrationError(tried: readonly Tried[], sure: (one: Tried) => number): number {
  const bins = Map.groupBy(tried, (one) => Math.min(BINS - 1, Math.floor(sure(one) * BINS)));
  return [...bins.values()].reduce((error, bin) => {
    const said = bin.reduce((sum, one) => sum + sure(one), 0) / bin.length;
    const so = bin.filter(({ isRight }) => isRight).length / bin.length;
    return error + (bin.length / tried.length) * Math.abs(said - so);
  }, 0);
}

/** Logistic regression by gradient descent with momentum. */
function fitWeights(tried: readonly Tried[]): Readonly<Record<string, number>> {
  const known = tried.flatMap(({ evidence, isRight }) =>
    evidence ? [{ terms: termsOf(evidence), isRight }] : [],
  );
  const names = Object.keys(known[0]?.terms ?? {});
  const data = known.map(({ terms, isRight }) => ({
    terms: names.map((name) => terms[name] ?? 0),
    isRight,
  }));
  const weights = names.map(() => 0);
  const speeds = names.map(() => 0);
  for (let round = 0; round < ROUNDS; round++) {
    const slope = names.map(() => 0);
    for (const { terms, isRight } of data) {
      const sum = terms.reduce((left, term, at) => left + term * (weights[at] ?? 0), 0);
      const off = (1 / (1 + Math.exp(-sum)) - (isRight ? 1 : 0)) * (isRight ? 1 : WRONG_WEIGHS);
      for (const [at, term] of terms.entries()) slope[at] = (slope[at] ?? 0) + off * term;
    }
    for (const [at, weight] of weights.entries()) {
      speeds[at] = MOMENTUM * (speeds[at] ?? 0) + (slope[at] ?? 0) / data.length + SHRINK * weight;
      weights[at] = weight - PACE * (speeds[at] ?? 0);
    }
  }
  return Object.fromEntries(names.map((name, at) => [name, Number((weights[at] ?? 0).toFixed(2))]));
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
}
