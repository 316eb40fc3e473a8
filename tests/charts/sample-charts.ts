import type { ChartSeries, ChartSpec } from '../../src/core/answer.ts';

export function series(name: string, values: readonly (number | null)[]): ChartSeries {
  return { name, values, n: values.map((value) => (value === null ? null : 100)) };
}

export function chart(given: Partial<ChartSpec>): ChartSpec {
  return {
    kind: 'bars',
    title: 'Tickets by agent, 17 Oct – 20 Nov 2026',
    alt: 'Bar chart',
    unit: 'count',
    categories: ['Nova', 'Girly', 'Francis'],
    series: [series('tickets', [487, 402, 40])],
    partial: [],
    highlight: null,
    target: null,
    ...given,
  };
}

const LONG = 'Integration with third-party accounting software and its very long name';

/** One chart of each kind, with long names and large numbers among them. */
export const KINDS: readonly ChartSpec[] = [
  chart({}),
  chart({ categories: [LONG, 'B', 'C'], series: [series('tickets', [12_345_678, 3, null])] }),
  chart({
    kind: 'line',
    unit: 'seconds',
    categories: ['Sep 2026', 'Oct 2026', 'Nov 2026'],
    series: [series('first response time', [7200, 9000, 6000])],
    partial: [2],
    target: 14_400,
  }),
  chart({ kind: 'grouped', series: [series('now', [3, 2, 1]), series('before', [1, 2, 3])] }),
  chart({ kind: 'stacked', series: [series('open', [3, 2, 1]), series('resolved', [1, 2, 3])] }),
  chart({ kind: 'histogram', categories: ['0 s – 1 h', '1 h – 2 h', 'over 2 h'] }),
  chart({
    kind: 'heatmap',
    series: [series('Monday', [1, 2, 3]), series('Tuesday', [0, null, 9])],
  }),
  chart({ kind: 'sparkline', series: [series('tickets', [5, 3, 9])] }),
];
