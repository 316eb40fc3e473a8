import { describe, expect, it } from 'vitest';
import type { Answer, Reply } from '../../../../src/core/answer.ts';
import { readFeedback } from '../../../../src/surfaces/slack/blocks/buttons.ts';
import { placePicture } from '../../../../src/surfaces/slack/blocks/chart-block.ts';
import { renderReply } from '../../../../src/surfaces/slack/blocks/render-reply.ts';
import { FAKE_REPLIES, fakeAnswer, fakeTable } from '../../../fakes/fake-replies.ts';
import { checkMessage } from '../../../standins/slack/check-blocks.ts';

const ASKED_AT = '2026-11-21T14:00:00.000Z';
const OPTIONS = { answerRef: 'ref', audience: 'channel', zone: 'America/Halifax' } as const;

function sample(on: string): Reply {
  const found = FAKE_REPLIES.find((each) => each.on === on);
  if (!found) throw new Error(`no sample for ${on}`);
  return found.reply;
}

function render(reply: Reply, options: Partial<Parameters<typeof renderReply>[1]> = {}) {
  return renderReply({ question: 'and?', askedAt: ASKED_AT, reply }, { ...OPTIONS, ...options });
}

function typesOf(reply: Reply, options = {}): readonly string[] {
  return render(reply, options).message.blocks.map(({ type }) => type);
}

function buttonsOf(reply: Reply, options = {}): readonly string[] {
  return render(reply, options).message.blocks.flatMap((block) =>
    block.type === 'actions'
      ? block.elements.map((each) => (each.type === 'button' ? each.text.text : each.type))
      : [],
  );
}

const names = { name: 'agent', label: 'agent', role: 'dimension' } as const;
const tickets = { name: 'tickets', label: 'tickets', role: 'metric', unit: 'count' } as const;
const agents = (count: number) => Array.from({ length: count }, (_, at) => [`Agent ${at}`, at]);

describe('an answer', () => {
  it('begins with its headline, the figure in bold', () => {
    expect(render(sample('response')).message.blocks[0]).toEqual({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            {
              type: 'text',
              text: 'First response averaged 2\u00a0h\u00a006\u00a0min',
              style: { bold: true },
            },
            { type: 'text', text: ' over 1\u202f284 tickets, 17\u00a0Oct – 20\u00a0Nov 2026.' },
          ],
        },
      ],
    });
  });

  it('goes on to what it means, what stands out, what to see, how it was read, and what next', () => {
    expect(typesOf(sample('agent'))).toEqual([
      ...['rich_text', 'context', 'data_visualization', 'data_table'],
      ...['context', 'actions', 'context_actions'],
    ]);
    expect(buttonsOf(sample('agent'))).toEqual([
      'Last quarter instead',
      'First response by agent',
      'And for chats?',
      'How I got this',
    ]);
  });

  it('says all of it to notifications and screen readers', () => {
    expect(render(sample('response')).message.text.split('\n')).toEqual([
      'First response averaged 2 h 06 min over 1 284 tickets, 17 Oct – 20 Nov 2026.',
      'That is 18 min (12 %) faster than the 35 days before, and inside the 4 h target.',
      'Weekends took 3 h 12 min against 1 h 54 min on weekdays.',
      'First response time by week, 17 Oct to 20 Nov 2026: from 2 h 31 min down to 1 h 58 min.',
    ]);
  });

  it('shows a table of one row only for what the headline leaves out', () => {
    const table = fakeTable([tickets], [[1284]]);
    expect(typesOf(fakeAnswer({ table }))).not.toContain('data_table');
    const more = fakeTable([tickets, { ...tickets, name: 'chats', label: 'chats' }], [[1284, 77]]);
    expect(typesOf(fakeAnswer({ table: more }))).toContain('data_table');
  });

  it('shows figures side by side that the headline leaves out', () => {
    const figures = [
      { label: 'tickets', value: 1284, unit: 'count', n: 1284, missing: 0 },
      { label: 'chats', value: 77, unit: 'count', n: 77, missing: 0 },
    ] as const;
    expect(typesOf(fakeAnswer({ figures: [figures[0]] }))).not.toContain('section');
    expect(typesOf(fakeAnswer({ figures }))).toContain('section');
  });

  it('names what Slack would take for a mention or a link, and mentions and links nothing', () => {
    const headline = '**<!channel>** <@U123> https://evil.example & *co*';
    const { message } = render(fakeAnswer({ headline }));
    expect(checkMessage(message)).toEqual([]);
    expect(message.text).toContain('&lt;\u2060!channel&gt;');
    expect(JSON.stringify(message.blocks[0])).toContain('<\u2060!channel>');
  });
});

