import type { ChartConfiguration, ChartDataset, ChartOptions, ScriptableContext } from 'chart.js';
import type { ChartSpec } from '../core/answer.ts';
import {
  endLabelRoom,
  endLabels,
  groundFill,
  heatCells,
  type Mark,
  targetLine,
  UNDER_BARS,
  valueLabels,
} from './chart-marks.ts';
import {
  axisLabels,
  baseOptions,
  categoryAxis,
  FONT,
  hiddenAxis,
  isSideways,
  shorten,
  valueAxis,
} from './chart-options.ts';
import { type ChartColours, type ChartTheme, coloursOf, fade } from './palette.ts';

export type ChartLook = {
  readonly theme: ChartTheme;
  /** For a picture: with its title and a ground. In a page both are the page's. */
  readonly standalone: boolean;
};

/**
 * A chart as Chart.js draws it, the same in the browser and in pictures.
 * Runs in both: nothing here may import more than the formatters.
 */
export function chartConfig(spec: ChartSpec, { theme, standalone }: ChartLook): ChartConfiguration {
  const colours = coloursOf(theme);
  const options = baseOptions(spec, colours, standalone && spec.kind !== 'sparkline');
  const drawn = drawKind(spec, colours);
  return {
    type: drawn.type,
    data: { labels: [...spec.categories], datasets: drawn.datasets },
    options: merge(options, drawn.options, standalone ? FRAME : 0),
    plugins: [...(standalone ? [groundFill(colours)] : []), ...drawn.marks],
  };
}

/** The height, in CSS pixels, at which a chart reads well. */
export function chartHeight(spec: ChartSpec): number {
  const bars =
    spec.categories.length * Math.max(1, spec.kind === 'stacked' ? 1 : spec.series.length);
  switch (spec.kind) {
    case 'sparkline':
      return 96;
    case 'bars':
      return 116 + 30 * bars;
    case 'grouped':
    case 'stacked':
      return 126 + 18 * bars + 12 * spec.categories.length;
    case 'heatmap':
      return 116 + 30 * spec.series.length;
    default:
      return 340;
  }
}

type Drawn = {
  readonly type: 'line' | 'bar' | 'scatter';
  readonly datasets: ChartDataset<'line' | 'bar' | 'scatter'>[];
  readonly options: ChartOptions;
  readonly marks: readonly Mark[];
};

function drawKind(spec: ChartSpec, colours: ChartColours): Drawn {
  switch (spec.kind) {
    case 'sparkline':
      return drawSparkline(spec, colours);
    case 'line':
      return drawLine(spec, colours);
    case 'heatmap':
      return drawHeatmap(spec, colours);
    default:
      return drawBars(spec, colours);
  }
}

function drawSparkline(spec: ChartSpec, colours: ChartColours): Drawn {
  const last = spec.categories.length - 1;
  return {
    type: 'line',
    datasets: spec.series.map(
      (series): ChartDataset<'line'> => ({
        ...lineLook(spec, colours.accent, colours),
        label: series.name,
        data: [...series.values],
        borderWidth: 2,
        pointRadius: (point) => (point.dataIndex === last ? 3.5 : 0),
        fill: 'origin' as const,
        backgroundColor: fade(colours.accent, 0.08),
      }),
    ),
    options: {
      layout: { padding: { top: 6, right: 8, bottom: 4, left: 4 } },
      scales: { x: { display: false }, y: { display: false, grace: '10%' } },
    },
    marks: [],
  };
}

function drawLine(spec: ChartSpec, colours: ChartColours): Drawn {
  const isAlone = spec.series.length === 1;
  return {
    type: 'line',
    datasets: spec.series.map(
      (series, index): ChartDataset<'line'> => ({
        ...lineLook(
          spec,
          isAlone ? colours.accent : (colours.series[index] ?? colours.soft),
          colours,
        ),
        label: series.name,
        data: [...series.values],
        pointRadius: ({ dataIndex }) =>
          showsPoints(spec) || spec.partial.includes(dataIndex) ? 3 : 0,
      }),
    ),
    options: {
      layout: { padding: { right: endLabelRoom(spec) } },
      scales: { x: categoryAxis(spec, colours), y: valueAxis(spec, colours) },
    },
    marks: [targetLine(spec, colours), endLabels(spec, colours)],
  };
}

/** Points help where there are few; a line that is often interrupted needs them. */
function showsPoints({ categories, series }: ChartSpec): boolean {
  return categories.length <= (series.length === 1 ? 32 : 12);
}

/** Solid where the bucket is over, dashed and hollow where it is not. */
function lineLook(
  spec: ChartSpec,
  colour: string,
  { ground }: ChartColours,
): Omit<ChartDataset<'line'>, 'data'> {
  const isPartial = (index: number): boolean => spec.partial.includes(index);
  return {
    borderColor: colour,
    borderWidth: 2.25,
    tension: 0,
    spanGaps: false,
    pointHoverRadius: 5,
    pointBorderColor: colour,
    pointBackgroundColor: ({ dataIndex }: ScriptableContext<'line'>) =>
      isPartial(dataIndex) ? ground : colour,
    segment: {
      borderDash: (segment) =>
        isPartial(segment.p1DataIndex) || isPartial(segment.p0DataIndex) ? [5, 4] : undefined,
    },
  };
}

