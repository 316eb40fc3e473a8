import type { Condition, QueryPlan } from '../../analytics/query-plan.ts';
import type { Period } from '../../core/period.ts';
import { findDurations } from '../time/find-durations.ts';
import { type ReadContext, valueLike } from './context.ts';
import { decideAbout } from './decide-about.ts';
import { decideFigures } from './decide-figures.ts';
import { asksForRows, decideLookup, decideRows, decideSearch } from './decide-rows.ts';
import type { Facets } from './facets.ts';
import { findTimesAbout } from './find-times-about.ts';
import { gatherFacets, notUnderstood } from './gather.ts';
import { settle } from './marks.ts';
import type { Reading } from './reading.ts';
import { Sentence } from './sentence.ts';
import { coverWithSpans } from './spans.ts';
import { plainText, tokenise } from './tokens.ts';

/** A question taken apart, before it is decided what it asks. */
export type Parsed = {
  readonly sentence: Sentence;
  readonly facets: Facets;
  readonly corrections: readonly string[];
};

/** `about`: the period a thread is about, whose year a bare month in it belongs to. */
export function parseQuestion(
  question: string,
  context: ReadContext,
  about: Period | null = null,
): Parsed {
  const text = plainText(question);
  const spans = coverWithSpans(text, tokenise(text), {
    lexicon: context.lexicon,
    valueBeside: (field, typed) => valueLike(context, field, typed),
    times: findTimesAbout(text, context.time, about),
    durations: findDurations(text),
  });
  const { marks, corrections } = settle(spans);
  const sentence = new Sentence(marks);
  return { sentence, facets: gatherFacets(sentence, context), corrections };
}

/** Reads a question that stands on its own. */
export function readQuestion(question: string, context: ReadContext): Reading {
  return decide(parseQuestion(question, context), context);
}

export function decide(parsed: Parsed, context: ReadContext): Reading {
  const { sentence, facets, corrections } = parsed;
  const refusal = refuse(sentence, facets);
  if (refusal) return refusal;
  const dangling = asksAboutNothing(sentence, facets);
  if (dangling) return dangling;
  const about = decideAbout(sentence, facets, context);
  const [doubt] = facets.doubts;
  if (!about && doubt) return { kind: 'clarify', text: doubt.text, choices: doubt.choices };
  const decided = about ?? decideData(sentence, facets, context);
  if (decided && (decided.kind === 'clarify' || decided.kind === 'decline')) return decided;
  const unread = notUnderstood(sentence);
  if (unread.length > 0) return unknownWords(unread);
  if (!decided) return nothingAsked();
  const plan = withManagers(decided, sentence);
  return {
    kind: 'plan',
    plan,
    show: facets.show,
    kept: [],
    assumed: [...corrections, ...facets.assumed],
    alternatives: facets.alternatives,
    rivals: rivalsOf(plan, facets),
  };
}

/** "including managers". */
export function withManagers(plan: QueryPlan, sentence: Sentence): QueryPlan {
  if (!('managers' in plan)) return plan;
  if (sentence.says('edit.managers')) return { ...plan, managers: 'included' };
  return sentence.says('edit.no-managers') ? { ...plan, managers: 'excluded' } : plan;
}

/** "and for chats?" with nothing before it. */
function asksAboutNothing(sentence: Sentence, facets: Facets): Reading | null {
  const dangles =
    sentence.says('edit.what-about') && facets.metrics.length === 0 && !sentence.says('ask.count');
  const [noun] = facets.nouns;
  if (!dangles || facets.by.length > 0 || facets.time.periods.length > 0) return null;
  const of = noun?.of ?? 'tickets';
  return {
    kind: 'clarify',
    text: `What would you like to know about ${noun ? of : 'that'}?`,
    choices: [
      { label: 'how many', question: `how many ${of}` },
      { label: 'first response time', question: `first response time of ${of}` },
      { label: 'CSAT', question: `csat of ${of}` },
    ],
  };
}

