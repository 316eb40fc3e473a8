import type { ChartOptions, TooltipItem } from 'chart.js';
import type { ChartSpec, Unit } from '../core/answer.ts';
import {
  formatCount,
  formatLimit,
  formatNumber,
  formatPart,
  formatSeconds,
  formatValue,
} from '../core/format.ts';
import type { ChartColours } from './palette.ts';

export const FONT = 'Inter, system-ui, sans-serif';
const SMALL = 12;
const LONGEST_LABEL = 30;

/** What all kinds share: no animation, our font, tooltips with n, the title only where nothing else shows it. */
export function baseOptions(
  spec: ChartSpec,
  colours: ChartColours,
  showTitle: boolean,
): ChartOptions {
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    color: colours.soft,
    font: { family: FONT, size: SMALL },
    interaction: { mode: 'index', intersect: false, axis: isSideways(spec) ? 'y' : 'x' },
    plugins: {
      title: {
        display: showTitle,
        text: wrapTitle(spec.title),
        align: 'start',
        color: colours.ink,
        font: { family: FONT, size: 14, weight: 600 },
        padding: { top: 0, bottom: 14 },
      },
      legend: {
        display: needsLegend(spec),
        position: 'top',
        align: 'start',
        labels: {
          boxWidth: 10,
          boxHeight: 10,
          useBorderRadius: true,
          borderRadius: 2,
          padding: 14,
          color: colours.soft,
          font: { family: FONT, size: SMALL },
        },
      },
      tooltip: tooltipOptions(spec, colours),
    },
  };
}

/** Bars of names lie on their side, so that long names can be read. */
export function isSideways(spec: Pick<ChartSpec, 'kind'>): boolean {
  return spec.kind === 'bars' || spec.kind === 'grouped' || spec.kind === 'stacked';
}

/** Lines are named at their ends, a single series by the title. */
function needsLegend({ kind, series }: ChartSpec): boolean {
  return series.length > 1 && kind !== 'line' && kind !== 'heatmap' && kind !== 'sparkline';
}

/** No axis to speak of: bars that carry their values need only begin at zero and use the room there is. */
export function hiddenAxis(spec: ChartSpec) {
  const max = spec.unit === 'share' ? shareMaximum(spec, true) : undefined;
  return { type: 'linear' as const, display: false, min: 0, max: max ?? (largest(spec) || 1) };
}

/** The axis values are read from. Bars start at zero; lines of shares and scores may start higher. */
export function valueAxis(spec: ChartSpec, colours: ChartColours) {
  const isLine = spec.kind === 'line';
  const startsAtZero = !(isLine && (spec.unit === 'share' || spec.unit === 'score'));
  const top = largest(spec);
  const step = spec.unit === 'seconds' ? durationStep(top) : undefined;
  return {
    type: 'linear' as const,
    beginAtZero: startsAtZero,
    grace: spec.kind === 'histogram' || !startsAtZero ? '10%' : '4%',
    ...(spec.unit === 'share' && { max: shareMaximum(spec, startsAtZero) }),
    border: { display: false },
    grid: { color: colours.grid, drawTicks: false },
    ticks: {
      color: colours.soft,
      padding: 8,
      maxTicksLimit: 6,
      font: { family: FONT, size: SMALL },
      ...(step !== undefined && { stepSize: step }),
      ...(spec.unit === 'count' && { precision: 0 }),
      callback: (value: number | string) => tickLabel(Number(value), spec.unit),
    },
  };
}

/** The axis of names or of time. */
export function categoryAxis(spec: ChartSpec, colours: ChartColours) {
  const labels = axisLabels(spec);
  return {
    type: 'category' as const,
    border: { color: colours.grid },
    grid: { display: false },
    ticks: {
      color: colours.soft,
      padding: 6,
      maxRotation: spec.kind === 'histogram' ? STEEPEST : 0,
      autoSkip: !isSideways(spec) && !namesEveryBand(spec),
      autoSkipPadding: 14,
      font: { family: FONT, size: SMALL },
      callback: (_value: number | string, index: number) => {
        const label = labels[index] ?? '';
        return spec.kind === 'histogram' ? overTwoLines(label) : label;
      },
    },
  };
}

/** Degrees a band's label may lean where the bars stand close. */
const STEEPEST = 60;
const MOST_BANDS = 16;

/** A band without its name can't be read off its neighbours. */
function namesEveryBand({ kind, categories }: ChartSpec): boolean {
  return kind === 'histogram' && categories.length <= MOST_BANDS;
}

