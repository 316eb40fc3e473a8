import { describe, expect, it } from 'vitest';
import type { FigureRow } from '../../../src/analytics/result.ts';
import type { Cell } from '../../../src/core/answer.ts';
import type { Period } from '../../../src/core/period.ts';
import {
  answer,
  CONTEXT,
  CSAT,
  FACTS,
  FIRST_RESPONSE,
  figures,
  found,
  is,
  LAST_35_DAYS,
  NOW,
  row,
  STATEMENT,
  THIS_QUARTER,
  TICKETS,
  ZONE,
} from './sample.ts';

const YESTERDAY: Period = {
  ...LAST_35_DAYS,
  start: '2026-11-20T04:00:00.000Z',
  words: 'yesterday',
  count: 1,
};
const LAST_QUARTER: Period = {
  ...THIS_QUARTER,
  start: '2026-07-01T03:00:00.000Z',
  end: '2026-10-01T03:00:00.000Z',
  words: 'last quarter',
  partial: false,
};
const SINCE_JUNE: Period = {
  start: '2026-06-01T03:00:00.000Z',
  end: NOW,
  zone: ZONE,
  words: 'since June',
  partial: true,
  basis: 'asked',
};
const scope = {
  where: [],
  period: LAST_35_DAYS,
  zone: ZONE,
  asOf: NOW,
  managers: 'excluded',
} as const;

