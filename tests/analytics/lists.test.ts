import { afterEach, describe, expect, it } from 'vitest';
import type {
  DistributionPlan,
  QueryPlan,
  RowsPlan,
  SearchPlan,
} from '../../src/analytics/query-plan.ts';
import type { DistributionResult, RowsResult } from '../../src/analytics/result.ts';
import { runPlan } from '../../src/analytics/run.ts';
import type { Database } from '../../src/store/database.ts';
import { catalogue, is, noFacts, openDesk, settings, use } from './small-desk.ts';

let db: Database;
afterEach(() => db[Symbol.asyncDispose]());

const scope = {
  where: [],
  period: null,
  zone: 'America/Halifax',
  asOf: '2026-06-30T00:00:00.000Z',
  managers: 'included',
} as const;

const run = (plan: Exclude<QueryPlan, { kind: 'about' }>): ReturnType<typeof runPlan> =>
  runPlan(plan, { db, catalogue, facts: noFacts, settings });

async function rows(more: Partial<RowsPlan>): Promise<RowsResult> {
  const result = await run({
    ...{ kind: 'rows', of: 'tickets', anchor: 'created', limit: 10, columns: ['id'] },
    ...{ order: { field: 'created_at', direction: 'asc' } },
    ...{ ...scope, where: [] },
    ...more,
  });
  if (result.kind !== 'rows') throw new TypeError('not rows');
  return result;
}

async function search(terms: string[], more: Partial<SearchPlan> = {}): Promise<RowsResult> {
  const result = await run({
    kind: 'search',
    of: 'conversations',
    terms,
    limit: 10,
    ...scope,
    where: [],
    ...more,
  });
  if (result.kind !== 'rows') throw new TypeError('not rows');
  return result;
}

async function spread(
  metric: string,
  more: Partial<DistributionPlan> = {},
): Promise<DistributionResult> {
  const plan: DistributionPlan = {
    kind: 'distribution',
    metric: use(metric, 'tickets'),
    ...scope,
    where: [],
    ...more,
  };
  const result = await run(plan);
  if (result.kind !== 'distribution') throw new TypeError('not a distribution');
  return result;
}

describe('a list of conversations', () => {
  it('shows the columns asked for, times on the wall clock, lists as text', async () => {
    db = await openDesk({
      tickets: [
        {
          source_id: '7',
          subject: 'Hi',
          tags: ['a', 'b'],
          created_at: '2026-03-02 09:00',
          resolved_at: '2026-03-10 09:00',
          rating: 4,
        },
      ],
    });
    const columns = [
      'id',
      'subject',
      'tag',
      'created_at',
      'resolved_at',
      'resolution_time',
      'rating',
      'customer_name',
    ];
    const result = await rows({ columns });
    // Halifax is 4 h behind UTC on 2 March, 3 h on 10 March.
    expect(result.rows).toEqual([
      ['7', 'Hi', 'a, b', '2026-03-02T05:00:00', '2026-03-10T06:00:00', 8 * 86_400, 4, null],
    ]);
    expect(result.columns.map(({ name, role, unit }) => [name, role, unit])).toEqual([
      ['id', 'dimension', undefined],
      ['subject', 'dimension', undefined],
      ['tag', 'dimension', undefined],
      ['created_at', 'time', undefined],
      ['resolved_at', 'time', undefined],
      ['resolution_time', 'metric', 'seconds'],
      ['rating', 'dimension', undefined],
      ['customer_name', 'dimension', undefined],
    ]);
  });

  it('comes oldest first when told to, ties by id, and says how many there are in all', async () => {
    const at = { created_at: '2026-03-02 09:00' };
    db = await openDesk({
      tickets: [
        { source_id: 'c', ...at },
        { source_id: 'a', ...at },
        { source_id: 'b', created_at: '2026-03-01 09:00' },
        { source_id: 'd', created_at: '2026-07-01 09:00' },
      ],
    });
    const result = await rows({ limit: 2 });
    expect(result.rows).toEqual([['b'], ['a']]);
    expect(result.total).toBe(3);
    expect((await rows({ where: [is('id', 'nope')] })).total).toBe(0);
  });

  it('puts rows without the ordering value last, and ordered fields in their order', async () => {
    const at = { created_at: '2026-03-02 09:00' };
    db = await openDesk({
      tickets: [
        { source_id: '1', priority: 'high', ...at },
        { source_id: '2', ...at },
        { source_id: '3', priority: 'urgent', ...at },
        { source_id: '4', priority: 'low', ...at },
      ],
    });
    const order = { field: 'priority', direction: 'desc' as const };
    expect((await rows({ order })).rows).toEqual([['3'], ['1'], ['4'], ['2']]);
  });

  it('limits the period by the time it is about', async () => {
    db = await openDesk({
      tickets: [
        { source_id: '1', created_at: '2026-01-02 09:00', resolved_at: '2026-03-02 09:00' },
        { source_id: '2', created_at: '2026-03-02 09:00' },
      ],
      chats: [{ source_id: '3', started_at: '2026-03-02 09:00', ended_at: '2026-03-02 10:00' }],
    });
    const march = {
      start: '2026-03-01T00:00:00.000Z',
      end: '2026-04-01T00:00:00.000Z',
      zone: 'UTC',
      words: '',
      partial: false,
      basis: 'asked',
    } as const;
    const result = await rows({
      of: 'conversations',
      anchor: 'resolved',
      period: march,
      columns: ['id', 'kind'],
    });
    expect(result.rows).toEqual([
      ['1', 'ticket'],
      ['3', 'chat'],
    ]);
  });
});

