import type { Chart, ChartArea, Plugin } from 'chart.js';
import type { ChartSpec } from '../core/answer.ts';
import { formatLimit, formatPart, formatValue } from '../core/format.ts';
import { FONT, isSideways, shorten } from './chart-options.ts';
import { type ChartColours, fade, inkOn, mixColours } from './palette.ts';

/** Drawn over Chart.js's own marks: each a plugin of one chart, so that nothing is registered for all. */
export type Mark = Plugin;

export const LONGEST_NAME = 20;

const LABEL_GAP = 6;

type Place = readonly [align: 'left' | 'center', baseline: 'middle' | 'bottom'];
const BESIDE: Place = ['left', 'middle'];
const ABOVE: Place = ['center', 'bottom'];
const CENTRED: Place = ['center', 'middle'];
const LINE_HEIGHT = 15;

type Context = Chart['ctx'];
type Point = { readonly x: number; readonly y: number };

/** Each bar's value at its end. */
export function valueLabels(spec: ChartSpec, colours: ChartColours): Mark {
  const sideways = isSideways(spec);
  return {
    id: 'value-labels',
    afterDatasetsDraw: (chart) =>
      drawWith(chart.ctx, () => {
        setType(chart.ctx, colours.ink, sideways ? BESIDE : ABOVE);
        for (const { value, bar } of barsOf(spec, chart)) {
          const end = value === null ? startOf(bar, chart.chartArea, sideways) : bar;
          const at = sideways ? { ...end, x: end.x + LABEL_GAP } : { ...end, y: end.y - 4 };
          writeClear(chart.ctx, formatValue(value, spec.unit), at, colours);
        }
      }),
  };
}

function barsOf(spec: ChartSpec, chart: Chart): { value: number | null; bar: Point }[] {
  return spec.series.flatMap((series, index) =>
    chart.getDatasetMeta(index).data.map((bar, at) => ({ value: series.values[at] ?? null, bar })),
  );
}

/** Where a bar without a value would begin. */
function startOf({ x, y }: Point, { left, bottom }: ChartArea, sideways: boolean): Point {
  return sideways ? { x: left, y } : { x, y: bottom };
}

/** A dashed line at the target, named. */
export function targetLine(spec: ChartSpec, colours: ChartColours): Mark {
  const sideways = isSideways(spec);
  return {
    id: 'target-line',
    afterDatasetsDraw: (chart) => {
      const scale = chart.scales[sideways ? 'x' : 'y'];
      if (spec.target === null || !scale) return;
      if (spec.target < scale.min || spec.target > scale.max) return;
      const at = Math.round(scale.getPixelForValue(spec.target)) + 0.5;
      const words = `target ${formatLimit(spec.target, spec.unit)}`;
      drawWith(chart.ctx, () => {
        chart.ctx.strokeStyle = colours.target;
        chart.ctx.setLineDash([4, 4]);
        (sideways ? drawUpright : drawLevel)(chart, at, words, colours);
      });
    },
  };
}

function drawLevel({ ctx, chartArea }: Chart, y: number, words: string, colours: ChartColours) {
  ctx.beginPath();
  ctx.moveTo(chartArea.left, y);
  ctx.lineTo(chartArea.right, y);
  ctx.stroke();
  setType(ctx, colours.target, BESIDE, 11);
  const width = ctx.measureText(words).width;
  ctx.fillStyle = fade(colours.ground, 0.88);
  ctx.beginPath();
  ctx.roundRect(chartArea.left + 4, y - 20, width + 10, 17, 3);
  ctx.fill();
  setType(ctx, colours.target, BESIDE, 11);
  ctx.fillText(words, chartArea.left + 9, y - 11);
}

function drawUpright({ ctx, chartArea }: Chart, x: number, words: string, colours: ChartColours) {
  ctx.beginPath();
  ctx.moveTo(x, chartArea.top);
  ctx.lineTo(x, chartArea.bottom);
  ctx.stroke();
  setType(ctx, colours.target, CENTRED, 11);
  ctx.setLineDash([]);
  writeClear(ctx, words, { x, y: chartArea.bottom + UNDER_BARS / 2 }, colours);
}

/** Height, under bars whose axis has no figures of its own, for the name of the target. */
export const UNDER_BARS = 18;

