import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { purgeOldConversations } from '../../src/store/retention.ts';

const BEFORE = '2025-11-20T00:00:00.000Z';

let db: Database;

beforeAll(async () => {
  db = await openDatabase({ path: ':memory:', threads: 1, readers: 1 });
});
afterAll(() => db[Symbol.asyncDispose]());

/**
 * Tickets of hubspot: 1 old and closed, 2 old and open, 3 new, 4 old and deleted. One of a file that named itself hubspot, and one of another source.
 * Chats: 1 old and over, 2 old and still going on.
 */
beforeEach(async () => {
  await db.write((writer) =>
    writer.run(`
      DELETE FROM tickets; DELETE FROM chats; DELETE FROM messages; DELETE FROM customers; DELETE FROM ratings;
      DELETE FROM ticket_history; DELETE FROM analyses;
      INSERT INTO tickets BY NAME SELECT * FROM (VALUES
        ('hubspot:1', 'hubspot', '1', 'closed', TIMESTAMP '2025-11-19 10:00', NULL, 'ann@x.com', 5),
        ('hubspot:2', 'hubspot', '2', 'open', TIMESTAMP '2025-11-19 10:00', NULL, 'bob@x.com', 5),
        ('hubspot:3', 'hubspot', '3', 'closed', TIMESTAMP '2025-11-21 10:00', NULL, 'bob@x.com', 5),
        ('hubspot:4', 'hubspot', '4', 'open', TIMESTAMP '2025-01-01 10:00', TIMESTAMP '2025-02-01 10:00', 'bob@x.com', 5),
        ('hubspot:9', 'hubspot', '9', 'closed', TIMESTAMP '2020-01-01 10:00', NULL, 'file@x.com', NULL),
        ('zendesk:1', 'zendesk', '1', 'closed', TIMESTAMP '2020-01-01 10:00', NULL, 'zed@x.com', 5)
      ) AS t (id, source, source_id, status, created_at, deleted_at, customer, version);
      INSERT INTO chats BY NAME SELECT * FROM (VALUES
        ('hubspot:1', 'hubspot', '1', TIMESTAMP '2025-11-19 10:00', false, 'cid@x.com', 5),
        ('hubspot:2', 'hubspot', '2', TIMESTAMP '2025-11-19 10:00', true, 'dan@x.com', 5)
      ) AS t (id, source, source_id, started_at, active, customer, version);
      INSERT INTO messages BY NAME SELECT * FROM (VALUES
        ('a', 'hubspot', 'ticket', 'hubspot:1', '1', TIMESTAMP '2025-11-19 10:00', 5),
        ('b', 'hubspot', 'chat', 'hubspot:2', '2', TIMESTAMP '2025-11-19 10:00', 5),
        ('c', 'hubspot', 'ticket', 'hubspot:3', '3', TIMESTAMP '2025-11-21 10:00', 5),
        ('d', 'hubspot', NULL, NULL, '77', TIMESTAMP '2025-11-01 10:00', 5)
      ) AS t (source_id, source, conversation_kind, conversation_id, conversation_ref, sent_at, version);
      INSERT INTO customers (id, source) VALUES ('ann@x.com', 'hubspot'), ('bob@x.com', 'hubspot'), ('cid@x.com', 'hubspot');
      INSERT INTO ratings (source, source_id, conversation_ref) VALUES ('hubspot', 'r1', '1'), ('hubspot', 'r3', '3');
      INSERT INTO ticket_history (ticket_id, field) VALUES ('hubspot:1', 'status'), ('hubspot:2', 'status');
      INSERT INTO analyses (conversation_id) VALUES ('hubspot:4');`),
  );
});

const purge = () =>
  db.write((writer) => purgeOldConversations(writer, { before: BEFORE, sources: ['hubspot'] }));
const ids = async (table: string, column = 'id') =>
  (await db.read(`SELECT ${column} FROM ${table} ORDER BY ALL`)).rows.flat();

describe('purging old conversations', () => {
  it('takes what began before and is over, with all that hangs on it, and says how much', async () => {
    expect(await purge()).toEqual({
      tickets: 2,
      chats: 1,
      messages: 2,
      ticket_history: 1,
      ratings: 1,
      analyses: 1,
      customers: 2,
    });
    expect(await ids('messages', 'source_id')).toEqual(['b', 'c']);
    expect(await ids('ratings', 'source_id')).toEqual(['r3']);
    expect(await ids('ticket_history', 'ticket_id')).toEqual(['hubspot:2']);
    expect(await ids('customers')).toEqual(['bob@x.com']);
  });

  it('leaves what is open, what files brought, and other sources alone', async () => {
    await purge();
    expect(await ids('tickets')).toEqual(['hubspot:2', 'hubspot:3', 'hubspot:9', 'zendesk:1']);
    expect(await ids('chats')).toEqual(['hubspot:2']);
  });

  it('finds nothing the second time', async () => {
    await purge();
    expect(await purge()).toEqual({});
  });
});