describe('one figure', () => {
  const plan = figures({ metrics: [FIRST_RESPONSE] });
  const main = found([row([], 7560, 1284, 63)]);

  it('says the figure, what it was before, the target and how weekends differ', () => {
    const {
      headline,
      context,
      highlights,
      comparison,
      table,
      figures: told,
    } = answer(plan, {
      main,
      previous: found([row([], 8640, 1190)]),
      weekendSplit: found([row([false], 6840, 1000), row([true], 11_520, 284)]),
    });
    expect(headline).toBe(
      '**First response averaged 2 h 06 min** over 1 284 tickets, 17 Oct – 20 Nov 2026.',
    );
    expect(context).toEqual([
      'That is 18 min (13 %) faster than the 35 days before, and inside the 4 h target.',
    ]);
    expect(highlights).toEqual(['Weekends took 3 h 12 min against 1 h 54 min on weekdays.']);
    expect(comparison).toMatchObject({ before: 8640, change: -1080, verdict: 'better' });
    expect(table?.rows).toEqual([[7560]]);
    expect(told).toEqual([
      { label: 'first response time', value: 7560, unit: 'seconds', n: 1284, missing: 63 },
    ]);
  });

  it('says how it was read', () => {
    const { provenance, warnings } = answer(plan, { main });
    expect(provenance.reading).toBe(
      'first response time, mean · last 35 days: 17 Oct – 20 Nov 2026 · by ticket creation · Halifax time · managers excluded',
    );
    expect(provenance.filters).toEqual([
      'managers excluded (Richie)',
      'deleted records left out',
      'nothing dated after 21 Nov 2026 09:40',
    ]);
    expect(provenance).toMatchObject({ rows: 1347, used: 1284, missing: 63 });
    expect(warnings).toEqual(['Managers’ own conversations are left out (Richie).']);
  });

  it('leaves the weekend out where it hardly differs', () => {
    const weekendSplit = found([row([false], 7500, 1000), row([true], 7700, 284)]);
    expect(answer(plan, { main, weekendSplit }).highlights).toEqual([]);
  });

  it('names the conditions round what it counts', () => {
    const where = [is('priority', 'urgent'), is('pipeline', 'Billing')];
    const { headline, context } = answer(figures({ where }), {
      main: found([row([], 1284)]),
      previous: found([row([], 1088)]),
    });
    expect(headline).toBe('**1 284 urgent tickets in Billing** came in, 17 Oct – 20 Nov 2026.');
    expect(context).toEqual(['That is 196 (18 %) more than the 35 days before.']);
  });

  it('compares a period that is not over with the same stretch, and shares only beyond chance', () => {
    const { context, warnings, comparison } = answer(
      figures({ metrics: [CSAT], period: THIS_QUARTER }),
      { main: found([row([], 0.88, 431, 800)]), previous: found([row([], 0.92, 402)]) },
    );
    expect(context).toEqual([
      'That is 4 points lower than the same days of the quarter before (1 Jul – 21 Aug 2026), and above the 80 % target.',
      'The 4-point gap is within what chance gives at these numbers.',
    ]);
    expect(comparison?.verdict).toBe('unclear');
    expect(warnings[0]).toBe('The period is not over; figures run up to 21 Nov 2026 09:40.');
  });

  it('judges nothing that rests on fewer than thirty', () => {
    const { context, warnings } = answer(figures({ metrics: [CSAT] }), {
      main: found([row([], 0.88, 25, 800)]),
      previous: found([row([], 0.92, 402)]),
    });
    expect(context).toEqual([
      'The 35 days before: 92 % over 402 conversations; too few to compare.',
    ]);
    expect(warnings[0]).toBe('CSAT rests on 25 conversations only: too few to judge.');
  });

  it('says what share of a whole matches', () => {
    const as = { kind: 'share-matching', where: [is('priority', 'urgent')] } as const;
    const plan = figures({ metrics: [{ ...TICKETS, as: { ...as, where: [...as.where] } }] });
    expect(answer(plan, { main: found([row([], 0.38, 1281)]) }).headline).toBe(
      '**38 % of tickets were urgent** (487 of 1 281), 17 Oct – 20 Nov 2026.',
    );
  });

  it('averages a count over days', () => {
    const perDay = { ...TICKETS, as: { kind: 'average-per', grain: 'day' } } as const;
    const {
      headline,
      context,
      figures: told,
    } = answer(figures({ metrics: [perDay], where: [is('pipeline', 'Billing')] }), {
      main: found([row([], 18.4, 644)]),
      previous: found([row([], 16, 560)]),
    });
    expect(headline).toBe('**18.4 tickets a day in Billing** came in, 17 Oct – 20 Nov 2026.');
    expect(context).toEqual(['That is 2.4 (15 %) more than the 35 days before.']);
    expect(told[0]).toMatchObject({ label: 'tickets a day', unit: 'number' });
  });

  it('takes a state at an instant', () => {
    const open = figures({ where: [is('open', true)], period: null });
    expect(answer(open, { main: found([row([], 214)]) }).headline).toBe(
      '**214 open tickets**, as of 21 Nov 2026 09:40.',
    );
    const backlog = figures({
      metrics: [{ metric: 'backlog', of: 'tickets', statistic: 'count' }],
      period: null,
    });
    expect(answer(backlog, { main: found([row([], 214)]) }).headline).toBe(
      '**214 tickets** were open as of 21 Nov 2026 09:40.',
    );
  });

  it('says when the data ends long before now', () => {
    const facts = { ...FACTS, newestAt: '2026-11-10T12:00:00.000Z' };
    const { warnings, asOf } = answer(plan, { main }, { facts });
    expect(warnings[0]).toBe('The data runs until 10 Nov 2026; nothing newer has been loaded.');
    expect(asOf).toBe('2026-11-10T12:00:00.000Z');
  });
});