/** At the end of each line its name, or its value when there is only one; labels that would overlap make room. */
export function endLabels(spec: ChartSpec, colours: ChartColours): Mark {
  return {
    id: 'end-labels',
    afterDatasetsDraw: (chart) => {
      const words = endWords(spec);
      const labels = spec.series.flatMap((series, index) => {
        const at = series.values.findLastIndex((value) => value !== null);
        const point = chart.getDatasetMeta(index).data[at];
        return point ? [{ words: words[index] ?? '', x: point.x, y: point.y, index }] : [];
      });
      drawWith(chart.ctx, () => {
        for (const { words: text, x, y, index } of spreadOut(labels, chart.chartArea)) {
          const colour = spec.series.length > 1 ? colours.series[index] : colours.ink;
          setType(chart.ctx, colour ?? colours.ink, BESIDE);
          chart.ctx.fillText(text, x + LABEL_GAP + 2, y);
        }
      });
    },
  };
}

/** Room to the right of a line chart for what stands at its lines' ends. */
export function endLabelRoom(spec: ChartSpec): number {
  return 16 + Math.max(0, ...endWords(spec).map((words) => words.length)) * 7;
}

function endWords(spec: ChartSpec): string[] {
  const { series, unit } = spec;
  if (series.length > 1) return series.map(({ name }) => shorten(name, LONGEST_NAME));
  return series.map(({ values }) => {
    const at = values.findLastIndex((value) => value !== null);
    return `${formatValue(values[at] ?? null, unit)} ${formatPart(spec, at)}`.trimEnd();
  });
}

/** Pushes labels apart downwards, then back up from the bottom edge. */
function spreadOut<Label extends Point>(
  labels: readonly Label[],
  { top, bottom }: ChartArea,
): Label[] {
  let lowest = top - LINE_HEIGHT;
  const pushedDown = labels
    .toSorted((a, b) => a.y - b.y)
    .map((label) => {
      lowest = Math.max(label.y, lowest + LINE_HEIGHT);
      return { ...label, y: lowest };
    });
  let highest = bottom + 1.5 * LINE_HEIGHT;
  return pushedDown.toReversed().map((label) => {
    highest = Math.min(label.y, highest - LINE_HEIGHT);
    return { ...label, y: highest };
  });
}

/** Heatmap cells: a ground from the scale, and the value where it fits. Categories run across, series down. */
export function heatCells(spec: ChartSpec, colours: ChartColours): Mark {
  const values = spec.series.flatMap((series) => series.values.filter((value) => value !== null));
  const low = spec.unit === 'count' || spec.unit === 'seconds' ? 0 : Math.min(...values);
  const high = Math.max(...values, low + 1e-9);
  const groundOf = (value: number | null): string => {
    if (value === null) return colours.ground;
    return mixColours(colours.low, colours.high, (value - low) / (high - low));
  };
  return {
    id: 'heat-cells',
    beforeDatasetsDraw: (chart) => {
      drawWith(chart.ctx, () => {
        for (const [down, series] of spec.series.entries()) {
          for (const [across, value] of series.values.entries()) {
            const ground = groundOf(value);
            const words = value === null ? '' : formatValue(value, spec.unit);
            drawCell(chart, { across, down }, ground, words);
          }
        }
      });
    },
  };
}

function drawCell(
  { ctx, scales }: Chart,
  { across, down }: { readonly across: number; readonly down: number },
  ground: string,
  words: string,
): void {
  if (!scales.x || !scales.y) return;
  const [x, y] = [scales.x.getPixelForValue(across), scales.y.getPixelForValue(down)];
  const width = scales.x.getPixelForValue(across + 1) - x;
  const height = scales.y.getPixelForValue(down + 1) - y;
  ctx.fillStyle = ground;
  ctx.beginPath();
  ctx.roundRect(x - width / 2 + 1, y - height / 2 + 1, width - 2, height - 2, 3);
  ctx.fill();
  setType(ctx, inkOn(ground), CENTRED, 11);
  if (ctx.measureText(words).width <= width - 6) ctx.fillText(words, x, y);
}

/** A plain ground under the whole chart, for pictures that leave the page. */
export function groundFill(colours: ChartColours): Mark {
  return {
    id: 'ground-fill',
    beforeDraw: ({ ctx, width, height }) =>
      drawWith(ctx, () => {
        ctx.fillStyle = colours.ground;
        ctx.fillRect(0, 0, width, height);
      }),
  };
}

function drawWith(ctx: Context, draw: () => void): void {
  ctx.save();
  draw();
  ctx.restore();
}

/** Text that stays readable over lines and bars: with the ground's colour round it. */
function writeClear(ctx: Context, words: string, { x, y }: Point, { ground }: ChartColours): void {
  ctx.strokeStyle = ground;
  ctx.lineWidth = 3;
  ctx.lineJoin = 'round';
  ctx.strokeText(words, x, y);
  ctx.fillText(words, x, y);
}

function setType(ctx: Context, colour: string, [align, baseline]: Place, size = 12): void {
  ctx.font = `500 ${size}px ${FONT}`;
  ctx.fillStyle = colour;
  ctx.textAlign = align;
  ctx.textBaseline = baseline;
}
