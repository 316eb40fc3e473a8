import { describe, expect, it } from 'vitest';
import { applyPage, EVERYTHING } from '../../../src/sources/sync/apply-page.ts';
import type { PageRows, TicketRow } from '../../../src/sources/sync/page.ts';
import type { Database } from '../../../src/store/database.ts';
import { deriveConversationFacts } from '../../../src/store/derive.ts';
import { openDatabase } from '../../../src/store/open-database.ts';

const NOW = '2026-11-20T12:00:00.000Z';

async function openStore() {
  const db = await openDatabase({ path: ':memory:' });
  return {
    db,
    apply: (page: PageRows) =>
      db.write((writer) =>
        applyPage(writer, page, {
          ...{ source: 'toy', mapping: 'toy-1', segment: 'toy-a', now: NOW },
          ...{ knownIds: null, directory: null, holds: EVERYTHING },
        }),
      ),
    ticket: async (columns: string, id = '1') => {
      const { rows } = await db.read(`SELECT ${columns} FROM tickets WHERE source_id = $id`, {
        id,
      });
      return rows[0];
    },
  };
}

async function columnOf(db: Database, sql: string): Promise<readonly unknown[]> {
  return (await db.read(sql)).rows.map(([value]) => value);
}

const ticket = (version: number, rest: Partial<TicketRow> = {}): TicketRow => ({
  source_id: '1',
  version,
  subject: `Version ${version}`,
  created_at: '2026-11-19T08:00:00.000Z',
  ...rest,
});

describe('a ticket', () => {
  it('is added, changed by a newer version, and left alone by an older one or the same again', async () => {
    const { apply, ticket: read } = await openStore();
    expect(await apply({ tickets: [ticket(5)] })).toMatchObject({ inserted: 1, updated: 0 });
    expect(await apply({ tickets: [ticket(7)] })).toMatchObject({ inserted: 0, updated: 1 });
    expect(await apply({ tickets: [ticket(6)] })).toMatchObject({ updated: 0, unchanged: 1 });
    expect(await apply({ tickets: [ticket(7)] })).toMatchObject({ updated: 0, unchanged: 1 });
    expect(await read('id, source, subject, version')).toEqual(['toy:1', 'toy', 'Version 7', 7]);
  });

  it('met twice on a page counts once, by its newest version', async () => {
    const { apply, ticket: read } = await openStore();
    expect(
      await apply({ tickets: [ticket(9), ticket(4), ticket(9, { subject: 'Last' })] }),
    ).toMatchObject({
      inserted: 1,
    });
    expect(await read('subject')).toEqual(['Last']);
  });

  it('keeps columns that a page does not bring, and times in UTC whatever their offset', async () => {
    const { apply, ticket: read } = await openStore();
    await apply({ tickets: [ticket(1, { tags: ['late'], priority: 'high' })] });
    await apply({
      tickets: [{ source_id: '1', version: 2, updated_at: '2026-11-20T10:00:00+01:00' }],
    });
    expect(await read('subject, priority, tags, updated_at')).toEqual([
      'Version 1',
      'high',
      ['late'],
      '2026-11-20T09:00:00.000Z',
    ]);
  });

  it('that is new has its customer at once, out of what the page says', async () => {
    const { db, apply } = await openStore();
    const who = { customer_email: ' Ann@Example.com', customer_name: 'Ann' };
    await apply({
      tickets: [
        ticket(1, who),
        ticket(1, { source_id: '2', customer_email: null, customer_name: 'Bo ' }),
        ticket(1, { source_id: '3', customer_email: null, customer_name: null }),
      ],
    });
    expect(await columnOf(db, 'SELECT customer FROM tickets ORDER BY id')).toEqual([
      'ann@example.com',
      'Bo',
      null,
    ]);
  });

  it('that is gone stays out for older versions, also when nobody had it, and comes back with a newer one', async () => {
    const { db, apply } = await openStore();
    const gone = { entity: 'tickets', deleted_at: NOW } as const;
    await apply({ tickets: [ticket(1)] });
    expect(
      await apply({
        gone: [
          { ...gone, source_id: '1', version: 3, merged_into: '9' },
          { ...gone, source_id: '2', version: 3 },
        ],
      }),
    ).toMatchObject({ deleted: 1 });
    await apply({ tickets: [ticket(2), ticket(2, { source_id: '2' })] });
    expect(await columnOf(db, 'SELECT id FROM tickets WHERE deleted_at IS NULL')).toEqual([]);
    expect(await columnOf(db, 'SELECT merged_into FROM tickets ORDER BY id')).toEqual(['9', null]);
    await apply({ tickets: [ticket(4), ticket(4, { source_id: '2' })] });
    expect(
      await columnOf(
        db,
        'SELECT source_id FROM tickets WHERE deleted_at IS NULL AND merged_into IS NULL ORDER BY id',
      ),
    ).toEqual(['1', '2']);
  });
});

