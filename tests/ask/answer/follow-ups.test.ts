import { describe, expect, it } from 'vitest';
import type { ComposeInput } from '../../../src/ask/answer/compose-input.ts';
import {
  composeClarify,
  composeDecline,
  composeEmptyStore,
} from '../../../src/ask/answer/decline.ts';
import { followUpCandidates, suggestedQuestions } from '../../../src/ask/answer/follow-ups.ts';
import { CONTEXT, FACTS, FIRST_RESPONSE, figures, found, is, plain, row } from './sample.ts';

function questionsAfter(
  plan: ComposeInput['plan'],
  main: ComposeInput['results']['main'],
): string[] {
  const reading = { kept: [], assumed: [], alternatives: [] };
  return followUpCandidates({ ...CONTEXT, plan, reading, results: { main } }).map(
    ({ question }) => question,
  );
}

describe('followUpCandidates', () => {
  it('breaks one figure down, shows its course and offers the other population', () => {
    const questions = questionsAfter(
      figures({ metrics: [FIRST_RESPONSE] }),
      found([row([], 7560, 1284)]),
    );
    expect(questions.slice(0, 3)).toEqual(['by agent', 'by day', 'for chats']);
    expect(questions).toContain('median');
    expect(questions.length).toBeGreaterThanOrEqual(8);
  });

  it('looks into the leader of a breakdown, and repeats nothing that is shown', () => {
    const questions = questionsAfter(
      figures({ by: [{ field: 'agent' }] }),
      found([row(['Nova'], 487), row(['Girly'], 402)]),
    );
    expect(questions[0]).toBe('only Nova');
    expect(questions).not.toContain('by agent');
  });

  it('offers no field that a filter has settled or that has no data', () => {
    const questions = questionsAfter(
      figures({ where: [is('pipeline', 'Billing')] }),
      found([row([], 12)]),
    );
    expect(questions).not.toContain('by pipeline');
    expect(questions).not.toContain('by company');
  });

  it('widens the look when nothing was found', () => {
    const questions = questionsAfter(
      figures({ where: [is('pipeline', 'Billing')] }),
      found([row([], 0)]),
    );
    expect(questions.slice(0, 2)).toEqual(['over the last 90 days', 'remove the filters']);
  });

  it('says nothing twice', () => {
    const questions = questionsAfter(figures(), found([row([], 12)]));
    expect(new Set(questions).size).toBe(questions.length);
  });
});

it('suggests questions the data can answer', () => {
  const bare = {
    ...FACTS,
    values: {},
    filled: {
      tickets: new Set<string>(),
      chats: new Set<string>(),
      conversations: new Set<string>(),
    },
  };
  const asked = (facts: typeof FACTS): string[] =>
    suggestedQuestions({ ...CONTEXT, facts }).map(({ question }) => question);
  expect(asked(FACTS)).toContain('csat by month');
  expect(asked(bare)).not.toContain('csat by month');
  expect(asked(bare)).not.toContain('tickets by pipeline');
});

describe('declining and asking back', () => {
  it('says no in one sentence and offers what can be answered', () => {
    const { headline, followUps } = composeDecline(
      { text: 'I have no cost data, so I can’t say', instead: ['replies to resolve'] },
      CONTEXT,
    );
    expect(headline).toBe('I have no cost data, so I can’t say. I can answer these:');
    expect(followUps).toEqual([{ label: 'replies to resolve', question: 'replies to resolve' }]);
  });

  it('offers general questions where nothing is near', () => {
    expect(composeDecline({ text: 'No', instead: [] }, CONTEXT).followUps).toHaveLength(3);
  });

  it('asks one question with its choices', () => {
    const choices = [{ label: 'Alex Chen', question: 'how is Alex Chen doing?' }];
    expect(composeClarify({ text: 'which Alex?', choices }, CONTEXT)).toMatchObject({
      headline: 'Which Alex?',
      choices,
    });
  });

  it('says how to begin when nothing is loaded', () => {
    expect(composeEmptyStore(CONTEXT).headline).toBe(
      'There is no data yet. Import a file of tickets or chats, or load the demo data.',
    );
    const system = {
      ...{ source: 'hubspot', label: 'HubSpot', readUntil: null, readAt: null, newestAt: null },
      ...{ failingSince: null, staleAfterMs: 1, keptFrom: null, keptDays: null },
      running: { part: 0.25 },
    };
    const facts = { ...CONTEXT.facts, systems: [system] };
    expect(plain(composeEmptyStore({ ...CONTEXT, facts }).headline)).toBe(
      'There is no data yet. HubSpot is being read for the first time: 25 % so far.',
    );
  });
});
