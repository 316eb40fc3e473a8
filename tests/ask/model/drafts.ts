import type { PlanDraft } from '../../../src/ask/model/draft.ts';
import type { DraftedFor } from '../../../src/ask/model/drafting.ts';
import { maskQuestion } from '../../../src/ask/model/mask-question.ts';
import { Placeholders } from '../../../src/ask/model/placeholders.ts';
import { oneNoun, statedPeriods } from '../../../src/ask/model/read-with-model.ts';
import { createSpeech } from '../../../src/ask/model/speech.ts';
import { parseQuestion } from '../../../src/ask/read/parse-question.ts';
import { desk } from '../read/desk.ts';

/** A draft of tickets counted, but for what is said. */
export function draftOf(said: Partial<PlanDraft> = {}): PlanDraft {
  return {
    kind: 'figures',
    of: 'tickets',
    metrics: [metricOf('volume')],
    by: [],
    where: [],
    having: [],
    period: null,
    compare: null,
    order: null,
    limit: null,
    managers: false,
    terms: [],
    ...said,
  };
}

export const metricOf = (metric: string, rest: object = {}): PlanDraft['metrics'][number] => ({
  metric,
  of: null,
  statistic: null,
  per: null,
  share: null,
  ...rest,
});

const PLAIN =
  'how many of the got a slow angry folks rose roses garden gardening march it is there';
const NAMES = 'nova lee rose garden zoë müller acme smith 7734';

export const speech = createSpeech(
  {
    everyday: new Set(['of', 'the']),
    plain: new Set(PLAIN.split(' ')),
    all: new Set([...PLAIN.split(' '), 'gnarly']),
  },
  new Set(NAMES.split(' ')),
);

/** A question as it is masked, and what a draft of it is held against. */
export function askedOf(question: string, rest: Partial<DraftedFor> = {}): DraftedFor {
  const placeholders = new Placeholders();
  const parsed = parseQuestion(question, desk);
  const masked = maskQuestion(parsed, placeholders, speech);
  return {
    context: desk,
    placeholders,
    masked,
    asked: new Set(placeholders.all.keys()),
    stated: statedPeriods(parsed),
    noun: oneNoun(parsed),
    previous: null,
    ...rest,
  };
}
