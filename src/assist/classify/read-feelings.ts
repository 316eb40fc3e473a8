import type { ClassifierWeights } from './classifier-weights.ts';
import { type CueFound, createCueFinder } from './cues.ts';
import { FEELING_CUES, FEELINGS, type Feeling, type FeelingCue } from './feeling-cues.ts';
import { withoutManners } from './manners.ts';
import { createTextClassifier } from './text-classifier.ts';

/** How a customer feels about it. */
export type Feelings = {
  /** −1 (very negative) to 1 (very positive). */
  readonly sentiment: number;
  readonly emotion: Feeling;
  /** How sure of the emotion, 0…1. */
  readonly confidence: number;
};

export interface FeelingsReader {
  readonly version: string;
  read(text: string): Feelings;
}

/** The shipped emotion weights know Ekman's six and neutral. */
const EKMAN: Readonly<Record<string, Feeling>> = {
  anger: 'angry',
  disgust: 'frustrated',
  fear: 'worried',
  sadness: 'sad',
  neutral: 'neutral',
  surprise: 'surprised',
  joy: 'happy',
};
const VALUE: Readonly<Record<FeelingCue | 'neutral', -1 | 0 | 1>> = {
  angry: -1,
  frustrated: -1,
  worried: -1,
  sad: -1,
  trouble: -1,
  neutral: 0,
  surprised: 0,
  happy: 1,
  grateful: 1,
};

/** What the linear model says counts this much beside what the words for support say. */
const MODEL_SHARE = 0.5;
const MOST_SENTENCES = 40;
const LONGEST_TEXT = 4_000;
/** Changes with the cues or with how they are weighed. */
const CUES_VERSION = 'cues 3';

/** Reads how customers feel, sentence by sentence: by a trained model of emotions and by what people write to support. */
export function createFeelingsReader(weights: ClassifierWeights): FeelingsReader {
  const model = createTextClassifier(weights);
  const findCues = createCueFinder(FEELING_CUES);
  return {
    version: `${model.version} · ${CUES_VERSION}`,
    read(text) {
      const sentences = withoutManners(sentencesOf(text));
      const votes: Votes = { modelled: new Map(), said: new Map() };
      let sum = 0;
      let weight = 0;
      for (const sentence of sentences) {
        const shares = sharesOf(model.classify(sentence));
        const cues = findCues(sentence);
        const value = toneOf(shares, cues);
        vote(votes, shares, cues);
        // What is felt outweighs what is merely told.
        const loudness = 0.15 + Math.abs(value);
        sum += value * loudness;
        weight += loudness;
      }
      const sentiment = weight === 0 ? 0 : clamp(sum / weight);
      return { sentiment: Math.round(sentiment * 100) / 100, ...strongest(votes, sentiment) };
    },
  };
}

function sentencesOf(text: string): string[] {
  return text
    .slice(0, LONGEST_TEXT)
    .split(/(?<=[.!?…])\s+|\n+/u)
    .filter((sentence) => /\p{L}/u.test(sentence))
    .slice(0, MOST_SENTENCES);
}

type Shares = ReadonlyMap<Feeling, number>;

function sharesOf({
  label,
  confidence,
  others,
}: ReturnType<ReturnType<typeof createTextClassifier>['classify']>): Shares {
  return new Map(
    [{ label, confidence }, ...others].flatMap((guess) => {
      const feeling = EKMAN[guess.label];
      return feeling === undefined ? [] : [[feeling, guess.confidence] as const];
    }),
  );
}

function toneOf(shares: Shares, cues: readonly CueFound<FeelingCue>[]): number {
  let modelled = 0;
  for (const [feeling, share] of shares) modelled += VALUE[feeling] * share;
  let strongest = 0;
  let total = 0;
  for (const cue of cues) {
    const own = VALUE[cue.kind] * cue.weight * (cue.negated ? -NEGATED_SHARE : 1);
    total += own;
    if (Math.abs(own) > Math.abs(strongest)) strongest = own;
  }
  const said = strongest + 0.25 * (total - strongest);
  return clamp(MODEL_SHARE * modelled + said);
}

const NEGATED_SHARE = 0.7;
const MODEL_VOTE = 0.6;

/** What speaks for each feeling: the trained model, and words for it. */
type Votes = Readonly<Record<'modelled' | 'said', Map<Feeling, number>>>;

function vote({ modelled, said }: Votes, shares: Shares, cues: readonly CueFound<FeelingCue>[]) {
  const add = (votes: Map<Feeling, number>, feeling: Feeling, weight: number) =>
    votes.set(feeling, (votes.get(feeling) ?? 0) + weight);
  for (const [feeling, share] of shares) add(modelled, feeling, MODEL_VOTE * share);
  for (const { kind, negated } of cues) {
    if (kind === 'trouble') continue;
    if (!negated) add(said, kind, 1);
    else if (VALUE[kind] > 0) add(said, 'frustrated', 1);
  }
}

/** Less than this is hardly a mood: config/metrics.yaml calls what is beyond it negative or positive. */
const NOTABLE = 0.3;
const LEAST_MOOD = 0.1;

/** Of the emotions that fit the mood, the one with the most votes; neutral where there is neither a word for one nor much of a mood. */
function strongest({ modelled, said }: Votes, sentiment: number) {
  const votes = new Map(
    FEELINGS.map((one) => [one, (modelled.get(one) ?? 0) + (said.get(one) ?? 0)]),
  );
  const total = [...votes.values()].reduce((sum, own) => sum + own, 0) || 1;
  const isNotable = Math.abs(sentiment) >= NOTABLE;
  const fitting = [...votes].filter(([feeling]) =>
    isNotable
      ? VALUE[feeling] * sentiment > 0
      : said.has(feeling) && VALUE[feeling] * sentiment >= (VALUE[feeling] === 0 ? 0 : LEAST_MOOD),
  );
  const [emotion, own] = fitting.reduce(
    (best, one) => (one[1] > best[1] ? one : best),
    ['neutral' as Feeling, 0],
  );
  const share = (own || (votes.get('neutral') ?? 0)) / total;
  return { emotion, confidence: own === 0 && share === 0 ? 1 : share };
}

function clamp(value: number): number {
  return Math.max(-1, Math.min(1, value));
}
