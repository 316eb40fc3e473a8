import { describe, expect, it } from 'vitest';
import type { QueryPlan } from '../../src/analytics/query-plan.ts';
import type { ChartKind, ChartSpec, Reply } from '../../src/core/answer.ts';
import { buildDigest, type Inquiry } from '../../src/digests/build.ts';
import type { MetricTarget } from '../../src/digests/compose-digest.ts';
import { settings } from '../analytics/small-desk.ts';
import { fakeAnswer, fakeTable, nothingUnderstood } from '../fakes/fake-replies.ts';
import { digestSpec, figuresPlan, oneFigure, section, ZONE } from './sample-digest.ts';

const SLOT = { local: '2026-11-20T09:00', at: '2026-11-20T13:00:00.000Z' };
const FIRST_RESPONSE: MetricTarget = {
  ...{ id: 'first_response_time', target: 14_400, direction: 'down', statistic: 'mean' },
  minimumSample: 30,
};
const responsePlan = figuresPlan({
  metrics: [{ metric: 'first_response_time', of: 'tickets', statistic: 'mean' }],
});

function asking(replies: Readonly<Record<string, Reply>>, plan = figuresPlan()) {
  const asked: Inquiry[] = [];
  const ask = async (inquiry: Inquiry) => {
    asked.push(inquiry);
    const reply = replies[inquiry.question] ?? nothingUnderstood(inquiry.question);
    const isAnswer = reply.kind === 'answer';
    return { reply, plan: isAnswer ? (inquiry.plan ?? plan) : null, keys: [] };
  };
  return { asked, parts: { ask, settings, metrics: async () => [FIRST_RESPONSE] } };
}

const chart = (kind: ChartKind): ChartSpec => ({
  ...{ kind, title: kind, alt: kind, unit: 'count', categories: ['a', 'b'], partial: [] },
  ...{ series: [{ name: 'a', values: [1, 2], n: [1, 2] }], highlight: null, target: null },
});

const build = (
  sections: Readonly<Record<string, Reply>>,
  spec: Parameters<typeof digestSpec>[0] = {},
  plan = figuresPlan(),
) => {
  const { asked, parts } = asking(sections, plan);
  const whole = digestSpec({
    sections: Object.keys(sections).map((each) => section(each)),
    ...spec,
  });
  return buildDigest(whole, { slot: SLOT, late: false }, parts).then((digest) => ({
    digest,
    asked,
  }));
};