const MOST_LABELLED = 32;

function drawBars(spec: ChartSpec, colours: ChartColours): Drawn {
  const sideways = isSideways(spec);
  const bars = spec.categories.length * spec.series.length;
  const isStacked = spec.kind === 'stacked';
  const labelled = !isStacked && bars <= (sideways ? MOST_LABELLED : MOST_COLUMNS);
  const values = labelled && sideways ? hiddenAxis(spec) : valueAxis(spec, colours);
  const names = categoryAxis(spec, colours);
  const stacking = isStacked ? { stacked: true } : {};
  return {
    type: 'bar',
    datasets: spec.series.map((series, index) => ({
      label: series.name,
      data: [...series.values],
      backgroundColor: spec.categories.map((_, at) => barColour(spec, colours, index, at)),
      borderColor: colours.accent,
      borderWidth: spec.categories.map((_, at) => (spec.partial.includes(at) ? 1.5 : 0)),
      borderRadius: isStacked ? 0 : 3,
      borderSkipped: 'start' as const,
      maxBarThickness: sideways ? 22 : 72,
      minBarLength: isStacked ? 0 : 1,
      categoryPercentage: spec.kind === 'histogram' ? 0.96 : 0.8,
      barPercentage: spec.kind === 'histogram' ? 0.94 : 0.9,
    })),
    options: {
      indexAxis: sideways ? 'y' : 'x',
      layout: { padding: barPadding(spec, labelled && sideways) },
      scales: sideways
        ? { x: { ...values, ...stacking }, y: { ...names, ...stacking } }
        : { x: { ...names, ...stacking }, y: { ...values, ...stacking } },
    },
    marks: [targetLine(spec, colours), ...(labelled ? [valueLabels(spec, colours)] : [])],
  };
}

const MOST_COLUMNS = 16;

/** Beside bars for their values, and under them for the target's name. */
function barPadding(spec: ChartSpec, carriesValues: boolean): Padding {
  if (!carriesValues) return {};
  return { right: 76, bottom: spec.target === null ? 0 : UNDER_BARS };
}

function barColour(spec: ChartSpec, colours: ChartColours, series: number, at: number): string {
  if (spec.partial.includes(at)) return fade(colours.accent, 0.15);
  if (spec.series.length > 1) return colours.series[series] ?? colours.soft;
  if (spec.highlight === null) return colours.accent;
  return spec.highlight === at ? colours.accent : colours.muted;
}

/** Points nobody sees carry the tooltips; the cells are drawn under them. */
function drawHeatmap(spec: ChartSpec, colours: ChartColours): Drawn {
  const labels = axisLabels(spec);
  const ticks = {
    color: colours.soft,
    font: { family: FONT, size: 11 },
    stepSize: 1,
    autoSkip: false,
    maxRotation: 0,
    padding: 4,
  };
  const plain = { border: { display: false }, grid: { display: false } };
  const isTight = spec.categories.length > 14;
  return {
    type: 'scatter',
    datasets: spec.series.map((series, line) => ({
      label: series.name,
      data: series.values.map((_, column) => ({ x: column, y: line })),
      pointRadius: 0,
      pointHoverRadius: 0,
      pointHitRadius: 14,
    })),
    options: {
      interaction: { mode: 'nearest', intersect: false, axis: 'xy' },
      layout: { padding: { right: 4 } },
      scales: {
        x: {
          ...plain,
          type: 'linear',
          position: 'top',
          min: -0.5,
          max: spec.categories.length - 0.5,
          afterBuildTicks: (axis) => {
            axis.ticks = spec.categories.map((_, value) => ({ value }));
          },
          ticks: {
            ...ticks,
            callback: (value) => {
              const label = labels[Number(value)] ?? '';
              return isTight ? label.replace(/:00$/, '') : shorten(label, 12);
            },
          },
        },
        y: {
          ...plain,
          type: 'linear',
          reverse: true,
          min: -0.5,
          max: spec.series.length - 0.5,
          afterBuildTicks: (axis) => {
            axis.ticks = spec.series.map((_, value) => ({ value }));
          },
          ticks: {
            ...ticks,
            callback: (value) => shorten(spec.series[Number(value)]?.name ?? '', 24),
          },
        },
      },
    },
    marks: [heatCells(spec, colours)],
  };
}

type Padding = { readonly [side in 'top' | 'right' | 'bottom' | 'left']?: number };

/** Room round a picture; a page has its own. */
const FRAME = 18;

function merge(base: ChartOptions, own: ChartOptions, frame: number): ChartOptions {
  const { padding } = own.layout ?? {};
  const {
    top = 0,
    right = 0,
    bottom = 0,
    left = 0,
  }: Padding = typeof padding === 'object' ? (padding as Padding) : {};
  const sides = {
    top: top + frame,
    right: right + (frame || 8),
    bottom: bottom + frame,
    left: left + frame,
  };
  return { ...base, ...own, layout: { padding: sides } };
}
