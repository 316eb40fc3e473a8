import { describe, expect, it } from 'vitest';
import { erasedKey, markErased } from '../../../src/store/erased.ts';
import { openPageTable } from './page-table.ts';

const AUTO = 'Thank you! Dial *977# to report an outage.';

/** As message exports of social desks spell it. */
const grouped = {
  grouped_chats: {
    '24001': [
      {
        MESSAGE_CONTENT: 'Where is my parcel?',
        DIRECTION: 'to_company',
        SOCIAL_CREATE_TIME: '2026-11-19T10:00:00.000Z',
        FB_USERNAME: 'Ida Holm',
        AGENT_USERNAME: 'tariq',
      },
      {
        MESSAGE_CONTENT: AUTO,
        DIRECTION: 'to_client',
        SOCIAL_CREATE_TIME: '2026-11-19T10:00:05.000Z',
      },
      {
        MESSAGE_CONTENT: 'We are on it',
        DIRECTION: 'to_client',
        SOCIAL_CREATE_TIME: '2026-11-19T10:04:00.000Z',
        AGENT_USERNAME: 'Tariq Osei',
      },
      { MESSAGE_CONTENT: null, DIRECTION: 'to_client', SOCIAL_CREATE_TIME: '2026-11-19T10:05:00Z' },
      {
        MESSAGE_CONTENT: 'When?',
        DIRECTION: 'sideways',
        SOCIAL_CREATE_TIME: '2026-11-19T10:06:00Z',
      },
      { MESSAGE_CONTENT: 'When?', DIRECTION: 'to_company' },
    ],
    '24002': [
      {
        MESSAGE_CONTENT: 'Anybody there?',
        DIRECTION: 'to_company',
        SOCIAL_CREATE_TIME: '2026-11-19 22:30:00',
      },
      { MESSAGE_CONTENT: AUTO, DIRECTION: 'to_client', SOCIAL_CREATE_TIME: '2026-11-19 22:30:02' },
    ],
  },
};

const graph = {
  data: [
    {
      id: 't_1',
      participants: {
        data: [
          { name: 'Ida Holm', id: '24001' },
          { name: 'Acme Shop', id: '1050' },
        ],
      },
      messages: {
        data: [
          {
            id: 'm_2',
            message: 'We are on it',
            created_time: '2026-11-19T10:04:00+0000',
            from: { name: 'Acme Shop', id: '1050' },
          },
          {
            id: 'm_1',
            message: 'Where is my parcel?',
            created_time: '2026-11-19T10:00:00+0000',
            from: { name: 'Ida Holm', id: '24001' },
          },
        ],
        paging: { cursors: { before: 'a', after: 'b' }, next: 'https://graph.example.test/next' },
      },
    },
    {
      messages: {
        data: [
          {
            id: 'm_3',
            message: '',
            attachments: { data: [{ id: '1', mime_type: 'image/png' }] },
            created_time: '2026-11-18T09:00:00+0000',
            from: { name: 'Jo Park', id: '24002' },
          },
        ],
      },
      participants: {
        data: [
          { name: 'Jo Park', id: '24002' },
          { name: 'Acme Shop', id: '1050' },
        ],
      },
      id: 't_2',
    },
  ],
  paging: { cursors: { before: 'a', after: 'b' } },
};

const thread = {
  participants: [{ name: 'Ida Holm' }, { name: 'Acme Shop' }],
  messages: [
    { sender_name: 'Acme Shop', timestamp_ms: 1_795_082_640_000, content: 'We are on it' },
    { sender_name: 'Ida Holm', timestamp_ms: 1_795_082_500_000, photos: [{ uri: 'a.jpg' }] },
    { sender_name: 'Ida Holm', timestamp_ms: 1_795_082_450_000, is_unsent: true },
    {
      sender_name: 'Ida Holm',
      timestamp_ms: 1_795_082_400_000,
      content: 'Den er forsinket \u00c3\u00a6rgerligt',
      reactions: [{ reaction: '\u00f0\u009f\u0098\u00a2', actor: 'Ida Holm' }],
    },
  ],
  title: 'Ida Holm',
  is_still_participant: true,
  thread_path: 'inbox/idaholm_10160',
  magic_words: [],
};

const CHATS = `SELECT source_id, agent, customer_name, started_at, ended_at, first_response_at, missed, message_count
  FROM chats ORDER BY source_id`;
const MESSAGES = `SELECT conversation_ref, author_kind, author, text, autoresponse FROM messages ORDER BY conversation_ref, sent_at`;