describe('labels', () => {
  const labels: PageRows = {
    agents: [
      {
        source_id: 'a1',
        name: 'Mara Lind',
        emails: ['mara@example.com'],
        role: 'agent',
        active: true,
      },
    ],
    groups: [{ source_id: 'g1', name: 'Tier 1' }],
    pipelines: [{ source_id: 'p1', name: 'Support' }],
    stages: [
      { source_id: 's1', pipeline_ref: 'p1', name: 'New', status: 'open' },
      { source_id: 's2', pipeline_ref: 'p1', name: 'Done', status: 'closed' },
    ],
  };
  const labelled = ticket(1, {
    ...{ agent_ref: 'a1', group_ref: 'g1', pipeline_ref: 'p1', stage_ref: 's2' },
    closed_at: '2026-11-19T10:00:00.000Z',
  });
  const columns = 'agent, "group", pipeline, stage, status, closed_at';
  const shown = ['Mara Lind', 'Tier 1', 'Support', 'Done', 'closed', '2026-11-19T10:00:00.000Z'];

  it('stand on a ticket whichever came first', async () => {
    for (const pages of [
      [labels, { tickets: [labelled] }],
      [{ tickets: [labelled] }, labels],
      [{ ...labels, tickets: [labelled] }],
    ]) {
      const { apply, ticket: read } = await openStore();
      for (const page of pages) await apply(page);
      expect(await read(columns)).toEqual(shown);
    }
  });

  it('that are renamed reach old tickets, and a former name stays an alias', async () => {
    const { db, apply, ticket: read } = await openStore();
    await apply({ ...labels, tickets: [labelled] });
    await apply({
      agents: [
        { ...(labels.agents?.[0] as NonNullable<PageRows['agents']>[0]), name: 'Mara Berg' },
      ],
      groups: [{ source_id: 'g1', name: 'First line' }],
      stages: [{ source_id: 's2', pipeline_ref: 'p1', name: 'Closed', status: 'closed' }],
    });
    expect(await read('agent, "group", stage')).toEqual(['Mara Berg', 'First line', 'Closed']);
    expect(await columnOf(db, 'SELECT aliases FROM agents')).toEqual([['Mara Lind']]);
  });

  it('of an open stage take back when a ticket ended', async () => {
    const { apply, ticket: read } = await openStore();
    await apply({ ...labels, tickets: [{ ...labelled, stage_ref: 's1' }] });
    expect(await read('status, closed_at')).toEqual(['open', null]);
  });
});