describe('a search', () => {
  const desk = {
    tickets: [
      {
        source_id: '1',
        subject: 'Café invoice',
        description: 'The INVOICE is wrong',
        created_at: '2026-03-01 09:00',
        agent: 'Ada',
        status: 'open',
      },
      { source_id: '2', subject: 'Parcel', description: 'no word', created_at: '2026-03-02 09:00' },
      { source_id: '3', subject: 'Invoice', created_at: '2026-03-03 09:00' },
      {
        source_id: '4',
        subject: 'Invoice',
        created_at: '2026-03-04 09:00',
        deleted_at: '2026-03-05 00:00',
      },
    ],
    chats: [{ source_id: '5', started_at: '2026-03-05 09:00' }],
    messages: [
      { conversation_id: 'test:tickets:2', text: 'my cafe is closed, where is the invoice' },
      { conversation_id: 'test:chats:5', text: 'invoice' },
      { conversation_id: 'test:chats:5', text: 'cafe' },
    ],
  };

  it('looks in subjects, descriptions and messages, without regard to case and accents, most hits first', async () => {
    db = await openDesk(desk);
    const result = await search(['invoice']);
    expect(result.rows.map(([id]) => id)).toEqual(['1', '5', '3', '2']);
    expect(result.total).toBe(4);
    expect(result.rows[0]).toEqual([
      '1',
      'Café invoice',
      '2026-03-01T05:00:00',
      'Ada',
      'open',
      'Café invoice The INVOICE is wrong',
    ]);
  });

  it('wants every term, in whichever of the texts', async () => {
    db = await openDesk(desk);
    expect((await search(['CAFE', 'invoice'])).rows.map(([id]) => id)).toEqual(['1', '5', '2']);
    expect((await search(['invoice', 'café', 'nowhere'])).rows).toEqual([]);
  });

  it('keeps to its conditions and its limit', async () => {
    db = await openDesk(desk);
    const result = await search(['invoice'], {
      of: 'tickets',
      limit: 1,
      where: [is('agent', 'Ada')],
    });
    expect(result.rows.map(([id]) => id)).toEqual(['1']);
    expect(result.total).toBe(1);
  });

  it('takes no message of a chat for one of the ticket that shares its id', async () => {
    db = await openDesk({
      tickets: [{ id: 'desk:1', subject: 'Invoice', created_at: '2026-03-01 09:00' }],
      chats: [{ id: 'desk:1', started_at: '2026-03-02 09:00' }],
      messages: [{ conversation_id: 'desk:1', conversation_kind: 'chat', text: 'invoice' }],
    });
    expect((await search(['invoice'], { of: 'tickets' })).rows[0]?.[5]).toBe('Invoice');
    expect((await search(['invoice'], { of: 'chats' })).rows[0]?.[5]).toBe('invoice');
  });

  it('cuts long texts around what it found', async () => {
    const long = `${'before '.repeat(60)}NEEDLE ${'after '.repeat(60)}`;
    db = await openDesk({ tickets: [{ description: long, created_at: '2026-03-01 09:00' }] });
    const snippet = String((await search(['needle'])).rows[0]?.[5]);
    expect(snippet).toContain('NEEDLE');
    expect(snippet).toMatch(/^… .* …$/);
    expect(snippet.length).toBeLessThan(170);
  });
});

describe('a distribution', () => {
  const answered = (...minutes: readonly number[]): Record<string, string>[] =>
    minutes.map((minute, index) => ({
      source_id: `${index}`,
      created_at: '2026-03-02 00:00',
      first_response_at: new Date(Date.UTC(2026, 2, 2, 0, minute)).toISOString().slice(0, 19),
    }));

  it('of a duration has round bands, empty ones between, trimmed to the data', async () => {
    // 20 and 29 min, 30 min exactly, 5 h; one unanswered.
    db = await openDesk({
      tickets: [...answered(20, 29, 30, 300), { source_id: 'x', created_at: '2026-03-02 00:00' }],
    });
    const result = await spread('first_response_time');
    expect(result.bands).toEqual([
      { from: 900, to: 1800, count: 2 },
      { from: 1800, to: 3600, count: 1 },
      { from: 3600, to: 7200, count: 0 },
      { from: 7200, to: 14_400, count: 0 },
      { from: 14_400, to: 28_800, count: 1 },
    ]);
    expect(result).toMatchObject({ n: 4, missing: 1, median: 29.5 * 60 });
    expect(result.p90).toBeCloseTo((30 + 0.7 * 270) * 60, 9);
  });

  it('of mostly short durations has finer bands', async () => {
    db = await openDesk({ tickets: answered(1, 1, 3) });
    expect((await spread('first_response_time')).bands).toEqual([
      { from: 60, to: 120, count: 2 },
      { from: 120, to: 300, count: 1 },
    ]);
  });

  it('of ratings and counts is one wide, of sentiment a fifth', async () => {
    const ticket = { created_at: '2026-03-02 00:00' };
    db = await openDesk({
      tickets: [
        { source_id: '1', rating: 2, sentiment: -0.35, ...ticket },
        { source_id: '2', rating: 4, sentiment: 0.1, ...ticket },
        { source_id: '3', rating: 4, ...ticket },
      ],
    });
    expect((await spread('rating')).bands).toEqual([
      { from: 2, to: 3, count: 1 },
      { from: 3, to: 4, count: 0 },
      { from: 4, to: 5, count: 2 },
    ]);
    expect((await spread('sentiment')).bands).toEqual([
      { from: -0.4, to: -0.2, count: 1 },
      { from: -0.2, to: 0, count: 0 },
      { from: 0, to: 0.2, count: 1 },
    ]);
  });

  it('of nothing has no bands', async () => {
    db = await openDesk({ tickets: [{ created_at: '2026-03-02 00:00' }] });
    expect(await spread('first_response_time')).toMatchObject({
      bands: [],
      n: 0,
      missing: 1,
      median: null,
      p90: null,
    });
  });
});
