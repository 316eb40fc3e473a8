import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/core/answer.ts';
import { fixedClock } from '../../../src/core/clock.ts';
import { createFakeDesk } from '../../fakes/fake-desk.ts';
import { FAKE_PERIOD, fakeAnswer, fakeTable } from '../../fakes/fake-replies.ts';
import { NOW, openConsole, pageOf } from './open-console.ts';

/** The thread page of one question with this reply. */
async function threadWith(reply: Reply, question = 'tickets?'): Promise<string> {
  const desk = createFakeDesk({ clock: fixedClock(NOW), reply: () => reply });
  desk.seed('a', NOW, question);
  return pageOf(openConsole({ desk }).get('/t/a'));
}

const HOSTILE = `"><script>alert(1)</script><img src=x onerror='x'>`;

describe('text from outside', () => {
  it('is shown, never run, wherever it stands', async () => {
    const page = await threadWith(
      fakeAnswer({
        headline: `**${HOSTILE}** leads`,
        context: [HOSTILE],
        highlights: [HOSTILE],
        warnings: [HOSTILE],
        chart: {
          kind: 'bars',
          title: HOSTILE,
          alt: HOSTILE,
          unit: 'count',
          categories: [HOSTILE],
          series: [{ name: HOSTILE, values: [1], n: [1] }],
          partial: [0],
          highlight: null,
          target: null,
        },
        table: fakeTable([{ name: 'x', label: HOSTILE, role: 'dimension' }], [[HOSTILE]]),
        followUps: [{ label: HOSTILE, question: HOSTILE }],
        provenance: {
          ...fakeAnswer({}).provenance,
          reading: HOSTILE,
          filters: [HOSTILE],
          statements: [{ sql: 'SELECT $v', params: { v: HOSTILE } }],
        },
      }),
      HOSTILE,
    );
    expect(page).not.toContain('<script>');
    expect(page).not.toContain('<img src=x');
    expect(page).not.toMatch(/"><script/);
    expect(page).toContain('&lt;script&gt;alert(1)');
  });

  it('is only a link when it is a web address', async () => {
    const columns = [
      { name: 'id', label: 'ticket', role: 'dimension' as const },
      { name: 'url', label: 'link', role: 'dimension' as const },
    ];
    const page = await threadWith(
      fakeAnswer({
        table: fakeTable(columns, [
          ['T-1', 'javascript:alert(1)'],
          ['T-2', 'https://help.example/2'],
        ]),
      }),
    );
    expect(page).toContain('<th scope="row" class="brief">T-1</th>');
    expect(page).toContain(
      'href="https://help.example/2" target="_blank" rel="noreferrer">T-2</a>',
    );
    expect(page).not.toContain('javascript:');
  });

  it('keeps an unpaired mark as it was written', async () => {
    const page = await threadWith(fakeAnswer({ headline: '**Nova** leads ** others' }));
    expect(page).toContain('<strong>Nova</strong> leads ** others');
  });
});

describe('a table', () => {
  const columns = [
    { name: 'agent', label: 'Agent', role: 'dimension' as const },
    { name: 'csat', label: 'CSAT', role: 'metric' as const, unit: 'share' as const },
  ];

  it('reads as people write figures, and keeps the exact ones for copying', async () => {
    const page = await threadWith(fakeAnswer({ table: fakeTable(columns, [['Nova', 0.91666]]) }));
    expect(page).toContain('<th scope="row" class="brief">Nova</th>');
    expect(page).toContain('data-exact="0.91666">92');
  });

  it('is left out where one cell would only repeat the headline; the file is still offered', async () => {
    const [, figure] = columns;
    const page = await threadWith(
      fakeAnswer({ table: fakeTable(figure ? [figure] : [], [[0.9]]) }),
    );
    expect(page).not.toContain('<table>');
    expect(page).toContain('/table.csv"');
    expect(page).not.toContain('Copy table');
  });

  it('names calendar buckets, and writes other times out', async () => {
    const times = [
      { name: 'month', label: 'month', role: 'time' as const },
      { name: 'created_at', label: 'created', role: 'time' as const },
    ];
    const table = fakeTable(times, [['2026-09-01', '2026-09-03T09:15']]);
    const page = await threadWith(fakeAnswer({ table }));
    expect(page).toContain('<th scope="row" class="brief">Sep 2026</th>');
    expect(page).toContain('<td class="brief">3 Sep 2026 09:15</td>');
    expect(page).toContain('>Month</th>');
  });

  it('folds at ten rows, and says when the file holds more', async () => {
    const rows = Array.from({ length: 11 }, (_, index) => [`Agent ${index}`, 0.5]);
    const page = await threadWith(fakeAnswer({ table: fakeTable(columns, rows, 1_281) }));
    expect(page).toContain('Show all 11 rows');
    expect(page).toContain('11 of 1\u2009281 rows; the CSV holds all of them.');
    const short = await threadWith(fakeAnswer({ table: fakeTable(columns, rows.slice(1)) }));
    expect(short).not.toContain('Show all');
  });
});

describe('how I got this', () => {
  it('names reading, definition, period with zone, rows and freshness', async () => {
    const page = await threadWith(fakeAnswer({}));
    expect(page).toContain('you said “response time”: first response · first response time, mean');
    expect(page).toContain('managers excluded · data as of 09:40');
    expect(page).toContain('17 Oct – 20 Nov 2026, Halifax time');
    expect(page).toContain('1\u2009284 used of 1\u2009341, 57 left out for want of a value');
    expect(page).toContain('demo: newest record 21 Nov 2026 09:31, loaded 21 Nov 2026 09:40');
  });

  it('says a period is not over and where it stands', async () => {
    const period = { ...FAKE_PERIOD, partial: true, end: '2026-11-21T13:45:00.000Z' };
    const provenance = { ...fakeAnswer({}).provenance, period, kept: ['by agent'] };
    const page = await threadWith(fakeAnswer({ provenance }));
    expect(page).toContain('17 Oct – 21 Nov 2026, so far (to 09:45), Halifax time');
    expect(page).toContain('kept: by agent · ');
  });

  it('shows the SQL with each value in its place, quoted as SQL would have it', async () => {
    const statements = [
      { sql: 'SELECT 1 WHERE a = $agent AND n > $n', params: { agent: "O'Neil", n: 3 } },
    ];
    const page = await threadWith(
      fakeAnswer({ provenance: { ...fakeAnswer({}).provenance, statements } }),
    );
    expect(page).toContain('a = <span class="sql-value">&#39;O&#39;&#39;Neil&#39;</span>');
    expect(page).toContain('n &gt; <span class="sql-value">3</span>');
  });
});

describe('a chart', () => {
  it('keeps its place, says what it shows, and is a picture without scripts', async () => {
    const { desk, get } = openConsole();
    desk.seed('a', NOW, 'which agent handled the most tickets?');
    const page = await pageOf(get('/t/a'));
    expect(page).toContain('class="chart chart-bars"');
    expect(page).toContain('aria-label="Bars of tickets by agent: Nova 487');
    expect(page).toMatch(
      /<noscript><picture>\s*<source srcset="\/t\/a\/turns\/u1\/chart.png\?theme=dark"/,
    );
  });
});
