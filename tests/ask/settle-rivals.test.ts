import { describe, expect, it } from 'vitest';
import type { QueryPlan } from '../../src/analytics/query-plan.ts';
import type { Result } from '../../src/analytics/result.ts';
import type { PlanReading } from '../../src/ask/read/reading.ts';
import { settleRivals } from '../../src/ask/settle-rivals.ts';
import { ask } from './read/desk.ts';

function reading(question: string): PlanReading {
  const read = ask(question);
  if (read.kind !== 'plan') throw new Error(read.text);
  return read;
}

const figure = (value: number | null): Result => ({
  kind: 'figures',
  keys: [],
  metrics: [],
  rows: [{ keys: [], values: [value], n: [value ?? 0], missing: [0] }],
  groups: 1,
  none: null,
  cutThroughTie: false,
  statement: { sql: '', params: {} },
});

/** Runs a plan to the figure of the field its first condition is on. */
const figures =
  (byField: Readonly<Record<string, number | null>>) =>
  async (plan: Exclude<QueryPlan, { kind: 'about' }>): Promise<Result> =>
    figure(byField[plan.where[0]?.field ?? ''] ?? null);

const wholesale = reading('how many tickets in wholesale last week');

describe('settling a name that stands in two fields', () => {
  it('asks which when the figures differ', async () => {
    const settled = await settleRivals(wholesale, figures({ pipeline: 100, category: 50 }));
    expect(settled).toEqual({
      kind: 'clarify',
      text: 'Which one do you mean?',
      choices: [
        {
          label: 'pipeline Wholesale',
          question: 'how many tickets in Wholesale pipeline last week',
        },
        {
          label: 'category Wholesale',
          question: 'how many tickets in Wholesale category last week',
        },
      ],
    });
  });

  it('answers the first when they hardly differ, says so and offers the other', async () => {
    const settled = await settleRivals(wholesale, figures({ pipeline: 100, category: 97 }));
    expect(settled).toMatchObject({
      kind: 'plan',
      plan: wholesale.plan,
      assumed: ['Wholesale: the pipeline'],
      alternatives: [{ label: 'category Wholesale' }],
    });
  });

  it('offers nothing that is empty', async () => {
    const settled = await settleRivals(wholesale, figures({ pipeline: 100, category: 0 }));
    expect(settled).toMatchObject({ kind: 'plan', alternatives: [] });
  });

  it('offers the other when the first is empty', async () => {
    const settled = await settleRivals(wholesale, figures({ pipeline: 0, category: 12 }));
    expect(settled).toMatchObject({ alternatives: [{ label: 'category Wholesale' }] });
  });

  it('asks nobody about a tag of the same name', async () => {
    const billing = reading('how many tickets in billing last week');
    const settled = await settleRivals(billing, figures({ pipeline: 100, tag: 3 }));
    expect(settled).toMatchObject({ kind: 'plan', alternatives: [{ label: 'tag Billing' }] });
  });

  it('runs nothing where no name is in doubt', async () => {
    const plain = reading('how many tickets last week');
    const run = () => Promise.reject(new Error('not to be run'));
    expect(await settleRivals(plain, run)).toBe(plain);
  });
});
