import { describe, expect, it } from 'vitest';
import { checkMessage, checkPayload, checkView } from '../../../standins/slack/check-blocks.ts';

const header = (text = 'Volume') => ({ type: 'header', text: { type: 'plain_text', text } });
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const button = (action_id: string, value = 'x') => ({
  type: 'button',
  action_id,
  text: { type: 'plain_text', text: 'Press' },
  value,
});
const actions = (...elements: unknown[]) => ({ type: 'actions', elements });
const raw = (text: string) => ({ type: 'raw_text', text });
const table = (rows: unknown[][]) => ({ type: 'data_table', caption: 'Tickets', rows });
const chart = (labels: string[], series: unknown[]) => ({
  type: 'data_visualization',
  title: 'Tickets',
  chart: { type: 'bar', series, axis_config: { categories: labels } },
});
const series = (name: string, labels: string[]) => ({
  name,
  data: labels.map((label) => ({ label, value: 1 })),
});
const rich = (...elements: unknown[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});
const message = (...blocks: unknown[]) => ({ text: 'Said', blocks });

describe('a message Slack takes', () => {
  it('has no problem', () => {
    const labels = ['Nova', 'Girly'];
    const blocks = [
      header(),
      section('*bold* &amp; &lt;safe&gt;'),
      chart(labels, [series('now', labels)]),
      table([
        [raw('Agent'), raw('Tickets')],
        [raw('Nova'), { type: 'raw_number', value: 2, text: '2' }],
      ]),
      actions(button('a'), button('b')),
      rich({ type: 'text', text: '<!channel> stands here as words' }),
    ];
    expect(checkMessage(message(...blocks))).toEqual([]);
    expect(
      checkPayload('chat.postMessage', { text: 'Said', blocks: JSON.stringify(blocks) }),
    ).toEqual([]);
    expect(checkPayload('reactions.add', { name: 'eyes' })).toEqual([]);
  });
});

describe('a message Slack refuses', () => {
  const labels = ['Nova', 'Girly'];
  const many = (count: number) => Array.from({ length: count }, (_, at) => `${at}`);
  it.each<[what: string, payload: unknown, path: string]>([
    ['no fallback', { blocks: [header()] }, 'text'],
    ['51 blocks', message(...many(51).map(() => ({ type: 'divider' }))), 'blocks'],
    ['a long header', message(header('x'.repeat(151))), 'blocks[0].text.text'],
    ['signs that grow when escaped', message(header('&'.repeat(31))), 'blocks[0].text.text'],
    ['an empty text', message(header(' ')), 'blocks[0].text.text'],
    ['half an emoji', message(header('a\ud83d')), 'blocks[0].text.text'],
    ['a control sign', message(header('a\u0007')), 'blocks[0].text.text'],
    ['text that is turned around', message(header('a\u202Egpj')), 'blocks[0].text.text'],
    ['an isolate left open', message(header('a\u2068b')), 'blocks[0].text.text'],
    ['a long section', message(section('x'.repeat(3001))), 'blocks[0].text.text'],
    ['a field nobody knows', message({ ...header(), colour: 'red' }), 'blocks[0]'],
    ['a block nobody knows', message({ type: 'poll' }), 'blocks[0].type'],
    ['26 buttons', message(actions(...many(26).map((at) => button(at)))), 'blocks[0].elements'],
    ['two buttons alike', message(actions(button('a'), button('a'))), 'blocks'],
    [
      'a long value',
      message(actions(button('a', 'x'.repeat(2001)))),
      'blocks[0].elements[0].value',
    ],
    [
      'a picture without words',
      message({ type: 'image', slack_file: { id: 'F1' } }),
      'blocks[0].alt_text',
    ],
    [
      'a picture that never came',
      message({ type: 'image', alt_text: 'x', slack_file: { id: 'picture-0' } }),
      'blocks[0].slack_file.id',
    ],
    ['a table without rows', message(table([[raw('Agent')]])), 'blocks[0].rows'],
    ['102 rows', message(table(many(102).map((at) => [raw(at)]))), 'blocks[0].rows'],
    ['21 columns', message(table([many(21).map(raw), many(21).map(raw)])), 'blocks[0].rows[0]'],
    ['uneven rows', message(table([[raw('a'), raw('b')], [raw('a')]])), 'blocks[0]'],
    ['an empty cell', message(table([[raw('a')], [raw('')]])), 'blocks[0].rows[1][0].text'],
    [
      'a number that is none',
      message(table([[raw('a')], [{ type: 'raw_number', value: null, text: '–' }]])),
      'blocks[0].rows[1][0].value',
    ],
    [
      'two tables',
      message(table([[raw('a')], [raw('b')]]), table([[raw('a')], [raw('b')]])),
      '2 tables',
    ],
    [
      'a long label',
      message(chart(['x'.repeat(21)], [series('now', ['x'.repeat(21)])])),
      'blocks[0].chart.series[0].data[0].label',
    ],
    ['labels alike', message(chart(['a', 'a'], [series('now', ['a', 'a'])])), 'blocks[0].chart'],
    [
      'points apart from labels',
      message(chart(labels, [series('now', ['Nova'])])),
      'blocks[0].chart',
    ],
    [
      '7 lines',
      message(
        chart(
          labels,
          many(7).map((name) => series(name, labels)),
        ),
      ),
      'blocks[0].chart.series',
    ],
    [
      'three charts',
      message(...many(3).map(() => chart(labels, [series('now', labels)]))),
      '3 data_visualization',
    ],
    ['too much text', message(...many(4).map(() => section('x'.repeat(2900)))), '11600 characters'],
    [
      'metadata with depth',
      {
        ...message(header()),
        metadata: { event_type: 'turn', event_payload: { plan: { by: [] } } },
      },
      'metadata.event_payload.plan',
    ],
    [
      'much metadata',
      {
        ...message(header()),
        metadata: { event_type: 'turn', event_payload: { plan: 'x'.repeat(8000) } },
      },
      'bytes of metadata',
    ],
    [
      'a broadcast',
      message(rich({ type: 'broadcast', range: 'channel' })),
      'blocks[0].elements[0].elements[0]: a call to everybody',
    ],
  ])('says so of %s', (_, payload, path) => {
    expect(checkMessage(payload).join('\n')).toContain(path);
  });
});

