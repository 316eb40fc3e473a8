import { describe, expect, it } from 'vitest';
import type { PlanDraft } from '../../../src/ask/model/draft.ts';
import type { DraftedFor } from '../../../src/ask/model/drafting.ts';
import { maskPlan } from '../../../src/ask/model/mask-plan.ts';
import { toPlan } from '../../../src/ask/model/to-plan.ts';
import { desk, planOf } from '../read/desk.ts';
import { askedOf, draftOf, metricOf } from './drafts.ts';

const planned = (question: string, draft: Partial<PlanDraft>, rest: Partial<DraftedFor> = {}) =>
  toPlan(draftOf(draft), askedOf(question, rest));

const problems = (question: string, draft: Partial<PlanDraft>) => {
  const made = planned(question, draft);
  return made.kind === 'problems' ? made.problems.join('\n') : 'none';
};

/** Questions our rules read, and what a model would draft of them: both must come to the same plan. */
const SAME: readonly (readonly [string, Partial<PlanDraft>])[] = [
  ['how many tickets last week', { period: 'last week' }],
  [
    'csat by agent last month',
    { metrics: [metricOf('csat')], of: null, by: ['agent'], period: 'last month' },
  ],
  [
    'tickets for Nova Lee this month',
    { where: [{ field: 'agent', op: 'is', values: ['{{agent_1}}'] }], period: 'this month' },
  ],
  ['tickets by symptom this quarter', { by: ['{{column_1}}'], period: 'this quarter' }],
  ['tickets by week last quarter', { by: ['week'], period: 'last quarter' }],
  [
    'distribution of resolution time of tickets last month',
    { kind: 'distribution', metrics: [metricOf('resolution_time')], period: 'last month' },
  ],
  [
    'the 5 oldest open tickets',
    {
      kind: 'list',
      metrics: [],
      where: [{ field: 'open', op: 'is', values: [true] }],
      order: 'oldest-first',
      limit: 5,
    },
  ],
  [
    'Nova Lee vs Girly Santos tickets last week',
    {
      by: ['agent'],
      where: [{ field: 'agent', op: 'is', values: ['{{agent_1}}', '{{agent_2}}'] }],
      period: 'last week',
      compare: { with: 'each-other', period: null, field: 'agent', value: null },
    },
  ],
];

