import { html } from 'hono/html';
import type { ChartSpec } from '../../../core/answer.ts';
import type { Html } from '../markup.ts';

/** Beyond this the bars get thinner instead of the page longer. */
const MOST_ROWS = 24;

/** The chart's place, kept at its final height; a script draws into it, and without one it is a picture. */
export function renderChart(chart: ChartSpec, turnUrl: string): Html {
  return html`<figure class="chart chart-${chart.kind} ${heightClass(chart)}" data-chart="${JSON.stringify(chart)}">
${chart.kind === 'sparkline' ? '' : html`<figcaption>${chart.title}${renderPartialNote(chart)}</figcaption>`}
<div class="chart-box"><canvas role="img" aria-label="${chart.alt}"></canvas></div>
<noscript><picture>
  <source srcset="${turnUrl}/chart.png?theme=dark" media="(prefers-color-scheme: dark)">
  <img src="${turnUrl}/chart.png?theme=light" alt="${chart.alt}">
</picture></noscript>
</figure>`;
}

function heightClass(chart: ChartSpec): string {
  if (chart.kind !== 'bars') return '';
  return `rows-${Math.min(chart.categories.length, MOST_ROWS)}`;
}

function renderPartialNote(chart: ChartSpec): Html | '' {
  const open = chart.partial.map((index) => chart.categories[index]).filter(Boolean);
  if (open.length === 0) return '';
  return html`<span class="note">${open.join(', ')}: not over yet</span>`;
}
