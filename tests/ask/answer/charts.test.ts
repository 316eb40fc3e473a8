import { describe, expect, it } from 'vitest';
import type { ChartSpec } from '../../../src/core/answer.ts';
import {
  answer,
  CSAT,
  FIRST_RESPONSE,
  figures,
  found,
  row,
  THIS_QUARTER,
  TICKETS,
} from './sample.ts';

const PIPELINES = Array.from({ length: 30 }, (_, at) => row([`Pipeline ${at}`], 300 - at));

function chartOf(...asked: Parameters<typeof answer>): ChartSpec | null {
  return answer(...asked).chart;
}

describe('the chart that fits', () => {
  it('is a sparkline for one figure, where its course is known', () => {
    const trend = found(['2026-10-17', '2026-10-18', '2026-10-19'].map((day) => row([day], 7000)));
    const main = found([row([], 7560, 1284)]);
    expect(chartOf(figures({ metrics: [FIRST_RESPONSE] }), { main, trend })?.kind).toBe(
      'sparkline',
    );
    expect(chartOf(figures({ metrics: [FIRST_RESPONSE] }), { main })).toBeNull();
  });

  it('is sorted bars for names, the twenty largest of many', () => {
    const chart = chartOf(figures({ by: [{ field: 'pipeline' }] }), { main: found(PIPELINES) });
    expect(chart).toMatchObject({ kind: 'bars', highlight: 0 });
    expect(chart?.categories).toHaveLength(20);
    expect(chart?.title).toBe('Tickets by pipeline, 17 Oct – 20 Nov 2026 (20 of 30)');
  });

  it('is columns in their order for weekdays', () => {
    const main = found([row([1], 10), row([2], 90), row([3], 40)]);
    expect(chartOf(figures({ by: [{ field: 'weekday' }] }), { main })).toMatchObject({
      kind: 'histogram',
      categories: ['Monday', 'Tuesday', 'Wednesday'],
      highlight: 1,
    });
  });

  it('is a heatmap for weekdays and hours, hours running across', () => {
    const main = found([row([1, 9], 10), row([1, 10], 20), row([2, 9], 30)]);
    const plan = figures({ by: [{ field: 'weekday' }, { field: 'hour' }] });
    expect(chartOf(plan, { main })).toMatchObject({
      kind: 'heatmap',
      categories: ['09:00', '10:00'],
      series: [
        { name: 'Monday', values: [10, 20] },
        { name: 'Tuesday', values: [30, 0] },
      ],
    });
  });

  it('is a line each for groups over time, the largest eight', () => {
    const main = found(
      ['2026-10-05', '2026-10-12'].flatMap((week) =>
        Array.from({ length: 10 }, (_, at) => row([week, `Agent ${at}`], 10 + at)),
      ),
    );
    const plan = figures({ by: [{ grain: 'week' }, { field: 'agent' }], period: THIS_QUARTER });
    const chart = chartOf(plan, { main });
    expect(chart?.series).toHaveLength(8);
    expect(chart?.title).toMatch(/largest 8 of 10/);
  });

  it('puts metrics of one unit side by side, and keeps others to the table', () => {
    const two = (name: string) => ({
      keys: [name],
      values: [0.9, 0.8],
      n: [50, 50],
      missing: [0, 0],
    });
    const main = found([two('Nova'), two('Girly')]);
    const shares = figures({ metrics: [CSAT, { ...CSAT, of: 'chats' }], by: [{ field: 'agent' }] });
    expect(chartOf(shares, { main })).toMatchObject({ kind: 'grouped' });
    const mixed = figures({ metrics: [CSAT, TICKETS], by: [{ field: 'agent' }] });
    expect(chartOf(mixed, { main })?.series).toHaveLength(1);
  });

  it('describes its shape, extremes and target for those who can’t see it', () => {
    const main = found([row(['Nova'], 0.92, 120), row(['Francis'], 0.71, 45)]);
    expect(chartOf(figures({ metrics: [CSAT], by: [{ field: 'agent' }] }), { main })?.alt).toBe(
      'Bar chart: CSAT by agent, 17 Oct – 20 Nov 2026. highest 92 % (Nova), lowest 71 % (Francis), 2 values. Target 80 %.',
    );
  });

  it('is none for a single group', () => {
    const main = found([row(['Nova'], 487)]);
    expect(chartOf(figures({ by: [{ field: 'agent' }] }), { main })).toBeNull();
  });
});