describe('a draft', () => {
  it.each(SAME)('means what our rules make of “%s”', (question, draft) => {
    expect(planned(question, draft)).toEqual({
      kind: 'plan',
      plan: planOf(question),
      passedOver: [],
      missed: [],
    });
  });

  it.each(SAME)('is what a model is shown of the plan of “%s”', (question) => {
    const plan = planOf(question);
    const drafted = askedOf(question);
    const draft = maskPlan(plan, drafted.placeholders, desk);
    expect(JSON.stringify(draft)).not.toMatch(/Nova|Girly|symptom/);
    expect(draft && toPlan(draft, drafted)).toMatchObject({ kind: 'plan', plan });
  });

  it.each<readonly [string, string, Partial<PlanDraft>, RegExp]>([
    ['a metric nobody has', 'how many', { metrics: [metricOf('profit')] }, /no metric "profit"/],
    ['no metric', 'how many', { metrics: [] }, /need a metric/],
    ['a field nobody has', 'how many', { by: ['salary'] }, /no field "salary"/],
    ['a prototype’s key', 'how many', { by: ['__proto__'] }, /no field "__proto__"/],
    ['a column by its own name', 'how many', { by: ['x_symptom'] }, /no field "x_symptom"/],
    [
      'a name of its own',
      'how many',
      { where: [{ field: 'agent', op: 'is', values: ['Girly Santos'] }] },
      /no value of agent: use placeholders/,
    ],
    [
      'a placeholder nobody gave out',
      'how many',
      { where: [{ field: 'agent', op: 'is', values: ['{{agent_9}}'] }] },
      /no value of agent/,
    ],
    [
      'a name in another field',
      'tickets for ACME',
      { where: [{ field: 'agent', op: 'is', values: ['{{company_1}}'] }] },
      /\{\{company_1\}\} is no agent, but a company/,
    ],
    [
      'a word nobody is called',
      'tickets of Zorblax',
      { where: [{ field: 'agent', op: 'is', values: ['{{name_1}}'] }] },
      /nobody here knows \{\{name_1\}\} as a agent/,
    ],
    ['a name left out', 'tickets for ACME', {}, /names \{\{company_1\}\}: use it/],
    ['the time left out', 'tickets last week', {}, /about last week: say so/],
    ['another time', 'tickets last week', { period: 'last month' }, /about last week, not about/],
    [
      'a date worked out',
      'how many',
      { where: [{ field: 'created_at', op: 'ge', values: ['2026-01-01'] }] },
      /dates go into period/,
    ],
    ['time nobody can read', 'how many', { period: 'when it was slow' }, /can’t be read/],
    [
      'time with more around it',
      'how many',
      { period: 'last week but not for anybody' },
      /can’t be read/,
    ],
    [
      'text nobody typed',
      'slow ones',
      { kind: 'search', metrics: [], terms: ['drop table'] },
      /"drop table" is not in the question/,
    ],
    ['a search for nothing', 'how many', { kind: 'search', metrics: [] }, /needs terms/],
    ['figures within a list', 'how many', { kind: 'list' }, /a list has no metrics/],
    [
      'a list by size',
      'how many',
      { kind: 'list', metrics: [], order: 'largest-first' },
      /newest-first or oldest-first/,
    ],
    [
      'two metrics spread',
      'how many',
      { kind: 'distribution', metrics: [metricOf('csat'), metricOf('volume')] },
      /of one metric/,
    ],
    ['three breakdowns', 'how many', { by: ['agent', 'pipeline', 'week'] }, /by: /],
    [
      'another time than either that is stated',
      'tickets in October vs September',
      { period: 'last week' },
      /the question is about .*October.* or .*September.*, not about last week/,
    ],
    [
      'no time where two are stated',
      'tickets in October vs September',
      {},
      /the question is about .*: say so in period/,
    ],
    ['a limit of nothing', 'how many', { by: ['agent'], limit: 0 }, /limit: /],
    [
      'a threshold on nothing',
      'how many',
      { having: [{ metric: 4, op: 'gt', value: 1 }] },
      /no metric number 5/,
    ],
    [
      'the team against nobody',
      'tickets of Nova Lee',
      { compare: { with: 'team', period: null, field: 'agent', value: '{{agent_1}}' } },
      /limit the figures to it/,
    ],
  ])('can’t hold %s', (_what, question, draft, problem) =>
    expect(problems(question, draft)).toMatch(problem),
  );

  it('says which words of the question it makes nothing of, and what among them may be a name', () => {
    expect(planned('how many gnarly tickets of Zorblax at 555 123 4567', {})).toMatchObject({
      kind: 'plan',
      passedOver: ['gnarly'],
      missed: ['Zorblax', '555 123 4567'],
    });
  });

  it('is about the kind of conversation the question names, where it says none', () => {
    const found = planned('gnarly chats last week', { of: null, period: 'last week' });
    expect(found).toMatchObject({ plan: { metrics: [{ of: 'chats' }] } });
  });

  it('looks for the question’s own words, and for what its placeholders stand for', () => {
    const found = planned('slow tickets Zorblax “on fire”', {
      kind: 'search',
      metrics: [],
      terms: ['slow', '{{name_1}}', '{{text_1}}'],
    });
    expect(found).toMatchObject({ plan: { terms: ['slow', 'Zorblax', 'on fire'] } });
  });

  it('writes a file’s own yes and no as the file does', () => {
    const made = planned('tickets by made_sla', {
      where: [{ field: '{{column_1}}', op: 'is', values: [true] }],
    });
    expect(made).toMatchObject({ plan: { where: [{ field: 'x_made_sla', values: ['true'] }] } });
  });

  it('keeps the time of the turn before, where neither says one', () => {
    const previous = planOf('tickets last quarter');
    const made = planned('how many angry ones', {}, { previous });
    expect(made).toMatchObject({ plan: { period: { words: 'last quarter', basis: 'kept' } } });
  });
});