describe('rankings', () => {
  const ranked = figures({
    by: [{ field: 'agent' }],
    order: { on: 'metric', index: 0, direction: 'desc' },
    limit: 5,
    period: THIS_QUARTER,
  });
  const total = found([row([], 1281)]);

  it('names the leader, the share, who follows and what has no value', () => {
    const { headline, context, highlights, table } = answer(ranked, {
      main: found([row(['Nova'], 487), row(['Girly'], 402)], { none: row([null], 40) }),
      total,
    });
    expect(headline).toBe(
      '**Nova, with 487 tickets** (38 % of 1 281), 1 Oct – 21 Nov 2026 so far.',
    );
    expect(context).toEqual(['Girly follows with 402.']);
    expect(highlights).toEqual(['40 tickets have no agent.']);
    expect(table?.columns.map(({ label }) => label)).toEqual(['agent', 'tickets', 'share']);
    expect(table?.rows[0]).toEqual(['Nova', 487, 487 / 1281]);
  });

  it('still names the runner-up and draws everybody when only the first was asked for', () => {
    const { context, chart, table } = answer(
      { ...ranked, limit: 1 },
      {
        main: found([row(['Nova'], 487)], { groups: 3 }),
        everyGroup: found([row(['Nova'], 487), row(['Girly'], 402), row(['Francis'], 392)]),
        total,
      },
    );
    expect(context).toEqual(['Girly follows with 402.']);
    expect(chart?.categories).toEqual(['Nova', 'Girly', 'Francis']);
    expect(table?.rows).toHaveLength(1);
  });

  it('says a tie as a tie, and a cut through one', () => {
    const { headline, highlights } = answer(ranked, {
      main: found([row(['Girly'], 402), row(['Nova'], 402), row(['Francis'], 392)], {
        cutThroughTie: true,
      }),
      total,
    });
    expect(headline).toBe('**Girly and Nova, 402 tickets each**, 1 Oct – 21 Nov 2026 so far.');
    expect(highlights).toEqual(['The cut after 3 goes through a tie at 392.']);
  });

  it('keeps a leader with hardly any rows, marked, and names the first with enough', () => {
    const { headline, highlights, warnings } = answer(
      { ...ranked, metrics: [FIRST_RESPONSE], by: [{ field: 'category' }] },
      { main: found([row(['Payment'], 40_200, 12), row(['Shipping'], 20_000, 300)]) },
    );
    expect(headline).toBe(
      '**Payment has the slowest first response time, 11 h 10 min** (n = 12, too few to judge), 1 Oct – 21 Nov 2026 so far.',
    );
    expect(highlights).toEqual([
      'Of those with 30 or more, Shipping comes first: 5 h 33 min (n = 300).',
      'Shipping is outside the 4 h target.',
    ]);
    expect(warnings[0]).toBe(
      '1 of 2 categories rest on fewer than 30 tickets: shown, but not judged.',
    );
  });
});

describe('breakdowns', () => {
  it('names the largest part and shows what has no value last', () => {
    const { headline, table, chart } = answer(figures({ by: [{ field: 'pipeline' }] }), {
      main: found([row(['Billing'], 800), row(['Returns'], 402), row([null], 79)]),
      total: found([row([], 1281)]),
    });
    expect(headline).toBe(
      '**Billing leads with 800 tickets** (62 % of 1 281), 17 Oct – 20 Nov 2026.',
    );
    expect(table?.rows.map(([key]) => key)).toEqual(['Billing', 'Returns', '(none)']);
    expect(chart).toMatchObject({ kind: 'bars', highlight: 0 });
  });

  it('says how far measures range among those with enough rows', () => {
    const { headline, context, highlights } = answer(
      figures({ metrics: [CSAT], by: [{ field: 'agent' }] }),
      {
        main: found([
          row(['Bhushan'], 1, 4),
          row(['Nova'], 0.92, 120),
          row(['Girly'], 0.85, 100),
          row(['Francis'], 0.71, 45),
        ]),
        total: found([row([], 0.85, 269)]),
      },
    );
    expect(headline).toBe(
      '**CSAT ranges from 71 % (Francis) to 92 % (Nova)**, 1 of 4 agents left out with fewer than 30, 17 Oct – 20 Nov 2026.',
    );
    expect(context).toEqual(['Over all conversations: 85 % (n = 269).']);
    expect(highlights).toEqual(['Francis is below the 80 % target.']);
  });

  it('holds only those with enough rows to be inside the target', () => {
    const { highlights } = answer(
      figures({ metrics: [FIRST_RESPONSE], by: [{ field: 'weekday' }] }),
      { main: found([row([1], 7200, 40), row([2], 9000, 50), row([6], 24_480, 21)]) },
    );
    expect(highlights).toEqual(['All with 30 or more are inside the 4 h target.']);
  });

  it('gives the whole where no group has enough rows to compare', () => {
    const { headline } = answer(figures({ metrics: [CSAT], by: [{ field: 'category' }] }), {
      main: found([row(['Invoice'], 0, 1), row(['Payment'], 1, 12)]),
      total: found([row([], 0.92, 13)]),
    });
    expect(headline).toBe(
      '**CSAT was 92 %**; no category has the 30 needed to compare, 17 Oct – 20 Nov 2026.',
    );
  });

  it('says that all have the same, and names three of many that lead', () => {
    const byAgent = figures({ by: [{ field: 'agent' }] });
    const counts = (...values: number[]) =>
      found(values.map((value, index) => row([`A${index + 1}`], value)));
    expect(answer(byAgent, { main: counts(1, 1, 1, 1) }).headline).toBe(
      '**All 4 agents have 1 ticket each**, 17 Oct – 20 Nov 2026.',
    );
    expect(answer(byAgent, { main: counts(2, 2, 2, 2, 2, 1) }).headline).toBe(
      '**A1, A2, A3 and 2 more lead with 2 tickets each**, 17 Oct – 20 Nov 2026.',
    );
  });

  it('names weekdays, in the sentence and in the table', () => {
    const { headline, table } = answer(figures({ by: [{ field: 'weekday' }] }), {
      main: found([row([1], 107), row([2], 116), row([7], 41)]),
      total: found([row([], 264)]),
    });
    expect(headline).toBe(
      '**Most tickets come on Tuesday: 116** (44 % of 264), 17 Oct – 20 Nov 2026.',
    );
    expect(table?.rows.map(([key]) => key)).toEqual(['Monday', 'Tuesday', 'Sunday']);
  });
});

