import { describe, expect, it } from 'vitest';
import type { ArchivedChat } from '../../../src/sources/livechat/answers.ts';
import { type MappedThread, mapThread } from '../../../src/sources/livechat/map-thread.ts';
import { remap } from '../../../src/sources/livechat/remap.ts';

const ASKED_AT = Date.parse('2026-11-20T12:00:00Z');
const MARA = 'mara@acme.test';
const TARIQ = 'tariq@acme.test';
const BOT = '2c1b8da190222160e8f9e077af4c625b';
const IDA = 'b7eff798-f8df-4364-8059-649c35c9ed0c';

const MAPPING = {
  directory: { agents: [MARA, TARIQ], bots: [BOT], former: [] },
  isAutomatic: (text: string) => text.includes('*977#'),
};

type Fields = Readonly<Record<string, unknown>>;

const PEOPLE = [
  { id: IDA, type: 'customer', name: 'Ida Holm', email: 'ida@example.test' },
  { id: MARA, type: 'agent', name: 'Mara', email: MARA, visibility: 'all' },
  { id: TARIQ, type: 'agent', name: 'Tariq', email: TARIQ, visibility: 'all' },
  { id: BOT, type: 'agent', name: 'FAQ bot', visibility: 'all' },
];

/** So many seconds into the thread, which begins at 10:00:00. */
const at = (second: number): string =>
  new Date(Date.parse('2026-11-19T10:00:00Z') + second * 1000).toISOString();

/** Events numbered as they are written down: `[second, author, fields]`. */
type Line = readonly [number, string | null, Fields | string];

function thread(lines: readonly Line[], fields: Fields = {}, chat: Fields = {}): ArchivedChat {
  const events = lines.map(([second, by, what], index) => ({
    id: `K1_${index + 1}`,
    created_at: at(second).replace('Z', '000Z'),
    visibility: 'all',
    ...(by !== null && { author_id: by }),
    ...(typeof what === 'string' ? { type: 'message', text: what } : what),
  }));
  const authors = lines.map(([, by]) => by).filter((by) => by !== null);
  return {
    id: 'P1',
    users: PEOPLE,
    properties: {},
    access: { group_ids: [0] },
    ...chat,
    thread: {
      id: 'K1',
      active: false,
      created_at: '2026-11-19T10:00:00.000000Z',
      user_ids: [...new Set([IDA, ...authors])],
      events,
      ...fields,
    },
  };
}

const happening = (type: string, vars: Fields = {}): Fields => ({
  ...{ type: 'system_message', system_message_type: type, text_vars: vars },
});
const CLOSED = happening('manual_archived_agent');

function rowsOf(mapped: MappedThread) {
  if ('reject' in mapped) throw new Error(mapped.reject.reason);
  return mapped;
}

const chatOf = (raw: ArchivedChat) => rowsOf(mapThread(raw, ASKED_AT, MAPPING)).chats[0];
const messagesOf = (raw: ArchivedChat) => rowsOf(mapThread(raw, ASKED_AT, MAPPING)).messages;

