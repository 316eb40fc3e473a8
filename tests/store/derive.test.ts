import { describe, expect, it } from 'vitest';
import type { Person } from '../../src/core/settings.ts';
import type { Database } from '../../src/store/database.ts';
import { deriveConversationFacts } from '../../src/store/derive.ts';
import { openDatabase } from '../../src/store/open-database.ts';

const PEOPLE: readonly Person[] = [
  { name: 'Nova Lind', aliases: ['nl'], emails: ['nova@example.com'], role: 'agent' },
  { name: 'Richie', aliases: [], emails: [], role: 'manager' },
  { name: 'Helper', aliases: [], emails: [], role: 'bot' },
];
const SETTINGS = {
  people: PEOPLE,
  autoresponses: ['\\*977#', '^thank you for (contacting|writing)'],
};

type Cells = Record<string, string | number | boolean | readonly string[] | null>;

async function put(db: Database, table: string, rows: readonly Cells[]): Promise<void> {
  await db.write(async (writer) => {
    for (const row of rows) {
      const names = Object.keys(row);
      const columns = names.map((name) => `"${name}"`).join(', ');
      const values = names.map((name) => `$${name}`).join(', ');
      await writer.run(`INSERT INTO ${table} (${columns}) VALUES (${values})`, row);
    }
  });
}

/** A ticket `T1` … with its id and source; `day` is the day of January 2026 it was created on, at 10:00. */
const ticket = (n: number, rest: Cells = {}): Cells => ({
  id: `file:T${n}`,
  source: 'file',
  source_id: `T${n}`,
  created_at: `2026-01-0${n} 10:00:00`,
  import_id: 'tickets',
  ...rest,
});

const chat = (n: number, rest: Cells = {}): Cells => ({
  id: `file:C${n}`,
  source: 'file',
  source_id: `C${n}`,
  started_at: `2026-01-0${n} 12:00:00`,
  import_id: 'chats',
  ...rest,
});

let messageNumber = 0;
/** A public message on 1 January 2026 at the time given. */
const message = (ref: string, author_kind: string, time: string, rest: Cells = {}): Cells => ({
  id: `file:m${++messageNumber}`,
  source: 'file',
  conversation_ref: ref,
  author_kind,
  sent_at: `2026-01-01 ${time}`,
  text: 'hello',
  public: true,
  import_id: 'messages',
  ...rest,
});

const derive = (db: Database, importIds?: readonly string[]) =>
  db.write((writer) =>
    deriveConversationFacts(writer, SETTINGS, importIds ? { importIds } : undefined),
  );

async function facts(db: Database, columns: string, table = 'tickets'): Promise<unknown> {
  return (await db.read(`SELECT ${columns} FROM ${table} ORDER BY id`)).rows;
}

