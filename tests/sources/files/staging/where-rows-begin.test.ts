import { describe, expect, it } from 'vitest';
import { openImportTable } from '../import-table.ts';

describe('a title above the header', () => {
  it('is left out, and said', async () => {
    await using table = await openImportTable();
    const content =
      '"Incident report",,\r\nFrom 2026-01-01,,\r\n\r\nNumber,State,Opened\r\nINC1,"Closed\r\n",2026-03-05 14:23\r\nINC2,New,2026-03-06 14:23\r\n';
    const { warnings } = await table.load('report.csv', content);
    expect(warnings.join()).toMatch(/named in line 4/);
    expect(await table.rows('SELECT source_id, status FROM tickets ORDER BY 1')).toEqual([
      ['INC1', 'closed'],
      ['INC2', 'open'],
    ]);
  });

  it('counts when the line of a mistake is told', async () => {
    await using table = await openImportTable();
    const content =
      'Report\n\nNumber;Category;State;Opened\nINC1;a;Closed;2026-03-05\nINC2;b;New\n';
    await expect(table.load('report.csv', content)).rejects.toThrow(/line 5/);
  });

  it('is not seen where rows are merely narrow', async () => {
    await using table = await openImportTable();
    const content = 'ticket_id,created_at\n1,2026-03-05\n2,2026-03-06\n';
    expect(await table.load('t.csv', content)).toMatchObject({ rows: 2, warnings: [] });
  });
});

describe('JSON with several lists', () => {
  it('has the tickets for rows, whatever comes along with them', async () => {
    await using table = await openImportTable();
    const ticket = { id: 1, status: 'open', created_at: '2026-03-05T14:23:00Z' };
    const { warnings } = await table.load(
      'export.json',
      JSON.stringify({
        users: [{ id: 9, name: 'Nova', photos: [{ size: 1 }] }],
        tickets: [{ ...ticket, fields: [{ id: 5, value: 'x' }] }],
        groups: [{ id: 3 }],
      }),
    );
    expect(warnings.join()).toMatch(/lists beside the rows: "users", "groups"/);
    expect(await table.rows('SELECT source_id, status FROM tickets')).toEqual([['1', 'open']]);
  });
});

describe('JSON that numbers its rows', () => {
  it.each([
    ['by key', { 1: { status: 'open' }, 2: { status: 'closed' } }],
    ['in every column', { ticket_id: { 0: 'a', 1: 'b' }, status: { 0: 'open', 1: 'closed' } }],
  ])('%s is refused, not read as one row', async (_, table) => {
    await using store = await openImportTable();
    await expect(store.preview('frame.json', JSON.stringify(table))).rejects.toThrow(
      /rows must be a list/,
    );
  });
});

describe('conversations with their messages in them', () => {
  const chats = [
    {
      chat_id: 'c1',
      started_at: '2026-03-05T14:23:00Z',
      agent: 'Nova',
      messages: [
        { author: 'Ida', author_kind: 'customer', text: 'hi', sent_at: '2026-03-05T14:23:00Z' },
        { author: 'Nova', author_kind: 'agent', text: 'hello', sent_at: '2026-03-05T14:24:00Z' },
      ],
    },
    { chat_id: 'c2', started_at: '2026-03-06T14:23:00Z', agent: 'Nova', messages: [] },
  ];

  it('are chats that say how to load the messages', async () => {
    await using table = await openImportTable();
    const { entity, rows, warnings } = await table.load('chats.json', JSON.stringify(chats));
    expect([entity, rows]).toEqual(['chats', 2]);
    expect(warnings.join()).toMatch(/"messages" lists messages.*as messages/);
  });

  it('give their messages when they are said to be messages', async () => {
    await using table = await openImportTable();
    await table.load('chats.json', JSON.stringify(chats));
    await table.load('chats.json', JSON.stringify(chats), { as: 'messages' });
    expect(
      await table.rows(
        'SELECT m.conversation_ref, m.author_kind, m.text, c.source_id FROM messages m JOIN chats c ON c.id = m.conversation_id ORDER BY sent_at',
      ),
    ).toEqual([
      ['c1', 'customer', 'hi', 'c1'],
      ['c1', 'agent', 'hello', 'c1'],
    ]);
  });

  it('may be a dump of a page', async () => {
    await using table = await openImportTable();
    const message = {
      id: 'm_1',
      message: 'Where is it?',
      created_time: '2026-11-19T10:00:00+0000',
      from: { name: 'Ida', id: '1' },
    };
    const dump = {
      data: [
        { id: 't_1', participants: { data: [{ name: 'Ida' }] }, messages: { data: [message] } },
      ],
    };
    await table.load('page.json', JSON.stringify(dump), { as: 'messages' });
    expect(
      await table.rows('SELECT source_id, conversation_ref, author, text, sent_at FROM messages'),
    ).toEqual([['m_1', 't_1', 'Ida', 'Where is it?', '2026-11-19T10:00:00.000Z']]);
  });
});