describe('a table', () => {
  it('keeps numbers as numbers, to be sorted, with the words people read', () => {
    const table = fakeTable(
      [names, tickets, { ...names, name: 'at', label: 'created', role: 'time' }],
      [
        ['Nova', 1284, '2026-11-20T09:15'],
        [null, null, null],
      ],
    );
    const { message } = render(fakeAnswer({ table }));
    expect(message.blocks.find(({ type }) => type === 'data_table')).toMatchObject({
      rows: [
        ['Agent', 'Tickets', 'Created'].map((text) => ({ type: 'raw_text', text })),
        [
          { type: 'raw_text', text: 'Nova' },
          { type: 'raw_number', value: 1284, text: '1\u2009284' },
          { type: 'raw_number', value: 1_795_166_100, text: '20 Nov 2026 09:15' },
        ],
        [
          { type: 'raw_text', text: '(none)' },
          { type: 'raw_text', text: '–' },
          { type: 'raw_text', text: '–' },
        ],
      ],
    });
  });

  it('leads from the first cell to where its row comes from, if that is a web address', () => {
    const link = { name: 'url', label: 'Link', role: 'dimension' } as const;
    const first = (url: string, name = 'T-4312') => {
      const { message } = render(fakeAnswer({ table: fakeTable([names, link], [[name, url]]) }));
      const block = message.blocks.find(({ type }) => type === 'data_table');
      return block?.type === 'data_table' ? block.rows[1] : null;
    };
    expect(JSON.stringify(first('https://help.example.com/4312'))).toContain(
      '{"type":"link","url":"https://help.example.com/4312","text":"T-4312"}',
    );
    expect(first('javascript:alert(1)')).toEqual([{ type: 'raw_text', text: 'T-4312' }]);
    expect(first('https://me:secret@evil.example')).toEqual([{ type: 'raw_text', text: 'T-4312' }]);
    expect(first('https://evil.example', 'bank.com')).toEqual([
      { type: 'raw_text', text: 'bank.com' },
    ]);
  });

  it('holds as much as a message does, and is a file beyond that', () => {
    const table = fakeTable([names, tickets], agents(5000));
    const { message, files } = render(fakeAnswer({ table }));
    expect(files).toEqual([{ kind: 'csv', fileName: 'and.csv', title: 'and?', alt: 'and?' }]);
    expect(JSON.stringify(message.blocks)).toContain(
      '100 of 5\u202f000 rows; all of it is in and.csv.',
    );
    expect(checkMessage(message)).toEqual([]);
  });

  it('comes with the rest of a list, and offers the rest of a ranking', () => {
    const table = fakeTable([names, tickets], agents(3), 40);
    const list = render(fakeAnswer({ table }));
    expect(list.files.map(({ fileName }) => fileName)).toEqual(['and.csv']);
    const { chart } = sample('agent') as Answer;
    expect(render(fakeAnswer({ table, chart })).files).toEqual([]);
    expect(buttonsOf(fakeAnswer({ table, chart }))).toContain('All 40 as CSV');
  });

  it('is a file where Slack takes no tables', () => {
    const { message, files } = render(sample('agent'), { form: 'basic' });
    expect(message.blocks.map(({ type }) => type)).toEqual([
      ...['rich_text', 'context', 'image', 'context', 'context', 'actions'],
    ]);
    expect(files.map(({ kind }) => kind)).toEqual(['chart', 'csv']);
  });
});

describe('a picture', () => {
  const { message, files } = render(sample('hour'));
  const [file] = files;
  if (file?.kind !== 'chart') throw new Error('a heatmap is a picture');

  it('has a place, which nobody may forget to fill', () => {
    expect(checkMessage(message)).toEqual([
      expect.stringContaining('not the id of an uploaded file'),
    ]);
    const placed = placePicture(message, file, 'F0123');
    expect(checkMessage(placed)).toEqual([]);
    expect(placed.blocks).toContainEqual({
      type: 'image',
      alt_text: file.alt,
      slack_file: { id: 'F0123' },
    });
  });

  it('is told in words when it could not be uploaded', () => {
    const placed = placePicture(message, file, null);
    expect(placed.blocks.map(({ type }) => type)).not.toContain('image');
    expect(JSON.stringify(placed.blocks)).toContain(file.alt);
  });
});

describe('a reply that is no answer', () => {
  it('asks back with choices whose values are whole questions', () => {
    const { message } = render(sample('alex'));
    expect(message.blocks.at(-1)).toMatchObject({
      type: 'actions',
      elements: [
        { action_id: 'ask_0', value: 'how is Alex Chen doing?', text: { text: 'Alex Chen' } },
        { action_id: 'ask_1', value: 'how is Alex Okafor doing?', text: { text: 'Alex Okafor' } },
      ],
    });
  });

  it('declines with what it can do instead, and takes thumbs', () => {
    expect(typesOf(sample('cost'))).toEqual(['rich_text', 'actions', 'context_actions']);
    expect(buttonsOf(sample('cost'))).toEqual([
      'Replies to resolve',
      'Resolution time by category',
    ]);
  });
});

describe('an answer somewhere else than in its thread', () => {
  it('can be shared where only its asker sees it', () => {
    expect(buttonsOf(sample('agent'), { audience: 'private', share: true })).toContain(
      'Share in channel',
    );
    expect(buttonsOf(sample('agent'), { audience: 'channel', share: true })).not.toContain(
      'Share in channel',
    );
  });

  it('shows who asked what, and a title', () => {
    const { message } = render(sample('cost'), { asked: { by: 'U0123' }, heading: 'Costs' });
    expect(message.blocks.slice(0, 2)).toEqual([
      { type: 'header', text: { type: 'plain_text', text: 'Costs', emoji: false } },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_quote',
            elements: [
              { type: 'user', user_id: 'U0123' },
              { type: 'text', text: ' asked\n' },
              { type: 'text', text: 'and?' },
            ],
          },
        ],
      },
    ]);
    expect(message.text).toMatch(/^Costs\nand\?\nI have no cost data/);
  });
});

it('reads back which thumb was given to which answer', () => {
  expect(readFeedback('good:slack:T1:C1:1.2 turn')).toEqual({
    verdict: 'good',
    answerRef: 'slack:T1:C1:1.2 turn',
  });
  expect(readFeedback('bad:x')).toEqual({ verdict: 'bad', answerRef: 'x' });
  expect(readFeedback('x')).toBeNull();
});