describe('a thread as a row', () => {
  it('tells who answered when: asked at 5 s, Mara at 52 s, closed at 540 s', () => {
    const raw = thread(
      [
        [5, IDA, 'My invoice is wrong'],
        [30, null, happening('routing.assigned_other', { agent: 'Mara' })],
        [52, MARA, 'Let me check'],
        [70, MARA, { type: 'message', text: 'VAT changed in May', visibility: 'agents' }],
        [540, null, CLOSED],
      ],
      { tags: ['billing'], queues_duration: 12 },
    );
    expect(chatOf(raw)).toEqual({
      source_id: 'K1',
      version: ASKED_AT,
      group_ref: '0',
      channel: 'Chat',
      tags: ['billing'],
      started_at: '2026-11-19T10:00:00.000Z',
      active: false,
      url: 'https://my.livechatinc.com/archives/K1',
      deleted_at: null,
      customer_ref: IDA,
      customer_name: 'Ida Holm',
      customer_email: 'ida@example.test',
      agent_ref: MARA,
      agent_refs: [MARA],
      first_response_at: at(52),
      ended_at: at(540),
      duration_seconds: 540,
      updated_at: at(540),
      bot_involved: false,
      transferred: false,
      missed: false,
      rating: null,
      rating_comment: null,
      rated_at: null,
    });
    expect(messagesOf(raw).map((row) => [row.author_kind, row.public, row.text])).toEqual([
      ['customer', true, 'My invoice is wrong'],
      ['system', true, 'routing assigned other'],
      ['agent', true, 'Let me check'],
      ['agent', false, 'VAT changed in May'],
      ['system', true, 'manual archived agent'],
    ]);
  });

  it('skips bots, greetings, notes and automatic answers for the first response: 90 s', () => {
    const raw = thread([
      [1, TARIQ, 'Can I help?'], // nobody has asked yet
      [5, IDA, 'Yes, where is my parcel?'],
      [6, BOT, 'Which order?'],
      [20, MARA, { type: 'message', text: 'taking this', visibility: 'agents' }],
      [30, MARA, 'We got your message *977#'],
      [90, MARA, 'It is in Malmö'],
    ]);
    expect(chatOf(raw)).toMatchObject({
      ...{ first_response_at: at(90), bot_involved: true, transferred: false, missed: false },
      ...{ agent_ref: MARA, agent_refs: [TARIQ, MARA] },
    });
  });

  it('is missed when nobody answered, a bot only while it was to answer alone', () => {
    const asked: Line = [5, IDA, 'Anybody?'];
    const bot: Line = [6, BOT, 'I can tell opening hours'];
    const over: Line = [300, null, happening('routing.archived_inactive')];
    const missed = (lines: readonly Line[], fields: Fields = {}) =>
      chatOf(thread(lines, fields))?.missed;
    expect(missed([asked, over])).toBe(true);
    expect(missed([asked])).toBe(true); // over without a word of it
    expect(missed([asked], { active: true })).toBe(false); // may still be answered
    expect(missed([asked, bot, over])).toBe(false);
    expect(missed([asked, bot, over], { queues_duration: 60 })).toBe(true); // waited for a person
    const fetched: Line = [9, null, happening('chat_transferred', { agent: 'FAQ bot' })];
    expect(missed([asked, bot, fetched, over])).toBe(true);
    expect(missed([[1, MARA, 'Can I help?'], over])).toBe(false); // nobody wanted anything
    expect(missed([[1, MARA, 'Can I help?'], asked, over])).toBe(true);
    expect(missed([over], { queues_duration: 60 })).toBe(true); // queued, and gone
    expect(missed([asked, [30, MARA, 'thanks for waiting *977#'], over])).toBe(true);
  });

  it('belongs to the last person who answered, else to the last one it was given to', () => {
    const lines: readonly Line[] = [
      [1, null, happening('routing.assigned_other', { agent: 'Mara' })],
      [5, IDA, 'Hello'],
      [9, null, happening('chat_transferred', { agent: 'Mara', targets: 'Tariq' })],
    ];
    const user_ids = [IDA, MARA, TARIQ];
    expect(chatOf(thread(lines, { user_ids }))).toMatchObject({
      ...{ agent_ref: TARIQ, agent_refs: [MARA, TARIQ], transferred: true, missed: true },
    });
    const answered: Line = [12, MARA, 'I stay'];
    expect(chatOf(thread([...lines, answered], { user_ids }))?.agent_ref).toBe(MARA);
    // Who only looks on has nothing to do with it.
    const users = PEOPLE.map((user) => ({ ...user, visibility: 'agents' }));
    const watched = thread([[5, IDA, 'Hello']], { user_ids: [IDA, MARA] }, { users });
    expect(chatOf(watched)).toMatchObject({ agent_ref: null, agent_refs: [] });
  });

  it('counts a second person given the chat as a transfer, and a colleague who comes in as none', () => {
    const start: readonly Line[] = [
      [1, null, happening('routing.assigned_other', { agent: 'Mara' })],
      [5, IDA, 'Hello'],
      [8, MARA, 'Hi'],
    ];
    const user_ids = [IDA, MARA, TARIQ];
    const then = (type: string): Line => [60, null, happening(type, { agent: 'Tariq' })];
    const transferred = (type: string) =>
      chatOf(thread([...start, then(type), [70, TARIQ, 'Hi']], { user_ids }))?.transferred;
    expect(transferred('routing.assigned_inactive')).toBe(true);
    expect(transferred('agent_joined')).toBe(false);
    // A bot that fetches a person transfers nothing.
    const byBot: readonly Line[] = [
      [5, IDA, 'Hello'],
      [6, BOT, 'One moment'],
      [7, null, happening('chat_transferred', { agent: 'FAQ bot', targets: 'Mara' })],
      [9, MARA, 'Hi'],
    ];
    expect(chatOf(thread(byBot))?.transferred).toBe(false);
  });

  it('tells bots from people by the list of bots, or by an id that can be nobody’s address', () => {
    const former = '9f1b8da190222160e8f9e077af4c6200';
    const users = [...PEOPLE, { id: former, type: 'agent', name: 'Old bot' }];
    const raw = thread(
      [
        [5, IDA, 'Hi'],
        [6, former, 'Beep'],
        [7, BOT, 'Boop'],
      ],
      {},
      { users },
    );
    expect(chatOf(raw)).toMatchObject({ agent_ref: null, agent_refs: [], bot_involved: true });
    expect(messagesOf(raw).map((row) => row.author_kind)).toEqual(['customer', 'bot', 'bot']);
    // Somebody of another thread of the same chat was not in this one.
    expect(chatOf(thread([[5, IDA, 'Hi']]))?.bot_involved).toBe(false);
  });

  it('ends with the closing message, whatever comes after it', () => {
    const lines: readonly Line[] = [
      [5, IDA, 'Hello'],
      [52, MARA, 'Hi'],
      [540, null, happening('archived_customer_disconnected')],
      [600, null, happening('rating.chat_rated', { score: 'good' })],
      [610, null, happening('transcript_sent')],
    ];
    expect(chatOf(thread(lines))).toMatchObject({
      ...{ ended_at: at(540), duration_seconds: 540, updated_at: at(610) },
    });
    const unclosed = lines.filter(([second]) => second !== 540);
    expect(chatOf(thread(unclosed))?.ended_at).toBe(at(52));
    expect(chatOf(thread(unclosed, { active: true }))?.ended_at).toBeNull();
    expect(chatOf(thread([]))).toMatchObject({
      ended_at: at(0),
      duration_seconds: 0,
      missed: false,
    });
  });

  it('is rated 5 or 1, unrated, or unrated again', () => {
    const rated: Line = [600, null, happening('rating.chat_rated')];
    const cancelled: Line = [700, null, happening('rating.chat_rating_canceled')];
    const rating = (value: Fields | null, lines: readonly Line[] = [rated], rest: Fields = {}) => {
      const row = chatOf(thread(lines, { properties: value && { rating: value }, ...rest }));
      return [row?.rating, row?.rating_comment, row?.rated_at];
    };
    expect(rating({ score: 1, comment: 'quick' })).toEqual([5, 'quick', at(600)]);
    expect(rating({ score: 0 })).toEqual([1, null, at(600)]);
    expect(rating({ comment: 'no score' })).toEqual([null, 'no score', at(600)]);
    expect(rating({ score: 1 }, [])).toEqual([5, null, null]);
    expect(rating({ score: 1 }, [rated, cancelled])).toEqual([null, null, null]);
    expect(rating({ score: 0 }, [rated, cancelled, [800, null, rated[2]]])[0]).toBe(1);
    expect(rating(null)).toEqual([null, null, null]);
    // A copy on the chat is this thread's own only where it has no others, or was rated itself.
    const copy = { properties: { rating: { score: 1 } } };
    const copied = (lines: readonly Line[], rest: Fields) =>
      chatOf(thread(lines, rest, copy))?.rating;
    expect(copied([], {})).toBe(5);
    expect(copied([], { previous_thread_id: 'K0' })).toBeNull();
    expect(copied([rated], { previous_thread_id: 'K0' })).toBe(5);
  });

  it('takes name and address from a form where the customer’s card has none', () => {
    const users = [{ id: IDA, type: 'customer', name: ' ' }];
    const form = {
      ...{ type: 'filled_form', form_id: 'f', form_type: 'prechat' },
      fields: [
        { type: 'name', id: '1', label: 'Your name:', answer: 'Ida Holm' },
        { type: 'email', id: '2', label: 'E-mail', answer: 'ida@form.test' },
        { type: 'radio', id: '3', label: 'Purpose', answer: { id: '0', label: 'Billing' } },
        { type: 'checkbox', id: '4', label: 'Products', answers: [{ id: '0', label: 'Shop' }] },
        { type: 'question', id: '5', label: 'Else?' },
      ],
    };
    const raw = thread(
      [
        [1, IDA, form],
        [40, MARA, 'Hi Ida'],
      ],
      {},
      { users: [...users, PEOPLE[1]] },
    );
    expect(chatOf(raw)).toMatchObject({
      ...{ customer_name: 'Ida Holm', customer_email: 'ida@form.test', first_response_at: at(40) },
    });
    expect(messagesOf(raw)[0]).toMatchObject({
      author_kind: 'system',
      text: 'Your name: Ida Holm\nE-mail: ida@form.test\nPurpose: Billing\nProducts: Shop',
    });
  });

  it('writes down files, cards and deleted messages, and leaves out what nobody reads', () => {
    const raw = thread([
      [1, MARA, { type: 'form', form_id: 'f', fields: [] }],
      [2, BOT, { type: 'custom', content: {} }],
      [
        3,
        IDA,
        { type: 'file', name: 'bill.pdf', url: 'https://cdn.test/secret', content_type: 'x' },
      ],
      [4, BOT, { type: 'rich_message', template_id: 'sticker' }],
      [
        5,
        BOT,
        {
          type: 'rich_message',
          elements: [{ title: 'Refund?', subtitle: 'Two days', buttons: [{ text: 'Yes' }] }],
        },
      ],
      [6, IDA, { type: 'message', deleted: true }],
      [7, null, { type: 'system', details: '{"a":1}', system_message_type: 'something.new' }],
    ]);
    expect(messagesOf(raw).map((row) => [row.text, row.deleted_at])).toEqual([
      ['File: bill.pdf', null],
      [null, null],
      ['Refund?\nTwo days\n[Yes]', null],
      [null, at(6)],
      ['something new', null],
    ]);
  });

  it('sorts by microsecond, then by number, and reads any offset', () => {
    const events = [
      { id: 'K1_10', created_at: '2026-11-19T11:00:05.000200+01:00', text: 'third' },
      { id: 'K1_9', created_at: '2026-11-19T10:00:05.000200Z', text: 'second' },
      { id: 'K1_11', created_at: '2026-11-19T10:00:05.000100Z', text: 'first' },
    ].map((event) => ({ ...event, type: 'message', author_id: IDA, visibility: 'all' }));
    const created_at = '2026-11-19T11:00:00.500000+01:00';
    const raw = thread([], { events, created_at });
    expect(messagesOf(raw).map(({ text }) => text)).toEqual(['first', 'second', 'third']);
    expect(chatOf(raw)?.started_at).toBe('2026-11-19T10:00:00.500Z');
  });
});

