import { describe, expect, it } from 'vitest';
import { applyPage, EVERYTHING, type KnownIds } from '../../../src/sources/sync/apply-page.ts';
import { createIdFilter } from '../../../src/sources/sync/id-filter.ts';
import type { GoneRow, MessageRow, PageRows, TicketRow } from '../../../src/sources/sync/page.ts';
import type { Database } from '../../../src/store/database.ts';
import { deriveConversationFacts } from '../../../src/store/derive.ts';
import { openDatabase } from '../../../src/store/open-database.ts';

const NOW = '2026-11-20T12:00:00.000Z';

async function openStore(knownIds: KnownIds | null = null) {
  const db = await openDatabase({ path: ':memory:' });
  let segments = 0;
  return {
    db,
    apply: (page: PageRows, source = 'toy') =>
      db.write((writer) =>
        applyPage(writer, page, {
          ...{ source, mapping: 'toy-1', segment: `toy-${segments}`, now: NOW },
          ...{ knownIds, directory: null, holds: EVERYTHING },
        }),
      ),
    /** Derives from what was applied since the last time, and no more. */
    async settle() {
      const scope = { importIds: [`toy-${segments}`] };
      await db.write((writer) =>
        deriveConversationFacts(writer, { people: [], autoresponses: [] }, scope),
      );
      segments += 1;
    },
  };
}

const read = async (db: Database, sql: string): Promise<readonly (readonly unknown[])[]> =>
  (await db.read(sql)).rows;

const ticket = (version: number, rest: Partial<TicketRow> = {}): TicketRow => ({
  source_id: '1',
  version,
  subject: 'As it was',
  created_at: '2026-11-19T08:00:00.000Z',
  ...rest,
});
const gone = (version: number): GoneRow => ({
  ...{ entity: 'tickets', source_id: '1', version, deleted_at: NOW },
});
const nothingKnown = (): KnownIds => ({
  tickets: createIdFilter(),
  chats: createIdFilter(),
  messages: createIdFilter(),
  history: createIdFilter(),
});

describe('an older version that arrives late', () => {
  it('changes nothing where the newer one said the same as the one before', async () => {
    const { db, apply, settle } = await openStore();
    await apply({ tickets: [ticket(1)] });
    await settle();
    expect(await apply({ tickets: [ticket(3)] })).toMatchObject({ updated: 0, unchanged: 1 });
    await apply({ tickets: [ticket(2, { subject: 'In between' })] });
    expect(await read(db, 'SELECT subject, version FROM tickets')).toEqual([['As it was', 3]]);
  });

  it('does not bring back what was marked as gone a second time', async () => {
    const { db, apply } = await openStore();
    for (const version of [5, 9]) await apply({ gone: [gone(version)] });
    await apply({ tickets: [ticket(7)] });
    expect(await read(db, 'SELECT version FROM tickets WHERE deleted_at IS NULL')).toEqual([]);
  });
});

describe('a first pass, which looks for nothing that is surely new', () => {
  it('looks for what was marked as gone before it came', async () => {
    const { db, apply } = await openStore(nothingKnown());
    await apply({ gone: [gone(5)] });
    await apply({ tickets: [ticket(4)] });
    expect(await read(db, 'SELECT version, deleted_at FROM tickets')).toEqual([[5, NOW]]);
  });

  it('looks for history that came before its ticket', async () => {
    const { db, apply } = await openStore(nothingKnown());
    const change = {
      ...{ ticket_ref: '1', field: 'stage', from_value: 'New', to_value: 'Done' },
      ...{ changed_by: null, changed_at: NOW },
    };
    await apply({ history: [change] });
    await apply({ tickets: [ticket(1)], history: [change] });
    expect(await read(db, 'SELECT field FROM ticket_history')).toEqual([['stage']]);
  });
});