describe('messages of a Facebook page', () => {
  it('come out of grouped_chats by id, with directions, agents and automatic answers told apart', async () => {
    await using table = await openPageTable();
    const preview = await table.preview(grouped);
    expect(preview).toMatchObject({ entity: 'chats', source: 'facebook', rows: 2, questions: [] });
    expect(preview.pageMessages).toEqual({
      page: null,
      conversations: 2,
      known: 0,
      messages: 5,
      fromCustomers: 2,
      automatic: 2,
      agents: [{ name: 'Tariq Osei', messages: 1 }],
      from: '2026-11-19T10:00:00.000Z',
      to: '2026-11-19T22:30:02.000Z',
      invalid: [
        { reason: 'it has neither text nor an attachment', messages: 1 },
        { reason: 'it has no time', messages: 1 },
        { reason: 'its direction is none that is known', messages: 1 },
      ],
    });
    const summary = await table.load(grouped);
    expect(summary).toMatchObject({ rows: 2, inserted: 2, updated: 0, unchanged: 0 });
    expect(await table.rows(CHATS)).toEqual([
      [
        ...['24001', 'Tariq Osei', 'Ida Holm'],
        ...['2026-11-19T10:00:00.000Z', '2026-11-19T10:04:00.000Z', '2026-11-19T10:04:00.000Z'],
        ...[false, 2],
      ],
      ['24002', null, null, '2026-11-19T22:30:00.000Z', '2026-11-19T22:30:02.000Z', null, true, 1],
    ]);
    expect(await table.rows(MESSAGES)).toEqual([
      ['24001', 'customer', 'Ida Holm', 'Where is my parcel?', null],
      ['24001', 'agent', null, AUTO, true],
      ['24001', 'agent', 'Tariq Osei', 'We are on it', null],
      ['24002', 'customer', null, 'Anybody there?', null],
      ['24002', 'agent', null, AUTO, true],
    ]);
    const rejects = `SELECT entity, reason, times, mapping FROM rejects WHERE source = 'facebook' ORDER BY reason`;
    expect(await table.rows(rejects)).toEqual([
      ['messages', 'it has neither text nor an attachment', 1, 'facebook-1'],
      ['messages', 'it has no time', 1, 'facebook-1'],
      ['messages', 'its direction is none that is known', 1, 'facebook-1'],
    ]);
  });

  it('come out of every other spelling of the same', async () => {
    const spellings: readonly unknown[] = [
      {
        grouped_chats: [
          { chat_id: '7', customer: 'Ida', messages: plain('direction', 'text', 'timestamp') },
        ],
      },
      {
        grouped_chats: [
          { messages: plain('direction', 'message', 'created_at'), conversation_id: 7 },
        ],
      },
      {
        groupedChats: {
          7: { customer: { name: 'Ida' }, messages: plain('direction', 'content', 'time') },
        },
      },
      { 7: plain('DIRECTION', 'MESSAGE_CONTENT', 'SOCIAL_CREATE_TIME') },
      plain('DIRECTION', 'MESSAGE', 'SOCIAL_CREATE_TIME').map((row) => ({ ...row, FB_ID: '7' })),
      {
        select: plain('Direction', 'Message', 'MDATE').map((row) => ({ ...row, FB_CHAT_ID: '7' })),
      },
      {
        conversations: [
          { fb_chat_id: '7', messages: plain('direction', 'message_content', 'sent_at') },
        ],
      },
    ];
    for (const content of spellings) {
      await using table = await openPageTable();
      await table.load(content);
      expect(
        await table.rows(
          `SELECT conversation_ref, author_kind, text FROM messages ORDER BY sent_at`,
        ),
      ).toEqual([
        ['7', 'customer', 'Hello'],
        ['7', 'agent', 'Hi'],
      ]);
    }
  });

  it('come out of a Graph API dump, whose page is the one in every conversation', async () => {
    await using table = await openPageTable();
    const preview = await table.preview(graph);
    expect(preview.pageMessages).toMatchObject({
      page: 'Acme Shop',
      conversations: 2,
      messages: 3,
    });
    expect(preview.warnings).toEqual([
      'Messages by “Acme Shop”, who takes part in every conversation, count as the team’s.',
      '1 conversation is incomplete: the dump says that more of their messages follow.',
    ]);
    await table.load(graph);
    expect(await table.rows(CHATS)).toEqual([
      [
        ...['t_1', 'Acme Shop', 'Ida Holm'],
        ...['2026-11-19T10:00:00.000Z', '2026-11-19T10:04:00.000Z', '2026-11-19T10:04:00.000Z'],
        ...[false, 2],
      ],
      [
        't_2',
        null,
        'Jo Park',
        '2026-11-18T09:00:00.000Z',
        '2026-11-18T09:00:00.000Z',
        null,
        true,
        1,
      ],
    ]);
    expect(await table.rows('SELECT customer FROM chats ORDER BY 1')).toEqual([
      ['facebook:24001'],
      ['facebook:24002'],
    ]);
  });

  it('come out of a downloaded thread once somebody says which one is the page', async () => {
    await using table = await openPageTable();
    const preview = await table.preview(thread);
    expect(preview.questions).toEqual([
      {
        about: 'page',
        text: 'Which of those who take part is the page?',
        byOption: '--page',
        options: [
          { label: 'Acme Shop', overrides: { page: 'Acme Shop' } },
          { label: 'Ida Holm', overrides: { page: 'Ida Holm' } },
        ],
      },
    ]);
    await expect(table.load(thread)).rejects.toThrow('Which of those who take part is the page?');
    await expect(table.load(thread, { page: 'Acme' })).rejects.toThrow('nobody called “Acme”');
    await table.load(thread, { page: 'acme shop' });
    expect(await table.rows(MESSAGES)).toEqual([
      ['inbox/idaholm_10160', 'customer', 'Ida Holm', 'Den er forsinket ærgerligt', null],
      ['inbox/idaholm_10160', 'customer', 'Ida Holm', null, null],
      ['inbox/idaholm_10160', 'agent', 'Acme Shop', 'We are on it', null],
    ]);
    expect(await table.rows('SELECT reason FROM rejects')).toEqual([
      ['it was taken back by its sender'],
    ]);
  });

  it('make one conversation of the several files of a thread', async () => {
    await using table = await openPageTable();
    await table.load(thread, { page: 'Acme Shop' });
    const earlier = {
      ...thread,
      messages: [
        { sender_name: 'Ida Holm', timestamp_ms: 1_795_000_000_000, content: 'Same' },
        { sender_name: 'Ida Holm', timestamp_ms: 1_795_000_000_000, content: 'Same' },
      ],
    };
    const summary = await table.load(earlier, { page: 'Acme Shop' });
    expect(summary).toMatchObject({ inserted: 0, updated: 1 });
    expect(await table.rows('SELECT started_at, agent, message_count FROM chats')).toEqual([
      [new Date(1_795_000_000_000).toISOString(), 'Acme Shop', 5],
    ]);
  });

  it('change nothing when they are brought again, unless forced', async () => {
    await using table = await openPageTable();
    await table.load(grouped);
    const before = await table.db.version();
    const again = await table.preview(grouped);
    expect(again.pageMessages?.known).toBe(2);
    expect(await table.load(grouped)).toMatchObject({ inserted: 0, updated: 0, unchanged: 2 });
    expect(await table.db.version()).toBe(before);
    expect(await table.rows('SELECT count(*) FROM imports')).toEqual([[1]]);
    await table.db.write((writer) =>
      writer.run(
        `INSERT INTO analyses (conversation_id, category) VALUES ('facebook:24001', 'Old'), ('other:1', 'Kept')`,
      ),
    );
    expect(await table.load(grouped, { force: true })).toMatchObject({ updated: 2, unchanged: 0 });
    expect(await table.rows('SELECT category FROM analyses')).toEqual([['Kept']]);
    expect(await table.rows('SELECT count(*) FROM messages')).toEqual([[5]]);
    expect(await table.rows('SELECT count(*) FROM rejects')).toEqual([[3]]);
  });

  it('are only worked through where something changed', async () => {
    await using table = await openPageTable();
    await table.load(grouped);
    const more = structuredClone(grouped);
    more.grouped_chats['24002'].push({
      ...{ MESSAGE_CONTENT: 'Sorry for the wait', DIRECTION: 'to_client' },
      SOCIAL_CREATE_TIME: '2026-11-20 08:00:00',
    });
    expect(await table.load(more)).toMatchObject({ inserted: 0, updated: 1, unchanged: 1 });
    expect(await table.rows(`SELECT missed FROM chats WHERE source_id = '24002'`)).toEqual([
      [false],
    ]);
  });

  it('leave out who was erased, and addresses of theirs', async () => {
    await using table = await openPageTable();
    await table.db.write((writer) =>
      markErased(
        writer,
        [
          erasedKey.conversation('chat', 'facebook', '24001'),
          erasedKey.customer('facebook', '777'),
          erasedKey.email('ida@example.test'),
        ],
        '2026-11-20T00:00:00Z',
      ),
    );
    const more = structuredClone(grouped);
    more.grouped_chats['24002'].push({
      ...{ MESSAGE_CONTENT: 'Ask Ida@example.test or jo@example.test', DIRECTION: 'to_client' },
      SOCIAL_CREATE_TIME: '2026-11-20 08:00:00',
    });
    await table.load(more);
    const others = structuredClone(graph);
    for (const one of others.data) one.participants.data[0] = { name: 'Kim Roe', id: '777' };
    await table.load(others, { page: 'Acme Shop' });
    expect(await table.rows('SELECT source_id FROM chats')).toEqual([['24002']]);
    expect(await table.rows(`SELECT text FROM messages WHERE text LIKE 'Ask%'`)).toEqual([
      ['Ask [erased] or jo@example.test'],
    ]);
    expect(await table.rows('SELECT count(*) FROM rejects')).toEqual([[0]]);
  });

  it('read times without a zone in the zone given', async () => {
    await using table = await openPageTable();
    await table.load(grouped, { zone: 'America/New_York' });
    expect(await table.rows(`SELECT started_at FROM chats WHERE source_id = '24002'`)).toEqual([
      ['2026-11-20T03:30:00.000Z'],
    ]);
  });

  it('keep unknown conversations, impossible times and people of one name apart', async () => {
    await using table = await openPageTable();
    const summary = await table.load({
      grouped_chats: [
        { messages: plain('direction', 'text', 'timestamp') },
        {
          chat_id: '8',
          messages: [
            { direction: 'in', text: 'In seconds', timestamp: 1_795_082_400 },
            { direction: 'in', text: 'Long ago', timestamp: '1970-01-01T00:00:00Z' },
            { direction: 'in', text: 'What time', timestamp: 'NaT' },
            { text: 'Who', timestamp: 1_795_082_400 },
            'no message at all',
          ],
        },
      ],
    });
    expect(summary.unusable.map(({ value, rows }) => [value, rows])).toEqual([
      ['its conversation has no id', 2],
      ['it is no object with fields', 1],
      ['its time can’t be read', 1],
      ['its time can’t be right', 1],
      ['nothing says who wrote it', 1],
    ]);
    expect(await table.rows('SELECT text, sent_at FROM messages')).toEqual([
      ['In seconds', '2026-11-19T10:00:00.000Z'],
    ]);
  });
});