describe('replies', () => {
  const REPLIES = 'reply_count, message_count, reply_seconds, first_response_at';

  it('are public messages of human agents; each waited since the latest customer message before it', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    await put(db, 'tickets', [ticket(1)]);
    await put(db, 'messages', [
      message('T1', 'agent', '10:00:30'), // reply, nobody asked yet: no wait
      message('T1', 'customer', '10:01:00'),
      message('T1', 'bot', '10:01:10'),
      message('T1', 'agent', '10:01:20', { text: 'Thank you for contacting us' }), // automatic
      message('T1', 'agent', '10:01:30', { public: false }), // a note
      message('T1', 'system', '10:01:40'),
      message('T1', 'agent', '10:02:00', { public: null }), // reply, waited 60 s
      message('T1', 'agent', '10:03:00'), // reply, a second in a row, waited 120 s
      message('T1', 'agent', '10:04:00', { deleted_at: '2026-01-02 00:00:00' }),
      message('T1', 'customer', '10:05:00'),
      message('T1', 'agent', '10:05:00'), // reply at the same instant: waited since 10:01, 240 s
    ]);
    await derive(db);
    // Replies 10:00:30, 10:02, 10:03, 10:05 → 4. Messages: those, two of the customer, one of the bot → 7. Mean of 60, 120, 240 → 140.
    expect(await facts(db, REPLIES)).toEqual([[4, 7, 140, '2026-01-01T10:00:30.000Z']]);
  });

  it('are unknown, not none, where there are no messages', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    await put(db, 'tickets', [ticket(1), ticket(2)]);
    await put(db, 'messages', [message('T1', 'customer', '10:01:00')]);
    await derive(db);
    expect(await facts(db, REPLIES)).toEqual([
      [0, 1, null, null],
      [null, null, null, null],
    ]);
  });

  it('keep a first response the source gave, and follow the messages where it gave none', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    await put(db, 'tickets', [ticket(1, { first_response_at: '2026-01-01 11:00:00' }), ticket(2)]);
    await put(db, 'chats', [chat(1)]);
    await put(db, 'messages', [
      message('T1', 'agent', '10:30:00'),
      message('T2', 'agent', '09:00:00'), // before it was created, a day later
      message('C1', 'agent', '12:07:00'),
    ]);
    await derive(db);
    expect(await facts(db, 'first_response_at')).toEqual([['2026-01-01T11:00:00.000Z'], [null]]);
    expect(await facts(db, 'first_response_at', 'chats')).toEqual([['2026-01-01T12:07:00.000Z']]);

    await put(db, 'messages', [message('C1', 'agent', '12:05:00', { import_id: 'later' })]);
    await derive(db, ['later']);
    expect(await facts(db, 'first_response_at', 'chats')).toEqual([['2026-01-01T12:05:00.000Z']]);
  });

  it('leave out automatic ones by the patterns of settings, and only for agents and bots', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    await put(db, 'tickets', [ticket(1)]);
    await put(db, 'messages', [
      message('T1', 'customer', '10:01:00', { text: 'I dialled *977# twice' }),
      message('T1', 'agent', '10:02:00', { text: 'Please dial *977# now' }),
      message('T1', 'agent', '10:03:00', { text: 'marked by its source', autoresponse: true }),
    ]);
    await derive(db);
    expect((await db.read('SELECT autoresponse FROM messages ORDER BY sent_at')).rows).toEqual([
      [null],
      [true],
      [true],
    ]);
    expect(await facts(db, REPLIES)).toEqual([[0, 1, null, null]]);
  });

  it('do not count what settings know to be a bot', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    await put(db, 'tickets', [ticket(1)]);
    await put(db, 'messages', [message('T1', 'agent', '10:01:00', { author: 'HELPER' })]);
    await derive(db);
    expect(await facts(db, REPLIES)).toEqual([[0, 1, null, null]]);
  });
});

describe('messages', () => {
  it('find the conversation of their own source, else the only one there is', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    const at = (source: string, id: string) => ({ id: `${source}:${id}`, source, source_id: id });
    await put(db, 'tickets', [at('a', '1'), at('b', '1'), at('a', '2'), at('a', '3')]);
    await put(db, 'chats', [at('b', '2'), at('b', '3'), at('b', '4')]);
    const from = (source: string, ref: string) => message(ref, 'customer', '10:00:00', { source });
    await put(db, 'messages', [
      from('a', '1'), // a:1, its own source's
      from('b', '2'), // b:2, a chat
      from('c', '4'), // b:4, the only one
      from('c', '1'), // two: unknown
      from('c', '9'), // none: unknown
    ]);
    await derive(db);
    const { rows } = await db.read(
      'SELECT source, conversation_ref, conversation_kind, conversation_id FROM messages ORDER BY ALL',
    );
    expect(rows).toEqual([
      ['a', '1', 'ticket', 'a:1'],
      ['b', '2', 'chat', 'b:2'],
      ['c', '1', null, null],
      ['c', '4', 'chat', 'b:4'],
      ['c', '9', null, null],
    ]);
  });

  it('stay apart from a ticket and a chat of one source and one id', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    await put(db, 'tickets', [ticket(1, { source_id: '7' })]);
    await put(db, 'chats', [chat(1, { source_id: '7' })]);
    await put(db, 'messages', [message('7', 'customer', '10:00:00')]);
    await derive(db);
    expect((await db.read('SELECT conversation_id FROM messages')).rows).toEqual([[null]]);
  });

  it('that came before their ticket are joined when it comes', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    await put(db, 'messages', [message('T1', 'agent', '10:02:00')]);
    await derive(db, ['messages']);
    await put(db, 'tickets', [ticket(1)]);
    await derive(db, ['tickets']);
    expect(await facts(db, 'reply_count, first_response_at')).toEqual([
      [1, '2026-01-01T10:02:00.000Z'],
    ]);
  });
});