function decideData(
  sentence: Sentence,
  facets: Facets,
  context: ReadContext,
): QueryPlan | Exclude<Reading, { kind: 'plan' }> | null {
  if (facets.lookup.length > 0) return decideLookup(facets, context);
  const where = conditionsOf(facets);
  const text = facets.searchFor.map(
    (term): Condition => ({ field: 'text', op: 'contains', values: [term] }),
  );
  const rows =
    asksForRows(sentence, facets) ||
    (facets.searchFor.length > 0 && isPlainSearch(sentence, facets));
  if (rows && facets.searchFor.length > 0) return decideSearch(facets, where, context);
  if (rows) return decideRows(sentence, facets, where, context);
  return decideFigures(sentence, facets, [...where, ...text], context);
}

const isPlainSearch = (sentence: Sentence, facets: Facets): boolean =>
  facets.metrics.length === 0 &&
  facets.by.length === 0 &&
  !facets.subject &&
  !sentence.says('ask.count') &&
  !sentence.says('ask.share') &&
  !sentence.says('ask.trend');

/** All conditions, those from amounts included; an age is the age of something open. */
export function conditionsOf(facets: Facets): readonly Condition[] {
  const named = facets.conditions.map(({ condition }) => condition);
  const held = facets.thresholds.flatMap(({ target, op, value }): Condition[] => {
    if (target.kind === 'field') return [{ field: target.field, op, values: [value] }];
    const narrows =
      target.kind === 'metric' &&
      !facets.subject &&
      facets.by.length === 0 &&
      facets.nouns.length > 0;
    if (!narrows) return [];
    return [{ field: target.metric === 'csat' ? 'rating' : target.metric, op, values: [value] }];
  });
  const aged =
    held.some(({ field }) => field === 'age') && !named.some(({ field }) => field === 'open');
  return [
    ...named,
    ...mergeExact(held),
    ...(aged ? [{ field: 'open', op: 'is' as const, values: [true] }] : []),
  ];
}

/** "rated 1 or 2": one condition with both values. */
function mergeExact(held: readonly Condition[]): readonly Condition[] {
  const merged: Condition[] = [];
  for (const condition of held) {
    const twin = merged.find(
      ({ field, op }) => op === 'is' && condition.op === 'is' && field === condition.field,
    );
    if (twin) twin.values.push(...condition.values);
    else merged.push({ ...condition, values: [...condition.values] });
  }
  return merged;
}

export function rivalsOf(plan: QueryPlan, facets: Facets): (Reading & { kind: 'plan' })['rivals'] {
  if (!('where' in plan)) return [];
  return facets.conditions.flatMap(({ condition, rivals }) =>
    rivals.slice(0, 1).map(({ field, value }) => ({
      label: `${field.replaceAll('_', ' ')} ${value}`,
      question: `${field.replaceAll('_', ' ')} ${value}`,
      plan: {
        ...plan,
        where: plan.where.map((one) =>
          one === condition ? { ...one, field, values: [value] } : one,
        ),
      },
    })),
  );
}

const LATER: Readonly<Record<string, string>> = {
  'ask.why': 'I can’t say why yet; I can show what moved.',
  'ask.unusual': 'I don’t look for unusual days yet; I can show the course of a figure.',
  'ask.next': 'I don’t forecast; I can show how it went so far.',
};

export function refuse(sentence: Sentence, facets: Facets): Reading | null {
  const [absent] = sentence.unused('absent');
  if (absent)
    return {
      kind: 'decline',
      text: `${absent.thing.say}, so I can’t answer that.`,
      instead: absent.thing.instead,
    };
  if (facets.time.problem) return { kind: 'decline', text: facets.time.problem, instead: [] };
  for (const [tag, text] of Object.entries(LATER)) {
    if (sentence.says(tag))
      return {
        kind: 'decline',
        text,
        instead: ['ticket volume by week', 'first response time by week'],
      };
  }
  const [refusal] = facets.refusals;
  return refusal ? { kind: 'decline', text: refusal.text, instead: refusal.instead } : null;
}

export function unknownWords(words: readonly string[]): Reading {
  const named = words
    .slice(0, 3)
    .map((word) => `“${word}”`)
    .join(' and ');
  return {
    kind: 'decline',
    text: `I don’t know what ${named} means here, so I’d rather not guess.`,
    instead: [],
  };
}

function nothingAsked(): Reading {
  return { kind: 'decline', text: 'I didn’t find a question about the desk in that.', instead: [] };
}