describe('what is not a file of page messages', () => {
  it('is left to the other imports', async () => {
    await using table = await openPageTable();
    const csv = await table.preview('id,subject\n1,Hello\n');
    expect(csv).toMatchObject({ format: 'csv', entity: 'tickets' });
    expect(csv.pageMessages).toBeUndefined();
    const json = await table.preview([{ id: 1, subject: 'Hello', created_at: '2026-01-01' }]);
    expect(json.pageMessages).toBeUndefined();
  });

  it('is refused with line and column where it breaks', async () => {
    await using table = await openPageTable();
    const whole = JSON.stringify(grouped, null, 2);
    const cases: readonly (readonly [string, string])[] = [
      [whole.slice(0, 400), 'the file ends in the middle'],
      [whole.replace('"When?",', '"When?"'), 'line 29, column 9: not valid JSON'],
      [whole.replace('"to_company"', 'to_company'), 'line 6, column 22: not valid JSON'],
      [`${whole} {}`, 'there is more after the end'],
      [
        `{"grouped_chats": [{"id": 1, "messages": [{"direction": "in", "text": ${'['.repeat(40)}${']'.repeat(40)}}]}]}`,
        'nested more than 32 deep',
      ],
    ];
    for (const [content, words] of cases) {
      await expect(table.preview(content), words).rejects.toThrow(words);
    }
    expect(await table.rows('SELECT count(*) FROM messages')).toEqual([[0]]);
  });

  it('is refused when it is larger than page messages may be', async () => {
    await using table = await openPageTable(0.001);
    await expect(table.preview(JSON.stringify(grouped, null, 4))).rejects.toThrow(
      'FACEBOOK_LIMIT_MB',
    );
  });
});

function plain(direction: string, text: string, time: string): readonly Record<string, unknown>[] {
  return [
    { [direction]: 'to_company', [text]: 'Hello', [time]: '2026-11-19T10:00:00Z' },
    { [direction]: 'to_client', [text]: 'Hi', [time]: '2026-11-19T10:01:00Z' },
  ];
}