describe('a first response', () => {
  it('in a chat comes after the customer has written; a ticket’s own text need not be a message', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    await put(db, 'tickets', [ticket(1)]);
    const began = { started_at: '2026-01-01 12:00:00' };
    await put(db, 'chats', [chat(2, began), chat(3, began), chat(4, began)]);
    await put(db, 'messages', [
      message('T1', 'agent', '10:02:00'), // counts, though the customer's next message is later
      message('T1', 'customer', '10:05:00'),
      message('C2', 'agent', '12:00:05'), // a greeting
      message('C2', 'customer', '12:00:10'),
      message('C3', 'agent', '12:00:05'),
      message('C3', 'customer', '12:00:10'),
      message('C3', 'agent', '12:00:30'),
      message('C4', 'agent', '12:00:05'), // nobody else's words are known
    ]);
    await derive(db);
    expect(await facts(db, 'first_response_at')).toEqual([['2026-01-01T10:02:00.000Z']]);
    const { rows } = await db.read(
      'SELECT source_id, strftime(first_response_at, $at) FROM chats ORDER BY source_id',
      { at: '%H:%M:%S' },
    );
    expect(rows).toEqual([
      ['C2', null],
      ['C3', '12:00:30'],
      ['C4', '12:00:05'],
    ]);
  });
});

describe('customers', () => {
  it('get a row each, and their conversations point to it', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    await put(db, 'tickets', [
      ticket(1, { customer_email: 'Ann@Example.com', customer_name: 'Ann', company: 'ACME' }),
      ticket(2, { customer_name: 'Bo' }),
      ticket(3),
    ]);
    await put(db, 'chats', [chat(4, { customer: 'ann@example.com', customer_name: 'Ann B.' })]);
    await derive(db);
    expect(await facts(db, 'customer')).toEqual([['ann@example.com'], ['Bo'], [null]]);
    expect(await facts(db, 'id, name, emails, company', 'customers')).toEqual([
      ['Bo', 'Bo', [], null],
      ['ann@example.com', 'Ann B.', ['ann@example.com'], 'ACME'],
    ]);
  });

  it('come back: the next contact is their first other conversation after the resolution', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    const ann = { customer: 'ann' };
    await put(db, 'tickets', [
      ticket(1, { ...ann, resolved_at: '2026-01-02 10:00:00' }), // next: T2, which begins that instant? no, later only: C3
      ticket(2, { ...ann }), // unresolved: none
      ticket(4, { ...ann, resolved_at: '2026-01-04 11:00:00', deleted_at: '2026-01-05 00:00:00' }),
      ticket(5, { ...ann, resolved_at: '2026-01-05 09:00:00' }), // resolved before it began: not itself, C6
      ticket(7, { customer: 'bo', resolved_at: '2026-01-07 11:00:00' }), // nobody else's
    ]);
    await put(db, 'chats', [
      chat(3, { ...ann, ended_at: '2026-01-03 12:10:00' }), // T4 is deleted: T5
      chat(6, { ...ann, ended_at: '2026-01-06 12:10:00', missed: true }), // missed: not resolved
      chat(8, { ...ann }),
    ]);
    await derive(db);
    expect(
      await facts(db, 'source_id, next_contact_at', 'tickets WHERE deleted_at IS NULL'),
    ).toEqual([
      ['T1', '2026-01-03T12:00:00.000Z'],
      ['T2', null],
      ['T5', '2026-01-06T12:00:00.000Z'],
      ['T7', null],
    ]);
    expect(await facts(db, 'source_id, next_contact_at', 'chats')).toEqual([
      ['C3', '2026-01-05T10:00:00.000Z'],
      ['C6', null],
      ['C8', null],
    ]);
  });

  it('are looked at again when a later import brings another conversation of theirs', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    await put(db, 'tickets', [ticket(1, { customer: 'ann', resolved_at: '2026-01-01 11:00:00' })]);
    await derive(db);
    await put(db, 'tickets', [ticket(2, { customer: 'ann', import_id: 'later' })]);
    await derive(db, ['later']);
    expect(await facts(db, 'next_contact_at')).toEqual([['2026-01-02T10:00:00.000Z'], [null]]);
  });
});