describe('words that would mention or link', () => {
  it.each([
    '<!channel> look',
    '<@U123> look',
    '<#C123> look',
    '<https://evil.example|your bank>',
    'see https://evil.example',
    'see evil.com',
    'write to a@evil.example',
    '@here look',
    'a & b',
    'a < b',
  ])('are found in %j, in the fallback and in markup', (text) => {
    expect(checkMessage({ text })).not.toEqual([]);
    expect(checkMessage(message(section(text)))).not.toEqual([]);
  });

  it('may stand where they are meant, and only there', () => {
    expect(checkMessage({ text: 'Over to <@U123>' }, { meant: ['<@U123>'] })).toEqual([]);
    const call = message(rich({ type: 'broadcast', range: 'here' }));
    expect(checkMessage(call, { meant: ['<!here>'] })).toEqual([]);
    expect(checkMessage({ text: '<@U123> <@U456>' }, { meant: ['<@U123>'] })).not.toEqual([]);
  });

  it('hide no other address', () => {
    const link = (text: string) =>
      message(rich({ type: 'link', url: 'https://evil.example/', text }));
    expect(checkMessage(link('T-4312'))).toEqual([]);
    expect(checkMessage(link('mybank.com'))).toEqual([
      'blocks[0].elements[0].elements[0]: a link that names another address',
    ]);
  });
});

describe('a view', () => {
  const modal = (...blocks: unknown[]) => ({
    type: 'modal',
    title: { type: 'plain_text', text: 'How' },
    blocks,
  });
  it('takes what has always been drawn, and no tables', () => {
    expect(checkView(modal(header(), section('fine')))).toEqual([]);
    expect(
      checkPayload('views.open', { trigger_id: '1', view: modal(table([[raw('a')], [raw('b')]])) }),
    ).toEqual([expect.stringContaining('view.blocks[0].type')]);
  });

  it('has a short title, and a button where there is something to send', () => {
    const input = {
      type: 'input',
      label: { type: 'plain_text', text: 'Why?' },
      element: { type: 'plain_text_input', action_id: 'a' },
    };
    expect(checkView(modal(input))).toEqual([expect.stringContaining('nothing to submit it')]);
    expect(checkView({ ...modal(), title: { type: 'plain_text', text: 'x'.repeat(25) } })).toEqual([
      expect.stringContaining('title.text'),
    ]);
  });
});
