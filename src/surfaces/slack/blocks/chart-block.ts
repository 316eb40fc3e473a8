import type { ImageBlock } from '@slack/types';
import type { ChartSpec, Unit } from '../../../core/answer.ts';
import { formatPart } from '../../../core/format.ts';
import { chartLabels } from './chart-labels.ts';
import { LIMITS, orBlank, shorten, slackLength } from './fit.ts';
import type {
  DataVisualizationBlock,
  SlackBlock,
  SlackFile,
  SlackMessage,
} from './slack-message.ts';
import { asides, oneLine } from './words.ts';

export type RenderedChart = { readonly block: SlackBlock; readonly file: SlackFile | null };

/** A chart Slack draws, where it can show all there is to see; else a picture with a place for it. */
export function renderChart(
  chart: ChartSpec,
  {
    stem,
    at = 0,
    native = true,
  }: { readonly stem: string; readonly at?: number; readonly native?: boolean },
): RenderedChart {
  const block = native ? nativeChart(chart) : null;
  return block ? { block, file: null } : picture(chart, stem, at);
}

/** null where Slack would leave something out: gaps, targets, grids, stacks, more than it takes, names it can't tell apart. */
export function nativeChart(chart: ChartSpec): DataVisualizationBlock | null {
  const type = NATIVE_TYPES[chart.kind];
  const isWithin =
    chart.categories.length > 1 &&
    chart.categories.length <= LIMITS.chartPoints &&
    chart.series.length > 0 &&
    chart.series.length <= LIMITS.chartSeries;
  if (!type || !isWithin || chart.target !== null) return null;
  const categories = chartLabels(chart.categories, (at) => formatPart(chart, at));
  const names = chartLabels(chart.series.map(({ name }) => name));
  if (!categories || !names) return null;
  const scale = scaleOf(chart);
  const series = chart.series.map(({ values }, at) => ({
    name: names[at] ?? '',
    data: categories.flatMap((label, index) => {
      const value = values[index];
      return typeof value === 'number' && Number.isFinite(value)
        ? [{ label, value: scale.of(value) }]
        : [];
    }),
  }));
  if (series.some(({ data }) => data.length !== categories.length)) return null;
  return {
    type: 'data_visualization',
    title: chartTitle(chart.title),
    chart: {
      type,
      series,
      axis_config: { categories: [...categories], ...(scale.name && { y_label: scale.name }) },
    },
  };
}

const NATIVE_TYPES: Partial<Record<ChartSpec['kind'], 'line' | 'bar'>> = {
  line: 'line',
  bars: 'bar',
  grouped: 'bar',
  histogram: 'bar',
};

type Scale = { readonly name: string; readonly of: (value: number) => number };

const DURATIONS = [
  ['days', 86_400],
  ['hours', 3600],
  ['minutes', 60],
  ['seconds', 1],
] as const;

/** Slack writes numbers as they are: so durations go over in the largest unit that the middle of them fills, shares in percent. */
function scaleOf({ unit, series }: ChartSpec): Scale {
  if (unit === 'share' || unit === 'points') return { name: unitNames[unit], of: percent };
  if (unit !== 'seconds') return { name: unitNames[unit], of: rounded };
  const sizes = series
    .flatMap(({ values }) => values.map((value) => Math.abs(value ?? 0)))
    .toSorted((a, b) => a - b);
  const middle = sizes[Math.floor(sizes.length / 2)] ?? 0;
  const [name, seconds] = DURATIONS.find(([, size]) => middle >= size * 1.5) ?? ['seconds', 1];
  return { name, of: (value) => rounded(value / seconds) };
}

const unitNames: Record<Exclude<Unit, 'seconds'>, string> = {
  count: '',
  number: '',
  score: 'score',
  share: '%',
  points: 'points',
};

function percent(value: number): number {
  return Math.round(value * 1000) / 10;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Without the dates, which the headline has, where both don't fit. */
function chartTitle(title: string): string {
  const words = oneLine(title);
  if (slackLength(words) <= LIMITS.chartTitle) return orBlank(words);
  const comma = words.lastIndexOf(', ');
  return orBlank(shorten(comma > 0 ? words.slice(0, comma) : words, LIMITS.chartTitle));
}

function picture(chart: ChartSpec, stem: string, at: number): RenderedChart {
  const placeholder = `picture-${at}`;
  const alt = orBlank(shorten(oneLine(chart.alt), LIMITS.altText));
  const title = orBlank(shorten(oneLine(chart.title), LIMITS.headerText));
  return {
    block: { type: 'image', alt_text: alt, slack_file: { id: placeholder } },
    file: { kind: 'chart', fileName: `${stem}.png`, title, alt, spec: chart, placeholder },
  };
}

/** The message with the picture in its place, once it is uploaded; with what it shows in words, when it could not be. */
export function placePicture(
  message: SlackMessage,
  { placeholder, alt }: Extract<SlackFile, { kind: 'chart' }>,
  fileId: string | null,
): SlackMessage {
  const blocks = message.blocks.flatMap((block): SlackBlock[] => {
    if (!isPlaceFor(block, placeholder)) return [block];
    return fileId === null ? asides([alt]) : [{ ...block, slack_file: { id: fileId } }];
  });
  return { ...message, blocks };
}

function isPlaceFor(block: SlackBlock, placeholder: string): block is ImageBlock {
  return (
    block.type === 'image' &&
    'slack_file' in block &&
    'id' in block.slack_file &&
    block.slack_file.id === placeholder
  );
}