/** "30 min – 1 h" takes half the width as two lines. */
function overTwoLines(band: string): string | string[] {
  const [from, to] = band.split(' – ');
  return from && to ? [`${from} –`, to] : band;
}

/** Names cut to a length that leaves room for the bars; times without the parts that repeat. */
export function axisLabels({ categories }: Pick<ChartSpec, 'categories'>): string[] {
  const years = new Set(categories.map((label) => /\b(\d{4})$/.exec(label)?.[1]));
  const isTime = categories.every((label) => TIME.test(label));
  if (!isTime) return categories.map((label) => shorten(label, LONGEST_LABEL));
  return categories.map((label, index) => {
    const short = label.replace(/^week of /, '');
    if (!/^\D*(\d{1,2} )?\w+ \d{4}$/.test(short) || /^[QH]\d/.test(short)) return short;
    const withoutYear = short.replace(/ \d{4}$/, '');
    const opensYear = years.size > 1 && (index === 0 || /^Jan/.test(short));
    return opensYear ? short : withoutYear;
  });
}

const TIME =
  /^(week of )?(\d{1,2} )?(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)( \d{4}| \d\d:\d\d)?$|^[QH]\d \d{4}$/;

/** A value as an axis shows it: "2 h", "40 %", "1 200". */
export function tickLabel(value: number, unit: Unit): string {
  if (unit === 'seconds') return value === 0 ? '0' : formatSeconds(value);
  if (unit === 'share') return formatLimit(Math.round(value * 1000) / 1000, 'share');
  if (unit === 'count') return formatCount(value);
  return formatNumber(Math.round(value * 1000) / 1000);
}

const STEPS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 14_400, 21_600, 43_200,
  86_400, 172_800, 432_000, 864_000, 1_728_000, 4_320_000,
];
const FEWEST_TICKS = 5;

/** A step of whole seconds, minutes, hours or days that gives about five ticks. */
export function durationStep(top: number): number {
  return STEPS.find((step) => top / step <= FEWEST_TICKS) ?? 8_640_000;
}

export function shorten(words: string, most: number): string {
  return words.length <= most ? words : `${words.slice(0, most - 1).trimEnd()}…`;
}

export function largest({ series, target }: Pick<ChartSpec, 'series' | 'target'>): number {
  const values = series.flatMap(({ values: each }) => each.filter((value) => value !== null));
  return Math.max(0, ...values, target ?? 0);
}

function shareMaximum(spec: ChartSpec, startsAtZero: boolean): number | undefined {
  const top = largest(spec);
  return top > (startsAtZero ? 0.6 : 0.95) ? 1 : undefined;
}

function tooltipOptions(spec: ChartSpec, colours: ChartColours) {
  const { unit, categories, series } = spec;
  return {
    backgroundColor: colours.ink,
    titleColor: colours.ground,
    bodyColor: colours.ground,
    padding: 10,
    cornerRadius: 6,
    displayColors: series.length > 1,
    boxWidth: 8,
    boxHeight: 8,
    boxPadding: 4,
    titleFont: { family: FONT, size: SMALL, weight: 600 as const },
    bodyFont: { family: FONT, size: SMALL },
    callbacks: {
      title: (items: TooltipItem<never>[]) => {
        const index = items[0]?.dataIndex ?? 0;
        const part = formatPart(spec, index);
        return `${categories[index] ?? ''}${part === '' ? '' : ` (${part})`}`;
      },
      label: ({ datasetIndex, dataIndex }: TooltipItem<never>) => {
        const one = series[datasetIndex];
        const n = one?.n[dataIndex] ?? null;
        const rows = unit === 'count' || n === null ? '' : `  (n = ${formatCount(n)})`;
        const name = series.length > 1 ? `${one?.name ?? ''}: ` : '';
        return `${name}${formatValue(one?.values[dataIndex] ?? null, unit)}${rows}`;
      },
    },
  };
}

const TITLE_WIDTH = 84;

/** Long titles go over two lines, at the comma before the dates where there is one. */
function wrapTitle(title: string): string | string[] {
  if (title.length <= TITLE_WIDTH) return title;
  const comma = title.lastIndexOf(', ');
  const at = comma > 0 && comma <= TITLE_WIDTH ? comma + 1 : title.lastIndexOf(' ', TITLE_WIDTH);
  return at > 0 ? [title.slice(0, at), shorten(title.slice(at + 1), TITLE_WIDTH)] : title;
}
