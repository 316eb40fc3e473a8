import type { ChartConfiguration } from 'chart.js';
import { describe, expect, it } from 'vitest';
import { chartConfig, chartHeight } from '../../src/charts/chart-config.ts';
import { axisLabels, durationStep, tickLabel } from '../../src/charts/chart-options.ts';
import { coloursOf, inkOn, MOST_SERIES, mixColours } from '../../src/charts/palette.ts';
import type { ChartSpec, Unit } from '../../src/core/answer.ts';
import { chart, KINDS, series } from './sample-charts.ts';

const LIGHT = coloursOf('light');

function configOf(spec: ChartSpec): ChartConfiguration {
  return chartConfig(spec, { theme: 'light', standalone: true });
}

describe('bars', () => {
  it('lie on their side, begin at zero and bring out the one that leads', () => {
    const { data, options } = configOf(chart({ highlight: 0 }));
    expect(options).toMatchObject({ indexAxis: 'y', scales: { x: { min: 0, max: 487 } } });
    expect(data.datasets[0]?.backgroundColor).toEqual([LIGHT.accent, LIGHT.muted, LIGHT.muted]);
  });

  it('reach a target beyond the longest bar', () => {
    const { options } = configOf(chart({ target: 600 }));
    expect(options).toMatchObject({ scales: { x: { max: 600 } } });
  });

  it('of shares fill the scale to 100 % where they are large', () => {
    const { options } = configOf(
      chart({ unit: 'share', series: [series('CSAT', [0.9, 0.8, 0.7])] }),
    );
    expect(options).toMatchObject({ scales: { x: { min: 0, max: 1 } } });
  });

  it('stand upright in their own order as columns', () => {
    const { options } = configOf(chart({ kind: 'histogram' }));
    expect(options).toMatchObject({ indexAxis: 'x', scales: { y: { beginAtZero: true } } });
  });
});

describe('a histogram', () => {
  it('names every band, over two lines where that makes it fit', () => {
    const bands = ['0 – 30 min', '30 min – 1 h', 'over 1 h'];
    const { options } = configOf(chart({ kind: 'histogram', categories: bands }));
    const ticks = options?.scales?.x?.ticks;
    expect(ticks).toMatchObject({ autoSkip: false });
    const names = bands.map((_, index) => ticks?.callback?.call({} as never, index, index, []));
    expect(names).toEqual([['0 –', '30 min'], ['30 min –', '1 h'], 'over 1 h']);
  });

  it('skips names only beyond what can be told apart', () => {
    const bands = Array.from({ length: 40 }, (_, hour) => `${hour} – ${hour + 1}`);
    const { options } = configOf(chart({ kind: 'histogram', categories: bands }));
    expect(options?.scales?.x?.ticks).toMatchObject({ autoSkip: true });
  });
});

describe('lines', () => {
  it('begin at zero for counts and durations, but not for shares', () => {
    const from = (unit: Unit): unknown => {
      const axis = configOf(chart({ kind: 'line', unit })).options?.scales?.y;
      return axis && 'beginAtZero' in axis ? axis.beginAtZero : null;
    };
    expect([from('count'), from('seconds'), from('share')]).toEqual([true, true, false]);
  });

  it('keep the title for pictures: a page has its own', () => {
    const spec = chart({ kind: 'line' });
    const inPage = chartConfig(spec, { theme: 'dark', standalone: false });
    expect(inPage.options?.plugins?.title).toMatchObject({ display: false });
    expect(configOf(spec).options?.plugins?.title).toMatchObject({ display: true });
  });
});

it('names series in a legend only where nothing nearer does', () => {
  const shown = KINDS.map((spec) => configOf(spec).options?.plugins?.legend?.display);
  expect(shown).toEqual([false, false, false, true, true, false, false, false]);
});

it('grows with what there is to show', () => {
  const few = chartHeight(chart({}));
  const many = chartHeight(chart({ categories: Array.from({ length: 20 }, (_, at) => `${at}`) }));
  expect(many).toBeGreaterThan(few + 400);
});

describe('axis labels', () => {
  it('leave out the year that all share, and name the one that begins', () => {
    expect(axisLabels({ categories: ['Sep 2026', 'Oct 2026'] })).toEqual(['Sep', 'Oct']);
    expect(axisLabels({ categories: ['Dec 2025', 'Jan 2026', 'Feb 2026'] })).toEqual([
      'Dec 2025',
      'Jan 2026',
      'Feb',
    ]);
    expect(axisLabels({ categories: ['week of 9 Nov 2026', 'week of 16 Nov 2026'] })).toEqual([
      '9 Nov',
      '16 Nov',
    ]);
    expect(axisLabels({ categories: ['Q3 2026', 'Q4 2026'] })).toEqual(['Q3 2026', 'Q4 2026']);
  });

  it('cut names that would leave no room', () => {
    const [label = ''] = axisLabels({ categories: ['Integration with accounting software'] });
    expect(label).toBe('Integration with accounting s…');
  });
});

it('counts time in steps people know', () => {
  expect([50, 280, 3000, 16_000, 90_000, 700_000].map(durationStep)).toEqual([
    10, 60, 600, 3600, 21_600, 172_800,
  ]);
  expect(tickLabel(7200, 'seconds')).toBe('2 h');
  expect(tickLabel(0, 'seconds')).toBe('0');
  expect(tickLabel(0.05, 'share')).toBe('5\u202f%');
});

it('has eight colours that differ, and text that reads on each cell', () => {
  for (const theme of ['light', 'dark'] as const) {
    const { series: colours } = coloursOf(theme);
    expect(new Set(colours).size).toBe(MOST_SERIES);
  }
  expect(mixColours('#000000', '#ffffff', 0.5)).toBe('#808080');
  expect([inkOn('#0b5c8f'), inkOn('#eef4f8')]).toEqual(['#ffffff', '#1d1d1b']);
});
