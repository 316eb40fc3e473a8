import { describe, expect, it } from 'vitest';
import { loadFacts } from '../../src/analytics/load-facts.ts';
import { catalogue, openDesk } from './small-desk.ts';

const now = '2026-06-30T00:00:00.000Z';

describe('facts', () => {
  it('say what there is, from when to when, rows dated after now left out', async () => {
    await using db = await openDesk({
      tickets: [
        {
          source_id: '1',
          agent: 'Nova',
          tags: ['a', 'b', 'a'],
          created_at: '2026-03-01 09:00',
          updated_at: '2026-04-01 09:00',
        },
        {
          source_id: '2',
          agent: 'Nova',
          tags: ['b'],
          created_at: '2026-03-02 09:00',
          resolved_at: '2026-12-01 00:00',
        },
        { source_id: '3', agent: 'Girly', created_at: '2026-07-01 00:00' },
        {
          source_id: '4',
          agent: 'Gone',
          created_at: '2020-01-01 00:00',
          deleted_at: '2026-01-01 00:00',
        },
      ],
      chats: [
        {
          source_id: '5',
          agent: 'Nova',
          customer: 'a@x.com',
          customer_name: 'Ann',
          started_at: '2026-02-01 09:00',
          missed: true,
          ended_at: '2026-02-01 10:00',
        },
      ],
      messages: [{ conversation_id: 'test:tickets:1', sent_at: '2026-05-01 00:00', text: 'hi' }],
    });
    const facts = await loadFacts(db, catalogue, { now, people: [] });
    expect(facts.rows).toEqual({ tickets: 3, chats: 1, messages: 1, agents: 0, customers: 0 });
    expect(facts.range).toEqual({
      tickets: { from: '2026-03-01T09:00:00.000Z', to: '2026-04-01T09:00:00.000Z' },
      chats: { from: '2026-02-01T09:00:00.000Z', to: '2026-02-01T10:00:00.000Z' },
      conversations: { from: '2026-02-01T09:00:00.000Z', to: '2026-04-01T09:00:00.000Z' },
    });
    expect(facts.newestAt).toBe('2026-05-01T00:00:00.000Z');
    expect(facts.filled.tickets.has('resolved_at')).toBe(true);
    expect(facts.filled.chats.has('resolved_at')).toBe(false); // its only chat was missed
    expect(facts.filled.conversations.has('rating')).toBe(false);
    expect(facts.values.agent).toEqual([
      { value: 'Nova', count: 3, aliases: [] },
      { value: 'Girly', count: 1, aliases: [] },
    ]);
    expect(facts.values.tag).toEqual([
      { value: 'b', count: 2, aliases: [] },
      { value: 'a', count: 1, aliases: [] },
    ]);
    expect(facts.values.customer).toEqual([{ value: 'a@x.com', count: 1, aliases: ['Ann'] }]);
  });

  it('know managers and aliases, the settings before what was loaded', async () => {
    await using db = await openDesk({
      tickets: [{ agent: 'Nova', created_at: '2026-03-01 09:00' }],
      agents: [
        { source_id: '1', name: 'Nova', aliases: ['N.'], role: 'manager' },
        { source_id: '2', name: 'Richie', role: 'manager' },
      ],
    });
    const people = [
      { name: 'Nova', aliases: ['Supernova'], emails: [], role: 'agent' as const },
      { name: 'Bo', aliases: [], emails: [], role: 'manager' as const },
    ];
    const facts = await loadFacts(db, catalogue, { now, people });
    expect(facts.managers).toEqual(['Bo', 'Richie']);
    expect(facts.values.agent?.[0]?.aliases).toEqual(['N.', 'Supernova']);
  });

  it('list a file’s own columns with their values, and its sources', async () => {
    await using db = await openDesk({
      tickets: [{ source_id: '1', created_at: '2026-03-01 09:00' }],
    });
    await db.write(async (writer) => {
      await writer.run('ALTER TABLE tickets ADD COLUMN x_unit VARCHAR');
      await writer.run("UPDATE tickets SET x_unit = 'North'");
      await writer.run("INSERT INTO extra_fields VALUES ('tickets', 'x_unit', 'Unit')");
      await writer.run(
        "INSERT INTO imports (id, source, newest_at, finished_at) VALUES ('i', 'zendesk', TIMESTAMP '2026-03-01 09:00', TIMESTAMP '2026-03-02 09:00')",
      );
    });
    const facts = await loadFacts(db, catalogue, { now, people: [] });
    expect(facts.extras).toEqual([
      { table: 'tickets', column: 'x_unit', label: 'Unit', distinct: 1 },
    ]);
    expect(facts.values.x_unit).toEqual([{ value: 'North', count: 1, aliases: [] }]);
    expect(facts.filled.tickets.has('x_unit')).toBe(true);
    expect(facts.sources).toEqual([
      {
        source: 'zendesk',
        newestAt: '2026-03-01T09:00:00.000Z',
        loadedAt: '2026-03-02T09:00:00.000Z',
      },
    ]);
  });

  it('of an empty store are empty', async () => {
    await using db = await openDesk({});
    const facts = await loadFacts(db, catalogue, { now, people: [] });
    expect(facts).toMatchObject({
      range: { tickets: null, chats: null, conversations: null },
      newestAt: null,
      values: {},
    });
  });
});
