import { chartConfig } from '../../../charts/chart-config.ts';
import { formatValue } from '../../../core/format.ts';
import { announce } from './page.js';
import { isDark } from './theme.js';

/** @typedef {import('../../../core/answer.ts').ChartSpec} ChartSpec */
/** @typedef {import('chart.js').Chart} Chart */

/** Beside a name longer than this a narrow page has no room left for the bar. */
const LONGEST_NAME_WHEN_NARROW = 16;
const MOST_TICKS_WHEN_NARROW = 12;
const NARROW_PX = 480;

const STEPS = new Map([
  ['ArrowRight', 1],
  ['ArrowDown', 1],
  ['ArrowLeft', -1],
  ['ArrowUp', -1],
]);

/** @type {Map<Element, Chart>} */
const drawn = new Map();

/** @type {Promise<typeof import('chart.js').Chart> | undefined} */
let library;

/** A long thread has dozens of charts; they are drawn as they come near. */
const nearby = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      nearby.unobserve(target);
      void draw(target);
    }
  },
  { rootMargin: '100%' },
);

/**
 * Draws the charts of `root` that aren't drawn yet.
 * @param {ParentNode} root
 */
export function drawCharts(root) {
  for (const figure of root.querySelectorAll('[data-chart]:not([data-drawn])')) {
    nearby.observe(figure);
  }
}

/** Draws all of them again, in the colours of the theme. */
export function redrawCharts() {
  for (const [figure, chart] of drawn) {
    chart.destroy();
    drawn.delete(figure);
    if (figure.isConnected) void draw(figure);
  }
}

/** @param {Element} figure */
async function draw(figure) {
  const canvas = figure.querySelector('canvas');
  const written = figure.getAttribute('data-chart');
  if (canvas === null || written === null) return;
  figure.setAttribute('data-drawn', '');
  const [Chart] = await Promise.all([loadLibrary(), document.fonts.ready]);
  /** @type {ChartSpec} */
  const spec = JSON.parse(written);
  const config = chartConfig(spec, { theme: isDark() ? 'dark' : 'light', standalone: false });
  if (figure.clientWidth < NARROW_PX) makeRoom(config, spec);
  const chart = new Chart(canvas, config);
  drawn.set(figure, chart);
  canvas.onkeydown = (event) => moveOverPoints(event, chart, spec);
  canvas.onblur = () => point(chart, spec, null);
}

/** Only pages with a chart on them pay for the library; it makes itself a global. */
function loadLibrary() {
  library ??= import(new URL('../../../chart.js', import.meta.url).href).then(
    () => /** @type {any} */ (globalThis).Chart,
  );
  return library;
}

/**
 * Shorter names beside bars, every third hour over a heatmap, and bands that lean on one line.
 * @param {import('chart.js').ChartConfiguration} config
 * @param {ChartSpec} spec
 */
function makeRoom({ options }, spec) {
  const names = options?.scales?.y?.ticks;
  if (names && options?.indexAxis === 'y') {
    names.callback = (_value, index) => shorten(spec.categories[index] ?? '');
  }
  const bands = options?.scales?.x?.ticks;
  if (bands && spec.kind === 'histogram') {
    bands.callback = (_value, index) => spec.categories[index] ?? '';
  }
  const hours = options?.scales?.x?.ticks;
  if (hours && spec.kind === 'heatmap' && spec.categories.length > MOST_TICKS_WHEN_NARROW) {
    hours.callback = (value) =>
      Number(value) % 3 === 0 ? spec.categories[Number(value)]?.replace(/:00$/, '') : '';
  }
}

/** @param {string} name */
function shorten(name) {
  if (name.length <= LONGEST_NAME_WHEN_NARROW) return name;
  return `${name.slice(0, LONGEST_NAME_WHEN_NARROW - 1).trimEnd()}…`;
}

/**
 * The arrows show one exact value after the other.
 * @param {KeyboardEvent} event
 * @param {Chart} chart
 * @param {ChartSpec} spec
 */
function moveOverPoints(event, chart, spec) {
  const step = STEPS.get(event.key);
  if (step === undefined) return;
  event.preventDefault();
  const count = spec.categories.length;
  const at = chart.getActiveElements()[0]?.index ?? (step > 0 ? -1 : count);
  const next = (at + step + count) % count;
  point(chart, spec, next);
  announce(wordsAt(spec, next));
}

/**
 * What the tooltip shows, for who hears it.
 * @param {ChartSpec} spec
 * @param {number} index
 */
function wordsAt({ categories, series, unit }, index) {
  const values = series.map(({ name, values: all }) => {
    const value = formatValue(all[index] ?? null, unit);
    return series.length > 1 ? `${name} ${value}` : value;
  });
  return `${categories[index] ?? ''}: ${values.join(', ')}`;
}

/**
 * @param {Chart} chart
 * @param {ChartSpec} spec
 * @param {number | null} index
 */
function point(chart, spec, index) {
  const active =
    index === null ? [] : spec.series.map((_, datasetIndex) => ({ datasetIndex, index }));
  chart.setActiveElements(active);
  const place = active[0] && chart.getDatasetMeta(0).data[active[0].index];
  chart.tooltip?.setActiveElements(active, { x: place?.x ?? 0, y: place?.y ?? 0 });
  chart.update('none');
}
