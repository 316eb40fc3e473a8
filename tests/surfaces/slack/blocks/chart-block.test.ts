import { describe, expect, it } from 'vitest';
import { nativeChart } from '../../../../src/surfaces/slack/blocks/chart-block.ts';
import { chartLabels } from '../../../../src/surfaces/slack/blocks/chart-labels.ts';
import { chart, series } from '../../../charts/sample-charts.ts';

const many = (count: number) => Array.from({ length: count }, (_, at) => `${at}`);

describe('a chart Slack draws', () => {
  it('has one point for each name', () => {
    expect(nativeChart(chart({ title: 'Tickets by agent' }))).toEqual({
      type: 'data_visualization',
      title: 'Tickets by agent',
      chart: {
        type: 'bar',
        series: [
          {
            name: 'tickets',
            data: [
              { label: 'Nova', value: 487 },
              { label: 'Girly', value: 402 },
              { label: 'Francis', value: 40 },
            ],
          },
        ],
        axis_config: { categories: ['Nova', 'Girly', 'Francis'] },
      },
    });
  });

  it.each([
    ['seconds', [7200, 9000, 6120], 'hours', [2, 2.5, 1.7]],
    ['seconds', [100, 60, 240], 'minutes', [1.67, 1, 4]],
    ['seconds', [3, 4, 61], 'seconds', [3, 4, 61]],
    ['seconds', [600_000, 90_000, 400_000], 'days', [6.94, 1.04, 4.63]],
    ['share', [0.923, 0.5, 1], '%', [92.3, 50, 100]],
    ['score', [4.333, 1, 2], 'score', [4.33, 1, 2]],
  ] as const)('says %s %j in %s', (unit, values, label, drawn) => {
    const block = nativeChart(chart({ unit, series: [series('mean', values)] }));
    expect(block?.chart.axis_config.y_label).toBe(label);
    expect(block?.chart.series[0]?.data.map(({ value }) => value)).toEqual(drawn);
  });

  it('leaves the dates to the headline where its title is too long', () => {
    const title = 'First response time by pipeline, 1 Oct – 20 Nov 2026 so far';
    expect(nativeChart(chart({ title }))?.title).toBe('First response time by pipeline');
  });
});

describe('a chart Slack would draw with something left out', () => {
  it.each([
    ['a target', { target: 400 }],
    ['a gap', { series: [series('tickets', [1, null, 3])] }],
    ['a grid', { kind: 'heatmap' }],
    ['stacks', { kind: 'stacked' }],
    ['a sparkline', { kind: 'sparkline' }],
    ['21 names', { categories: many(21), series: [series('tickets', many(21).map(Number))] }],
    ['seven lines', { series: many(7).map((name) => series(name, [1, 2, 3])) }],
    [
      'names that begin alike',
      { categories: ['Account and billing A', 'Account and billing B', 'C'] },
    ],
    ['one name only', { categories: ['Nova'], series: [series('tickets', [3])] }],
    ['a name nobody can see', { categories: ['\u200B', 'b', 'c'] }],
  ] as const)('is left to a picture: %s', (_, given) => {
    expect(nativeChart(chart(given))).toBeNull();
  });
});

describe('names under a chart', () => {
  it('lose what all of them say', () => {
    expect(chartLabels(['week of 9 Nov 2026', 'week of 16 Nov 2026'])).toEqual(['9 Nov', '16 Nov']);
    expect(chartLabels(['Dec 2025', 'Jan 2026'])).toEqual(['Dec 2025', 'Jan 2026']);
  });

  it('say which of them is not over', () => {
    expect(chartLabels(['Oct 2026', 'Nov 2026'], (at) => (at === 1 ? 'so far' : ''))).toEqual([
      'Oct',
      'Nov (so far)',
    ]);
  });

  it('are cut where they are still told apart', () => {
    expect(chartLabels(['Enterprise onboarding requests', 'B'])).toEqual([
      'Enterprise onboardi…',
      'B',
    ]);
  });
});