describe('trends', () => {
  const plan = figures({ by: [{ grain: 'month' }], period: SINCE_JUNE });
  const monthly = (...counts: number[]): FigureRow[] =>
    counts.map((count, index) => row([`2026-${String(6 + index).padStart(2, '0')}-01`], count));

  it('answers yes when it rises beyond the usual wobble, and leaves the unfinished month out', () => {
    const { headline, context, chart } = answer(
      plan,
      {
        main: found(monthly(651, 700, 770, 847, 860, 611)),
        total: found([row([], 4439)]),
        samePart: found([row([], 520)]),
      },
      { question: 'are we getting busier?' },
    );
    expect(headline).toBe(
      '**Yes: 860 tickets in Oct 2026 against 651 in Jun 2026**, up 32 %; the rise is steady (4 of 4 months up), 1 Jun – 21 Nov 2026 so far.',
    );
    expect(context).toEqual([
      'November so far runs 18 % above the same days of October: 611 against 520.',
      'In all: 4 439 tickets.',
    ]);
    expect(chart).toMatchObject({ kind: 'line', partial: [5], isRunning: true });
  });

  it('has nothing running on where the period is over, though it cuts its last month', () => {
    const period: Period = { ...SINCE_JUNE, end: '2026-11-20T04:00:00.000Z', partial: false };
    const main = found(monthly(651, 700, 770, 847, 860, 611));
    const { chart } = answer({ ...plan, period }, { main });
    expect(chart).toMatchObject({ partial: [5] });
    expect(chart).not.toHaveProperty('isRunning');
  });

  it('calls no trend in a wobble', () => {
    const main = found(monthly(651, 770, 610, 747, 660, 411));
    expect(answer(plan, { main }).headline).toBe(
      '**No clear change in tickets: between 610 and 770 a month**, 1 Jun – 21 Nov 2026 so far.',
    );
  });
});