describe('messages', () => {
  const message = {
    source_id: 'm1',
    version: 1,
    conversation_kind: 'ticket',
    conversation_ref: '1',
    author_kind: 'customer',
    author: 'Ida',
    sent_at: '2026-11-19T08:00:00.000Z',
    text: 'Hello',
    public: true,
  } as const;

  it('belong to a ticket of their page at once, and to one that comes later when that is derived from', async () => {
    const first = await openStore();
    await first.apply({ tickets: [ticket(1)], messages: [message] });
    expect(await columnOf(first.db, 'SELECT conversation_id FROM messages')).toEqual(['toy:1']);
    const second = await openStore();
    await second.apply({ messages: [message] });
    await second.apply({ tickets: [ticket(1)] });
    const settings = { people: [], autoresponses: [] };
    await second.db.write((writer) =>
      deriveConversationFacts(writer, settings, { importIds: ['toy-a'] }),
    );
    expect(await columnOf(second.db, 'SELECT conversation_id FROM messages')).toEqual(['toy:1']);
    expect(await second.ticket('message_count')).toEqual([1]);
    expect(await second.apply({ messages: [message] })).toMatchObject({ unchanged: 1 });
  });

  it('of an agent who is a bot are a bot’s', async () => {
    const { db, apply } = await openStore();
    const bot = {
      source_id: 'b1',
      name: 'FAQ bot',
      emails: [],
      role: 'bot',
      active: true,
    } as const;
    const said = { ...message, author_kind: 'agent', author_ref: 'b1' } as const;
    await apply({ agents: [bot], messages: [said] });
    expect((await db.read('SELECT author, author_kind FROM messages')).rows).toEqual([
      ['FAQ bot', 'bot'],
    ]);
    expect(await apply({ messages: [said] })).toMatchObject({ unchanged: 1 });
  });
});

describe('ratings', () => {
  const rating = (id: string, value: number | null, ratedAt: string, version = 1) => ({
    ...{ source_id: id, version, conversation_ref: '1', raw: String(value), scale: '1–5' },
    ...{ score: null, rating: value, comment: null, rated_at: ratedAt },
  });

  it('stand on their ticket whichever came first, the newest of several', async () => {
    const ratings = [
      rating('r1', 2, '2026-11-19T09:00:00.000Z'),
      rating('r2', 5, '2026-11-20T09:00:00.000Z'),
    ];
    for (const pages of [
      [{ ratings }, { tickets: [ticket(1)] }],
      [{ tickets: [ticket(1)] }, { ratings }],
    ]) {
      const { apply, ticket: read } = await openStore();
      for (const page of pages) await apply(page);
      expect(await read('rating, rated_at')).toEqual([5, '2026-11-20T09:00:00.000Z']);
      expect(await apply({ tickets: [ticket(1)] })).toMatchObject({ unchanged: 1 });
    }
  });

  it('that are taken back leave the one before', async () => {
    const { apply, ticket: read } = await openStore();
    await apply({ tickets: [ticket(1)], ratings: [rating('r1', 4, '2026-11-19T09:00:00.000Z')] });
    await apply({ ratings: [rating('r1', null, '2026-11-19T09:00:00.000Z', 2)] });
    expect(await read('rating')).toEqual([null]);
  });
});

describe('what can’t be mapped', () => {
  it('is kept once with its reason, and forgotten when it arrives well', async () => {
    const { db, apply } = await openStore();
    const reject = {
      entity: 'tickets',
      source_id: '1',
      reason: 'no created date',
      raw: { id: 1 },
    } as const;
    await apply({ rejects: [reject] });
    await apply({ rejects: [reject] });
    expect((await db.read('SELECT reason, times, raw FROM rejects')).rows).toEqual([
      ['no created date', 2, '{"id":1}'],
    ]);
    await apply({ tickets: [ticket(1)] });
    expect(await columnOf(db, 'SELECT count(*) FROM rejects')).toEqual([0]);
  });
});

describe('history', () => {
  it('is added once', async () => {
    const { db, apply } = await openStore();
    const change = {
      ...{ ticket_ref: '1', field: 'stage', from_value: 'New', to_value: 'Done' },
      ...{ changed_by: null, changed_at: '2026-11-19T10:00:00.000Z' },
    };
    for (let n = 0; n < 2; n += 1) await apply({ tickets: [ticket(1)], history: [change, change] });
    expect(await columnOf(db, 'SELECT count(*) FROM ticket_history')).toEqual([1]);
  });
});
