import { createKnowledgeIndex } from '../../src/assist/knowledge/create-knowledge-index.ts';
import type {
  Hit,
  NewPassage,
  PassageKind,
  PassagesOf,
} from '../../src/assist/knowledge/knowledge-index.ts';
import {
  confidenceOf,
  type Evidences,
  weighEvidence,
} from '../../src/assist/suggest/judge/confidence.ts';
import { verdictOf } from '../../src/assist/suggest/suggestion.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { type BitextRow, readBitext } from './bitext.ts';
import { fitWeights } from './fit-confidence.ts';
import { draftAll, type Shown } from './whole-drafts.ts';

// Weights were fitted on requests with even places; the figures are from the odd ones. `--fit` fits anew and prints the weights.
const isFitting = process.argv.includes('--fit');
/** Every so manieth request of a half is asked twice: with its answers there, and with all of them removed. */
const STEP = 2;
/** And every so manieth of those is drafted for from beginning to end. */
const WHOLE_STEP = 4;
const SEARCHED = 8;
const BINS = 10;

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
  for (const kind of ['resolution', 'document'] as const) {
    const tried = await tryAll(half, rows, kind);
    if (isFitting) console.log(`${kind}: ${JSON.stringify(fitWeights(tried, kind), null, 2)},`);
    else report(tried, kind);
  }
  if (!isFitting) {
    reportShown(
      await draftAll(
        half.filter((_, at) => at % WHOLE_STEP === 0),
        rows,
      ),
    );
  }
}

async function tryAll(
  asked: readonly BitextRow[],
  all: readonly BitextRow[],
  kind: PassageKind,
): Promise<readonly Tried[]> {
  await using db = await openDatabase({ path: ':memory:' });
  const index = createKnowledgeIndex({ db, meaning: null });
  await index.put(all.map((row) => passageOf(row, kind)));
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

/** A past request with its reply; or the reply alone, as if it stood in a handbook. */
function passageOf({ id, question, reply }: BitextRow, kind: PassageKind): PassagesOf {
  const said =
    kind === 'document' ? { text: reply, answer: null } : { text: question, answer: reply };
  const passage: NewPassage = {
    ...{ kind, audience: 'public', title: '', section: null, page: null },
    ...{ ...said, url: null, updatedAt: '2026-01-01T00:00:00Z' },
  };
  return { sourceId: id, passages: [passage] };
}

function report(tried: readonly Tried[], kind: PassageKind): void {
  const sure = (one: Tried) => (one.evidence ? confidenceOf(one.evidence, kind) : 0);
  const removed = tried.filter(({ isRemoved }) => isRemoved);
  const present = tried.filter(({ isRemoved }) => !isRemoved);
  const marked = removed.filter((one) => verdictOf(sure(one), kind) !== 'good');
  const refused = removed.filter((one) => verdictOf(sure(one), kind) === 'escalate');
  const good = present.filter((one) => verdictOf(sure(one), kind) === 'good');
  console.log(
    `drafts out of ${kind}s, ${present.length} requests of the held-out half, each with its answers there and removed`,
  );
  console.log(
    `  the right one comes first: ${percent(present.filter(({ isRight }) => isRight).length, present.length)}`,
  );
  console.log(
    `  calibration error over ${BINS} bins: ${calibrationError(tried, sure).toFixed(4)} (target ≤ 0.05)`,
  );
  console.log(
    `  answers removed: ${percent(marked.length, removed.length)} marked “check this” or less (target ≥ 95 %), ${percent(refused.length, removed.length)} say to escalate`,
  );
  if (good.length > 0)
    console.log(
      `  answers there: ${percent(good.length, present.length)} need no mark; ${percent(good.filter(({ isRight }) => isRight).length, good.length)} of those are right`,
    );
}

/** What agents would get: no draft counts as refused. */
function reportShown(shown: readonly Shown[]): void {
  const made = shown.filter((one) => one.sure !== null);
  const sure = (one: Shown) => one.sure ?? 0;
  const removed = shown.filter(({ isRemoved }) => isRemoved);
  const present = shown.filter(({ isRemoved }) => !isRemoved);
  const unmarked = present.filter((one) => verdictOf(sure(one), 'resolution') === 'good');
  const marked = removed.filter((one) => verdictOf(sure(one), 'resolution') !== 'good');
  console.log(`  whole drafts for ${present.length} of them:`);
  console.log(
    `    ${made.length} drafts, calibration error ${calibrationError(made, sure).toFixed(4)} (target ≤ 0.05); ${made.filter(({ problems }) => problems > 0).length} with a problem left in`,
  );
  console.log(
    `    answers removed: ${percent(marked.length, removed.length)} refused or marked (target ≥ 95 %)`,
  );
  console.log(
    `    answers there: ${percent(present.filter((one) => one.sure !== null).length, present.length)} get a draft, ${percent(unmarked.length, present.length)} need no mark; ${percent(unmarked.filter(({ isRight }) => isRight).length, unmarked.length)} of those are right`,
  );
}

/** How far what is said and what is so are apart, weighed by how often it is said. */
function calibrationError<T extends { readonly isRight: boolean }>(
  tried: readonly T[],
  sure: (one: T) => number,
): number {
  const bins = Map.groupBy(tried, (one) => Math.min(BINS - 1, Math.floor(sure(one) * BINS)));
  return [...bins.values()].reduce((error, bin) => {
    const said = bin.reduce((sum, one) => sum + sure(one), 0) / bin.length;
    const so = bin.filter(({ isRight }) => isRight).length / bin.length;
    return error + (bin.length / tried.length) * Math.abs(said - so);
  }, 0);
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
}