describe('a page', () => {
  it('that lists an agent, group, pipeline or stage twice has the last of it once', async () => {
    const { db, apply } = await openStore();
    const agent = { source_id: 'a', emails: [], role: 'agent', active: true } as const;
    const stage = { source_id: 's', pipeline_ref: 'p', status: 'open' } as const;
    await apply({
      agents: [
        { ...agent, name: 'Mara Lind' },
        { ...agent, name: 'Mara Berg' },
      ],
      groups: ['Old', 'New'].map((name) => ({ source_id: 'g', name })),
      pipelines: ['Old', 'New'].map((name) => ({ source_id: 'p', name })),
      stages: ['Old', 'New'].map((name) => ({ ...stage, name })),
    });
    expect(
      await read(
        db,
        'SELECT name FROM agents UNION ALL SELECT name FROM groups UNION ALL SELECT name FROM pipelines UNION ALL SELECT name FROM stages',
      ),
    ).toEqual([['Mara Berg'], ['New'], ['New'], ['New']]);
  });

  it('with half an emoji, a null character or a time beyond every calendar is taken all the same', async () => {
    const { db, apply } = await openStore();
    const odd = ticket(1, {
      subject: 'Half a \ud83d',
      description: 'Not \\ud83d, \u0000, but 😀',
      updated_at: '+275760-09-13T00:00:00.000Z',
    });
    await apply({ tickets: [odd] });
    expect(await read(db, 'SELECT subject, description, updated_at FROM tickets')).toEqual([
      ['Half a \ufffd', 'Not \\ud83d, \u0000, but 😀', null],
    ]);
    expect(await apply({ tickets: [odd] })).toMatchObject({ unchanged: 1 });
  });
});

describe('what is derived', () => {
  const later = ticket(1, { source_id: '2', created_at: '2026-11-19T10:00:00.000Z' });
  const resolved = { resolved_at: '2026-11-19T09:00:00.000Z' };
  const nextContact = async (db: Database) =>
    (await read(db, `SELECT next_contact_at FROM tickets WHERE source_id = '1'`))[0]?.[0];

  it('follows a conversation from one customer to another', async () => {
    const { db, apply, settle } = await openStore();
    const ida = { customer_email: 'ida@example.com' };
    await apply({ tickets: [ticket(1, { ...ida, ...resolved }), { ...later, ...ida }] });
    await settle();
    expect(await nextContact(db)).toBe('2026-11-19T10:00:00.000Z');
    await apply({ tickets: [{ ...later, version: 2, customer_email: 'jo@example.com' }] });
    await settle();
    expect(await nextContact(db)).toBeNull();
    expect(await read(db, 'SELECT customer FROM tickets ORDER BY id')).toEqual([
      ['ida@example.com'],
      ['jo@example.com'],
    ]);
  });

  it('follows a stage that turns out to be an open one', async () => {
    const { db, apply, settle } = await openStore();
    const at = { pipeline_ref: 'p', stage_ref: 's', customer_email: 'ida@example.com' };
    const stage = { source_id: 's', pipeline_ref: 'p', name: 'Waiting' };
    await apply({
      stages: [{ ...stage, status: 'closed' }],
      tickets: [ticket(1, { ...at, ...resolved }), { ...later, customer_email: 'ida@example.com' }],
    });
    await settle();
    await apply({ stages: [{ ...stage, status: 'open' }] });
    await settle();
    expect(await nextContact(db)).toBeNull();
  });

  it('leaves a message that waits for its ticket out of another system’s ticket of that number', async () => {
    const { db, apply, settle } = await openStore();
    const message: MessageRow = {
      ...{ source_id: 'm1', version: 1, conversation_kind: 'ticket', conversation_ref: '1' },
      ...{ author_kind: 'customer', sent_at: NOW, text: 'Hello', public: true },
    };
    await apply({ tickets: [ticket(1)] }, 'elsewhere');
    await apply({ messages: [message] });
    await settle();
    expect(await read(db, 'SELECT conversation_id FROM messages')).toEqual([[null]]);
    await apply({ tickets: [ticket(1)] });
    await settle();
    expect(await read(db, 'SELECT conversation_id FROM messages')).toEqual([['toy:1']]);
  });
});
