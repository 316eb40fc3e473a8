import { describe, expect, it } from 'vitest';
import { createPaint } from '../../../../src/surfaces/cli/render/paint.ts';
import { renderReply } from '../../../../src/surfaces/cli/render/reply.ts';
import { widthOf } from '../../../../src/surfaces/cli/render/width.ts';
import { FAKE_REPLIES, fakeAnswer, fakeTable } from '../../../fakes/fake-replies.ts';

const plain = { width: 80, paint: createPaint(false), zone: 'America/Halifax' };
const AGENT = { name: 'agent', label: 'agent', role: 'dimension' } as const;
const TICKETS = { name: 'volume', label: 'tickets', role: 'metric', unit: 'count' } as const;

function barChart(categories: readonly string[], values: readonly number[]) {
  const series = [{ name: 'tickets', values, n: values }];
  const looks = { unit: 'count', partial: [], highlight: 0, target: null } as const;
  return { kind: 'bars', title: 'Tickets', alt: 'Tickets', categories, series, ...looks } as const;
}

describe('renderReply', () => {
  it('puts the figure first and makes it stand out', () => {
    const answer = fakeAnswer({ headline: '**Nova, with 487 tickets** (38 % of 1 281).' });
    const coloured = renderReply(answer, { ...plain, paint: createPaint(true) });
    const [first] = coloured.split('\n');
    expect(first).toBe('\u001B[1mNova, with 487 tickets\u001B[22m (38 % of 1 281).');
    expect(renderReply(answer, plain)).toMatch(/^Nova, with 487 tickets \(38 % of 1 281\)\.\n/);
  });

  it('stands the bars beside the rows they are of', () => {
    const rows = [
      ['Nova', 4],
      ['Girly', 2],
      [null, 1],
    ] as const;
    const answer = fakeAnswer({
      chart: barChart(['Nova', 'Girly', '(none)'], [4, 2, 1]),
      table: fakeTable([AGENT, TICKETS], rows),
    });
    expect(renderReply(answer, plain).split('\n').slice(2, 6)).toEqual([
      'agent   tickets',
      'Nova          4  ████████████████████████████████',
      'Girly         2  ████████████████',
      '(none)        1  ████████',
    ]);
  });

  it('shows ten rows and says how many more there are', () => {
    const rows = Array.from({ length: 30 }, (_, at) => [`agent ${at}`, at]);
    const said = renderReply(fakeAnswer({ table: fakeTable([AGENT, TICKETS], rows, 120) }), plain);
    expect(said).toContain('agent 9 ');
    expect(said).not.toContain('agent 10');
    expect(said).toContain('… 110 more');
  });

  it('draws a trend as a line between its ends, amounts from zero', () => {
    const chart = { ...barChart(['Jun', 'Jul', 'Aug'], [50, 100, 75]), kind: 'line' } as const;
    const said = renderReply(fakeAnswer({ chart }), plain);
    expect(said).toContain('50 ▅█▆ 75\nJun – Aug');
  });

  it('numbers what can be asked next where a number picks it', () => {
    const followUps = [
      { label: 'by week', question: 'by week' },
      { label: 'chats instead', question: 'chats instead' },
    ];
    const said = renderReply(fakeAnswer({ followUps }), { ...plain, isNumbered: true });
    expect(said.endsWith('1 by week   2 chats instead\n')).toBe(true);
  });

  it('says what was assumed, in which zone, and as of when', () => {
    const said = renderReply(fakeAnswer({}), { ...plain, width: 400 });
    expect(said).toContain('you said “response time”: first response · first response time, mean');
    expect(said).toContain('data as of 21 Nov 2026 09:40');
  });

  it.each(FAKE_REPLIES.map(({ on, reply }) => [on, reply] as const))(
    'keeps the reply to “%s” within 40 columns',
    (_, reply) => {
      const lines = renderReply(reply, { ...plain, width: 40 }).split('\n');
      expect(lines.filter((line) => widthOf(line) > 40)).toEqual([]);
      expect(lines.filter((line) => /\s$/.test(line))).toEqual([]);
    },
  );
});