describe('what can’t be a row', () => {
  it('is put aside with its reason, the rest of the thread being taken', () => {
    const raw = thread([
      [5, IDA, 'Hello'],
      [9, MARA, { type: 'message', created_at: 'soon' }],
    ]);
    const { chats, messages, rejects } = rowsOf(mapThread(raw, ASKED_AT, MAPPING));
    expect([chats.length, messages.length]).toEqual([1, 1]);
    expect(rejects).toMatchObject([
      { entity: 'messages', source_id: 'K1_2', reason: 'created_at is no time' },
    ]);
    const [reject] = rejects;
    if (!reject) throw new Error('nothing was put aside');
    expect(remap(reject, MAPPING).rejects).toHaveLength(1);
    const kept = structuredClone(reject.raw) as { event: { created_at: string } };
    kept.event.created_at = at(9);
    expect(remap({ ...reject, raw: kept }, MAPPING).messages).toMatchObject([
      { source_id: 'K1_2', conversation_ref: 'K1', author_ref: MARA, version: ASKED_AT },
    ]);
  });

  it.each([
    [
      'a time without its zone',
      { created_at: '2026-11-19T10:00:00' },
      'thread.created_at is no time',
    ],
    ['no word of whether it goes on', { active: undefined }, 'thread.active'],
    ['tags of another kind', { tags: [7] }, 'thread.tags.0'],
  ])('%s', (_, fields, reason) => {
    const mapped = mapThread(thread([], fields), ASKED_AT, MAPPING);
    if (!('reject' in mapped)) throw new Error('it was mapped');
    expect(mapped.reject).toMatchObject({ entity: 'chats', source_id: 'K1' });
    expect(mapped.reject.reason).toContain(reason);
    expect(remap(mapped.reject, MAPPING).rejects).toHaveLength(1);
    const whole = { chat: thread([[5, IDA, 'Hello']]), version: 7 };
    expect(remap({ ...mapped.reject, raw: whole }, MAPPING)).toMatchObject({
      chats: [{ source_id: 'K1', version: 7 }],
      messages: [{ text: 'Hello' }],
    });
  });
});