describe('building a digest', () => {
  it('asks its questions as of the slot, in its zone', async () => {
    const { asked } = await build({ 'tickets yesterday': oneFigure({ value: 3 }) });
    expect(asked).toEqual([
      {
        ...{ question: 'tickets yesterday', plan: null, now: SLOT.at, zone: ZONE },
        ...{ readers: null, signal: undefined },
      },
    ]);
  });

  it('says who will read it where its channel was chosen in chat', async () => {
    const replies = { 'tickets yesterday': oneFigure({ value: 3 }) };
    const { asked } = await build(replies, { judged: true });
    expect(asked[0]?.readers).toEqual({ channel: 'C0123456789', owner: 'U0123456789' });
  });

  it('moves a kept plan to the slot', async () => {
    const { asked, parts } = asking({ 'and for Nova?': oneFigure({ value: 3 }) });
    const plan = figuresPlan();
    const spec = digestSpec({ sections: [section('and for Nova?', { plan })] });
    const slot = { local: '2026-12-01T09:00', at: '2026-12-01T13:00:00.000Z' };
    await buildDigest(spec, { slot, late: false }, parts);
    expect(asked[0]?.plan).toMatchObject({
      period: { words: 'yesterday', start: '2026-11-30T04:00:00.000Z' },
      asOf: slot.at,
    });
  });

  it('asks single figures again where they are to be set against other days', async () => {
    const { asked } = await build(
      { 'tickets yesterday': oneFigure({ value: 3 }) },
      { compare: 'week-before' },
    );
    expect(asked.map(({ plan }) => plan?.kind === 'figures' && plan.compare)).toMatchObject([
      false,
      { kind: 'period', period: { words: '12 Nov 2026' } },
    ]);
  });

  it('leads with what moved or is out of bounds, in the order of the sections, four at most', async () => {
    const moved = { verdict: 'worse' as const };
    const { digest } = await build({
      a: oneFigure({ value: 1 }),
      b: oneFigure({ value: 2 }),
      c: oneFigure({ value: 3 }, moved),
      d: fakeAnswer({ headline: '**Nova leads**.' }),
      e: oneFigure({ value: 5 }, moved),
      f: oneFigure({ value: 6 }, {}),
      g: nothingUnderstood('g'),
    });
    expect(digest.headlines).toEqual([
      '**1 tickets**.',
      '**3 tickets**. That is more than the day before.',
      '**5 tickets**. That is more than the day before.',
      '**6 tickets**. That is more than the day before.',
    ]);
    expect(digest.sections.map(({ title }) => title)).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G']);
  });

  it('draws two charts, trends before rankings, a sparkline only alone', async () => {
    const drawn = (kind: ChartKind) => oneFigure({ value: 1 }, null, { chart: chart(kind) });
    const charts = async (kinds: readonly ChartKind[]) =>
      (await build(Object.fromEntries(kinds.map((kind, at) => [`${at}`, drawn(kind)])))).digest
        .charts;
    expect(await charts(['bars', 'sparkline', 'line', 'grouped'])).toEqual([2, 3]);
    expect(await charts(['sparkline', 'bars'])).toEqual([1]);
    expect(await charts(['sparkline', 'sparkline'])).toEqual([0]);
  });

  it('names what misses its target or its bound, and whom to call', async () => {
    const slow = oneFigure({ value: 18_000, unit: 'seconds', label: 'first response' });
    const mention = { kind: 'here' } as const;
    const late = await build(
      { 'first response': slow },
      { mentionOnBreach: mention },
      responsePlan,
    );
    expect(late.digest.breaches).toEqual([
      { section: 0, words: 'First response: **5 h**, outside the 4 h target.' },
    ]);
    expect(late.digest.mention).toEqual(mention);
    const few = oneFigure({ value: 18_000, unit: 'seconds', n: 29 });
    const judged = await build({ few }, { mentionOnBreach: mention }, responsePlan);
    expect(judged.digest).toMatchObject({ breaches: [], mention: null });
    const bound = { op: 'above', value: 20 } as const;
    const open = fakeAnswer({
      table: fakeTable([{ name: 'id', label: 'ID', role: 'dimension' }], [['1']], 23),
    });
    const { parts } = asking({ open }, figuresPlan());
    const plan: QueryPlan = {
      ...{ kind: 'rows', of: 'tickets', anchor: 'created', limit: 10, columns: [] },
      order: { field: 'created', direction: 'asc' },
      ...{ where: [], period: null, zone: ZONE, asOf: SLOT.at, managers: 'excluded' },
    };
    const rowsOf = async (inquiry: Inquiry) => ({ ...(await parts.ask(inquiry)), plan });
    const spec = digestSpec({ sections: [section('open', { bound })] });
    const listed = await buildDigest(spec, { slot: SLOT, late: true }, { ...parts, ask: rowsOf });
    expect(listed.breaches).toEqual([{ section: 0, words: 'Listed: **23**, above 20.' }]);
    expect(listed.late).toBe(true);
  });

  it.each<[string, Reply, boolean]>([
    ['no tickets', oneFigure({ value: 0 }), true],
    ['no rated ones', oneFigure({ value: null, unit: 'share' }), true],
    ['what can’t be answered', nothingUnderstood('x'), true],
    [
      'an empty list',
      fakeAnswer({ table: fakeTable([{ name: 'id', label: 'ID', role: 'dimension' }], []) }),
      true,
    ],
    [
      'days without any',
      fakeAnswer({
        table: fakeTable([{ name: 'n', label: 'N', role: 'metric', unit: 'count' }], [[0], [0]]),
      }),
      true,
    ],
    ['one ticket', oneFigure({ value: 1 }), false],
    ['CSAT of 0 %', oneFigure({ value: 0, unit: 'share' }), false],
    [
      'a list',
      fakeAnswer({ table: fakeTable([{ name: 'id', label: 'ID', role: 'dimension' }], [['1']]) }),
      false,
    ],
    ['words about the data', fakeAnswer({}), false],
  ])('with %s', async (_, reply, empty) => {
    const { digest } = await build({ x: reply });
    expect(digest.empty).toBe(empty);
    expect(digest.headlines.length).toBe(empty ? 0 : 1);
  });
});
