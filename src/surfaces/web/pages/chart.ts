import { chartHeight } from '../../../charts/chart-config.ts';
import type { ChartSpec } from '../../../core/answer.ts';
import { formatPart } from '../../../core/format.ts';
import { type Html, html } from '../markup.ts';

/** The chart's place, kept at its final height; a script draws into it, and without one it is a picture. */
export function renderChart(chart: ChartSpec, turnUrl: string): Html {
  return html`<figure class="chart chart-${chart.kind}" data-chart="${JSON.stringify(chart)}">
${chart.kind === 'sparkline' ? '' : html`<figcaption>${chart.title}${renderPartialNote(chart)}</figcaption>`}
<div class="chart-box">${strut(chartHeight(chart))}<canvas tabindex="0" role="img" aria-label="${chart.alt}"></canvas></div>
<noscript><picture>
  <source srcset="${turnUrl}/chart.png?theme=dark" media="(prefers-color-scheme: dark)">
  <img src="${turnUrl}/chart.png?theme=light" alt="${chart.alt}">
</picture></noscript>
</figure>`;
}

function renderPartialNote(chart: ChartSpec): Html | '' {
  const words = chart.partial
    .filter((index) => chart.categories[index])
    .map((index) => `${chart.categories[index]} ${formatPart(chart, index)}`);
  if (words.length === 0) return '';
  return html`<span class="note">${words.join(', ')}</span>`;
}

/** Holds the height open; a style could not, as none may stand in the page. */
function strut(height: number): Html {
  return html`<svg class="strut" width="0" height="${height}" aria-hidden="true"></svg>`;
}