describe('comparisons', () => {
  it('puts values side by side and says when chance explains the gap', () => {
    const { headline, context } = answer(
      figures({
        metrics: [CSAT],
        by: [{ field: 'weekend' }],
        compare: { kind: 'values', field: 'weekend' },
      }),
      { main: found([row([false], 0.92, 431), row([true], 0.88, 76)]) },
    );
    expect(headline).toBe(
      '**Weekdays 92 % (n = 431), weekends 88 % (n = 76)**, 17 Oct – 20 Nov 2026.',
    );
    expect(context).toEqual(['The 4-point gap is within what chance gives at these numbers.']);
  });

  it('counts the one against the other', () => {
    const { headline, context } = answer(
      figures({
        by: [{ field: 'agent' }],
        where: [is('agent', 'Nova', 'Girly')],
        compare: { kind: 'values', field: 'agent' },
      }),
      { main: found([row(['Nova'], 487), row(['Girly'], 402)]) },
    );
    expect(headline).toBe('**Nova 487 tickets, Girly 402**, 17 Oct – 20 Nov 2026.');
    expect(context).toEqual(['Nova: 85 (21 %) more than Girly.']);
  });

  it('sets one agent against the team', () => {
    const { headline, context, table } = answer(
      figures({
        metrics: [FIRST_RESPONSE],
        compare: { kind: 'team', field: 'agent', value: 'Nova' },
      }),
      {
        main: found([row([], 7560, 1284)]),
        value: found([row([], 6840, 312)]),
        team: found([row([], 7800, 972)]),
      },
    );
    expect(headline).toBe(
      '**Nova 1 h 54 min (n = 312), the rest of the team 2 h 10 min (n = 972)**, 17 Oct – 20 Nov 2026.',
    );
    expect(context).toEqual(['Nova: 16 min (12 %) faster than the rest of the team.']);
    expect(table?.rows).toEqual([
      ['Nova', 6840, 312],
      ['the rest of the team', 7800, 972],
    ]);
  });

  it('sets a period against a named one, a row each', () => {
    const { context, table } = answer(
      figures({ period: THIS_QUARTER, compare: { kind: 'period', period: LAST_QUARTER } }),
      { main: found([row([], 1284)]), previous: found([row([], 1088)]) },
    );
    expect(context).toEqual([
      'That is 196 (18 %) more than last quarter (1 Jul – 30 Sep 2026: 1 088).',
      'They are not equally long: the one is not over yet.',
    ]);
    expect(table?.rows).toEqual([
      ['1 Oct – 21 Nov 2026 so far', 1284],
      ['1 Jul – 30 Sep 2026', 1088],
    ]);
  });

  it('puts groups over two periods in one wide table, those that are gone last', () => {
    const { headline, table } = answer(
      figures({
        by: [{ field: 'pipeline' }],
        compare: { kind: 'period', period: LAST_QUARTER },
      }),
      {
        main: found([row(['Billing'], 800), row(['Returns'], 402)]),
        previous: found([row(['Billing'], 700), row(['Returns'], 452), row(['Old'], 3)]),
      },
    );
    expect(headline).toBe(
      '**Billing moved most: 800 against 700**, up 14 %, 17 Oct – 20 Nov 2026 against last quarter (1 Jul – 30 Sep 2026).',
    );
    expect(table?.columns.map(({ name }) => name)).toEqual([
      'pipeline',
      'volume',
      'volume_before',
      'volume_change',
    ]);
    expect(table?.rows).toEqual([
      ['Billing', 800, 700, 100],
      ['Returns', 402, 452, -50],
      ['Old', 0, 3, -3],
    ]);
  });
});

describe('thresholds', () => {
  const plan = figures({
    metrics: [CSAT],
    by: [{ field: 'agent' }],
    having: [{ metric: 0, op: 'lt', value: 0.8 }],
  });
  const everyGroup = found([row(['Francis'], 0.71, 45), row(['Nova'], 0.91, 60)]);

  it('says how many of how many pass, and names them', () => {
    const { headline } = answer(plan, { main: found([row(['Francis'], 0.71, 45)]), everyGroup });
    expect(headline).toBe(
      '**1 of 2 agents has CSAT below 80 %**: Francis 71 % (n = 45), 17 Oct – 20 Nov 2026.',
    );
  });

  it('says that none does', () => {
    expect(answer(plan, { main: found([]), everyGroup }).headline).toBe(
      '**No agent has CSAT below 80 %**, 17 Oct – 20 Nov 2026.',
    );
  });

  it.each([
    ['lt', 0.91, 'No', 'not below'],
    ['lt', 0.79, 'Yes', 'below'],
    ['ge', 0.8, 'Yes', 'at least'],
    ['gt', 0.8, 'No', 'not above'],
  ] as const)('says whether one figure holds: %s 80 %% at %d', (op, value, verdict, how) => {
    const whole = figures({ metrics: [CSAT], having: [{ metric: 0, op, value: 0.8 }] });
    const { headline } = answer(whole, { main: found([row([], value, 60)]) });
    expect(headline).toMatch(new RegExp(`^${verdict}: .*, ${how} 80.%\\.$`, 'u'));
  });
});

