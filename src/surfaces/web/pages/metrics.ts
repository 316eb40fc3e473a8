import type { CatalogueView, DimensionView, MetricView } from '../../../core/catalogue-view.ts';
import { formatCount, formatLimit } from '../../../core/format.ts';
import { type Html, html } from '../markup.ts';

/** All are searched; these are enough to recognise it by. */
const SYNONYMS_SHOWN = 6;

const ANCHORS: Readonly<Record<MetricView['anchor'], string>> = {
  created: 'by creation',
  resolved: 'by resolution',
  rated: 'by the time of rating',
  instant: 'at an instant',
};
const DIRECTIONS: Readonly<Record<MetricView['direction'], string>> = {
  up: 'more is better',
  down: 'less is better',
  neutral: '',
};

/** The catalogue: one definition for each word an answer uses. */
export function renderMetrics(catalogue: CatalogueView, search: string): Html {
  const wanted = search.trim().toLowerCase();
  const holds = (item: MetricView | DimensionView) =>
    [item.label, item.definition, ...item.synonyms].join(' ').toLowerCase().includes(wanted);
  const metrics = catalogue.metrics.filter(holds);
  const dimensions = catalogue.dimensions.filter(holds);
  return html`<div class="page page-narrow">
<h1>Metrics</h1>
<p class="context">One definition each, used by every answer. <a href="/verified">Verified questions</a> are read as somebody found them read right.</p>
<form class="catalogue-search" role="search" method="get" action="/metrics" data-filter="catalogue">
  <label class="sr" for="catalogue-search">Search metrics and fields</label>
  <input id="catalogue-search" type="search" name="find" value="${search}" placeholder="Search metrics and fields" autocomplete="off">
</form>
<div id="catalogue">
${metrics.length > 0 ? html`<section data-filter-group><h2>What is measured</h2><dl class="catalogue">${metrics.map(renderMetric)}</dl></section>` : ''}
${dimensions.length > 0 ? html`<section data-filter-group><h2>What it can be broken down by</h2><dl class="catalogue">${dimensions.map(renderDimension)}</dl></section>` : ''}
<p class="rail-empty" data-no-match${metrics.length + dimensions.length > 0 ? html` hidden` : ''}>Nothing here has these words.</p>
</div>
</div>`;
}

function renderMetric(metric: MetricView): Html {
  const facts = [
    metric.of.join(', '),
    ANCHORS[metric.anchor],
    metric.statistics.length > 1 ? metric.statistics.join(', ') : '',
    DIRECTIONS[metric.direction],
    metric.target === null ? '' : `target ${formatLimit(metric.target, metric.unit)}`,
    metric.minimumSample > 1 ? `a verdict from ${formatCount(metric.minimumSample)} on` : '',
  ];
  return renderItem(metric.id, metric, facts);
}

function renderDimension(dimension: DimensionView): Html {
  return renderItem(`by-${dimension.id}`, dimension, [
    dimension.on.join(', '),
    dimension.extra ? 'from your file' : '',
  ]);
}

function renderItem(
  place: string,
  item: MetricView | DimensionView,
  facts: readonly string[],
): Html {
  const shown = facts.filter((fact) => fact !== '').join(' · ');
  return html`<div class="catalogue-item" id="${place}" data-filter-text="${[item.label, item.definition, ...item.synonyms].join(' ').toLowerCase()}">
<dt>${item.label}</dt>
<dd>${item.definition}</dd>
${item.synonyms.length > 0 ? html`<dd class="note">also: ${item.synonyms.slice(0, SYNONYMS_SHOWN).join(', ')}</dd>` : ''}
<dd class="note">${shown}</dd>
</div>`;
}
