import { createRandom } from '../../src/assist/classify/random.ts';
import { createGroundingCheck } from '../../src/assist/suggest/grounding/check-grounding.ts';
import { findPromise } from '../../src/assist/suggest/grounding/promises.ts';
import { splitSentences } from '../../src/assist/suggest/grounding/sentences.ts';
import { type BitextRow, readBitext } from './bitext.ts';
import { fillPlaceholders } from './fill-placeholders.ts';
import { PROMISES, STATEMENTS } from './promises.ts';
import { reword, SWAPS, type Swap, swap } from './swaps.ts';

// Rules were made looking at the half with even places; the figures are from the other one, unless `--design` is given.
const isDesign = process.argv.includes('--design');
const shown = process.argv.includes('--show') ? 12 : 0;
const SEED = 20261121;

/** A sentence as it was said, and what was found wrong with it. */
type Tried = { readonly kind: Swap | 'true'; readonly text: string; readonly found: string };

const rows = readBitext();
if (!rows) console.log('grounding: the set of replies isn’t there, nothing was measured');
else {
  const half = rows.filter((_, at) => at % 2 === (isDesign ? 0 : 1));
  console.log(`grounding, ${half.length} replies (${isDesign ? 'design' : 'held-out'} half)`);
  report(tryAll(half));
  reportPromises();
}

function tryAll(half: readonly BitextRow[]): readonly Tried[] {
  const random = createRandom(SEED);
  const texts = half.map((row) => fillPlaceholders(row, random));
  return half.flatMap(({ question }, at) => {
    // Three more replies stand beside the one it is from, and one of them is cited as well half of the time.
    const sources = [0, 97, 194, 291].map((step, nth) => ({
      mark: `S${nth + 1}`,
      text: texts[(at + step) % texts.length] ?? '',
    }));
    const check = createGroundingCheck({
      sources,
      ticketText: question,
      names: [],
      language: 'en',
    });
    return splitSentences(texts[at] ?? '').flatMap(({ text }) => {
      const said = reword(text, random);
      const marks = random() < 0.5 ? ['S1'] : ['S1', 'S2'];
      const swapped = SWAPS.map((kind) => ({ kind, text: swap(said, kind, random) }));
      return [{ kind: 'true' as const, text: said }, ...swapped].flatMap((one) => {
        if (one.text === null) return [];
        const problems = check([{ text: one.text, marks }]);
        const found = problems.map(({ kind }) => kind).filter((kind) => kind !== 'promise');
        return [{ kind: one.kind, text: one.text, found: found.join(', ') }];
      });
    });
  });
}

function report(tried: readonly Tried[]): void {
  const of = (kind: Tried['kind']) => tried.filter((one) => one.kind === kind);
  for (const kind of SWAPS) console.log(`  swapped ${kind}: ${caughtOf(of(kind))}`);
  console.log(`  all swaps: ${caughtOf(tried.filter(({ kind }) => kind !== 'true'))}`);
  const plain = of('true');
  const alarms = plain.filter(({ found }) => found !== '');
  console.log(
    `  true sentences, partly reworded: ${alarms.length} of ${plain.length} alarmed, ${percent(alarms.length, plain.length)} (target ≤ 3 %)`,
  );
  const missed = tried.filter(({ kind, found }) => kind !== 'true' && found === '');
  for (const { kind, text, found } of [...missed.slice(0, shown), ...alarms.slice(0, shown)])
    console.log(`    ${kind}: ${text} ${found}`);
}

function caughtOf(tried: readonly Tried[]): string {
  const caught = tried.filter(({ found }) => found !== '').length;
  return `${caught} of ${tried.length} caught, ${percent(caught, tried.length)} (target ≥ 95 %)`;
}

function reportPromises(): void {
  const missed = PROMISES.filter((one) => findPromise(one) === null);
  const alarmed = STATEMENTS.filter((one) => findPromise(one) !== null);
  console.log(
    `  promises in ${PROMISES.length} wordings: ${missed.length} missed; ${alarmed.length} of ${STATEMENTS.length} plain statements alarmed`,
  );
  for (const one of [...missed, ...alarmed].slice(0, shown)) console.log(`    ${one}`);
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`;
}