describe('several metrics', () => {
  const metrics = [TICKETS, CSAT, FIRST_RESPONSE];
  const three = (
    keys: readonly Cell[],
    tickets: number,
    csat: number,
    first: number,
  ): FigureRow => ({
    keys,
    values: [tickets, csat, first],
    n: [tickets, 200, 180],
    missing: [0, 0, 0],
  });

  it('says each with its n, and what changed', () => {
    const { headline, context } = answer(figures({ metrics }), {
      main: found([three([], 1284, 0.88, 7560)]),
      previous: found([three([], 1088, 0.92, 8640)]),
    });
    expect(headline).toBe(
      '**1 284 tickets, CSAT 88 % (n = 200) and first response time 2 h 06 min (n = 180)**, 17 Oct – 20 Nov 2026.',
    );
    expect(context).toEqual([
      'Against the 35 days before: tickets +196 (+18 %), CSAT −4 points, first response time −18 min (−13 %).',
    ]);
  });

  it('says who leads on which', () => {
    const main = found([three(['Nova'], 487, 0.94, 7560), three(['Girly'], 402, 0.9, 4320)]);
    expect(answer(figures({ metrics, by: [{ field: 'agent' }] }), { main }).headline).toBe(
      '**Nova leads on tickets (487) and CSAT (94 %), Girly on first response time (1 h 12 min)**, 17 Oct – 20 Nov 2026.',
    );
  });
});

it('describes a distribution by its middle, its tail and its fullest band', () => {
  const { headline, highlights, chart, table } = answer(
    {
      kind: 'distribution',
      metric: { metric: 'resolution_time', of: 'tickets', statistic: 'mean' },
      ...scope,
      where: [],
    },
    {
      main: {
        kind: 'distribution',
        bands: [
          { from: 0, to: 3600, count: 100 },
          { from: 3600, to: 7200, count: 400 },
          { from: 7200, to: null, count: 330 },
        ],
        n: 830,
        missing: 4,
        median: 6600,
        p90: 14_000,
        statement: STATEMENT,
      },
    },
  );
  expect(headline).toBe(
    '**Half have a resolution time of 1 h 50 min or less, nine in ten of 3 h 53 min or less**, over 830 resolved tickets, 17 Oct – 20 Nov 2026.',
  );
  expect(highlights).toEqual(['The fullest band is 1 h – 2 h, with 400 tickets (48 %).']);
  expect(chart).toMatchObject({
    kind: 'histogram',
    categories: ['0 s – 1 h', '1 h – 2 h', 'over 2 h'],
  });
  expect(table?.rows[1]).toEqual(['1 h – 2 h', 400, 400 / 830]);
});