describe('agents', () => {
  it('have one name wherever they occur, and a row with their role', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    await put(db, 'tickets', [
      ticket(1, { agent: 'nl' }),
      ticket(2, { agent: 'richie' }),
      ticket(3),
    ]);
    await put(db, 'chats', [
      chat(4, { agent: 'Nova', agents: ['nova@example.com', 'Girly', 'NL'] }),
    ]);
    await put(db, 'messages', [
      message('T1', 'agent', '10:02:00', { author: 'Nova@example.com' }),
      message('T1', 'customer', '10:01:00', { author: 'nl' }), // a customer of that name
    ]);
    await derive(db);
    expect(await facts(db, 'agent')).toEqual([['Nova Lind'], ['Richie'], [null]]);
    expect(await facts(db, 'agent, agents', 'chats')).toEqual([
      ['Nova Lind', ['Nova Lind', 'Girly']],
    ]);
    expect((await db.read('SELECT author FROM messages ORDER BY sent_at')).rows).toEqual([
      ['nl'],
      ['Nova Lind'],
    ]);
    expect(await facts(db, 'name, role, aliases', 'agents')).toEqual([
      ['Girly', 'agent', []],
      ['Nova Lind', 'agent', ['nl']],
      ['Richie', 'manager', []],
    ]);
  });

  it('keep the rows they were loaded with', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    await put(db, 'agents', [
      {
        id: 'file:9',
        source: 'file',
        name: 'Francis',
        aliases: ['fra'],
        role: 'manager',
        active: false,
      },
    ]);
    await put(db, 'tickets', [ticket(1, { agent: 'FRA' })]);
    await derive(db);
    expect(await facts(db, 'agent')).toEqual([['Francis']]);
    expect(await facts(db, 'id, name, aliases, role, active', 'agents')).toEqual([
      ['file:9', 'Francis', ['fra'], 'manager', false],
    ]);
  });
});

it('changes nothing the second time', async () => {
  await using db = await openDatabase({ path: ':memory:' });
  await put(db, 'tickets', [
    ticket(1, { agent: 'girly', customer_email: 'Ann@example.com' }),
    ticket(2),
  ]);
  await put(db, 'chats', [chat(3, { agent: 'Girly', customer_email: 'ann@example.com' })]);
  await put(db, 'messages', [
    message('T1', 'customer', '10:00:10'),
    message('T1', 'agent', '10:00:20'),
  ]);
  const all = async () =>
    Promise.all(
      ['tickets', 'chats', 'messages', 'agents', 'customers'].map((t) => facts(db, '*', t)),
    );
  await derive(db);
  const once = await all();
  await derive(db);
  await derive(db, ['tickets', 'chats', 'messages']);
  expect(await all()).toEqual(once);
});