describe('lists', () => {
  const columns = [
    { name: 'id', label: 'ID', role: 'dimension' },
    { name: 'age', label: 'age', role: 'metric', unit: 'seconds' },
    { name: 'created_at', label: 'created', role: 'time' },
    { name: 'pipeline', label: 'pipeline', role: 'dimension' },
    { name: 'agent', label: 'agent', role: 'dimension' },
    { name: 'subject', label: 'subject', role: 'dimension' },
    { name: 'status', label: 'status', role: 'dimension' },
  ] as const;
  const one = ['4312', 790_000, '2026-11-12T09:00', 'Billing', 'Francis', 'Card declined', 'open'];
  const listOf = (rows: Cell[][], total: number) =>
    ({ kind: 'rows', columns, rows, total, statement: STATEMENT }) as const;
  const plan = {
    kind: 'rows',
    of: 'tickets',
    anchor: 'created',
    order: { field: 'created_at', direction: 'asc' },
    limit: 10,
    columns: [],
    ...scope,
    where: [],
    period: null,
  } as const;

  it('counts them, describes the first and says where the rest is', () => {
    const where = [is('open', true), { field: 'age', op: 'gt' as const, values: [172_800] }];
    const { headline, context } = answer(
      { ...plan, columns: [], where },
      { main: listOf([one, one], 23) },
    );
    expect(headline).toBe(
      '**23 tickets** are open longer than 48 h; the oldest is 4312 (9 d 3 h, Billing, Francis).',
    );
    expect(context).toEqual(['The first two, oldest first; the rest is in the file.']);
  });

  it('tells about the one ticket asked for', () => {
    const { headline, context } = answer(
      { ...plan, columns: [], where: [is('id', '4312')] },
      { main: listOf([one], 1) },
    );
    expect(headline).toBe('**Ticket 4312 is open**, with Francis, in Billing.');
    expect(context).toEqual(['“Card declined”', 'Created 12 Nov 2026 09:00.']);
  });

  it('says that there is no such ticket', () => {
    const { headline } = answer(
      { ...plan, columns: [], where: [is('id', '4312')] },
      { main: listOf([], 0) },
    );
    expect(headline).toBe('**No ticket 4312**.');
  });

  it('counts what a search found', () => {
    const { headline } = answer(
      {
        kind: 'search',
        of: 'tickets',
        terms: ['refund'],
        limit: 10,
        ...scope,
        where: [],
        period: null,
      },
      { main: listOf([one, one], 23) },
    );
    expect(headline).toBe('**23 tickets** mention “refund”.');
  });
});

it('says what there is when nothing was found', () => {
  const { headline, context, chart, followUps } = answer(
    figures({ metrics: [CSAT], where: [is('pipeline', 'Returns')], period: YESTERDAY }),
    {
      main: found([row([], null, 0, 4)]),
      population: found([row([], 4)]),
      wider: found([row([], 0.81, 62)]),
    },
  );
  expect(headline).toBe(
    '**No rated conversations in Returns** on 20 Nov 2026 (there were 4 conversations, none rated).',
  );
  expect(context).toEqual(['Over 22 Oct – 20 Nov 2026 it is 81 % (n = 62).']);
  expect(chart).toBeNull();
  expect(followUps[0]?.question).toBe('over the last 90 days');
});

describe('about itself', () => {
  const about = (topic: 'metric' | 'data' | 'freshness', id: string | null = null) =>
    answer({ kind: 'about', topic, id, zone: ZONE, asOf: NOW }, { main: null });

  it('prints a definition with its anchor, populations and target', () => {
    expect(about('metric', 'csat')).toMatchObject({
      headline: '**CSAT**: what csat means.',
      context: [
        'Counted at the time of rating.',
        'Taken over conversations, tickets, chats; conversations unless told otherwise.',
        'Higher is better. The target is 80 %.',
        'Managers’ own conversations are left out (Richie).',
      ],
    });
  });

  it('says what is loaded and how fresh it is', () => {
    expect(about('data').headline).toBe(
      '**5 000 tickets, 4 500 chats, 40 000 messages, 5 agents and 900 customers**, 1 Jun 2025 – 21 Nov 2026.',
    );
    expect(about('freshness')).toMatchObject({
      headline: '**The newest record is from 21 Nov 2026 09:02**.',
      context: ['Last loaded 21 Nov 2026 09:05, from demo.'],
    });
  });
});

it('leaves the chart out when a table was asked for, and puts the other meaning first among the buttons', () => {
  const other = { label: 'per reply instead', question: 'response time per reply' };
  const reading = {
    kept: ['last 35 days'],
    assumed: [],
    alternatives: [other],
    show: 'table',
  } as const;
  const { chart, followUps, provenance } = answer(
    figures({ by: [{ field: 'agent' }] }),
    { main: found([row(['Nova'], 487), row(['Girly'], 402)]) },
    { reading },
  );
  expect(chart).toBeNull();
  expect(followUps[0]).toEqual(other);
  expect(provenance.kept).toEqual(['last 35 days']);
});

it('gives the same answer to the same question', () => {
  const plan = figures({ by: [{ field: 'agent' }] });
  const results = { main: found([row(['Nova'], 487), row(['Girly'], 402)]) };
  expect(answer(plan, results, CONTEXT)).toEqual(answer(plan, results, CONTEXT));
});
