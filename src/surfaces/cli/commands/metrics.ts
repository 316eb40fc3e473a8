import type { CatalogueView, DimensionView, MetricView } from '../../../core/catalogue-view.ts';
import { AskerError } from '../../../core/errors.ts';
import { formatLimit } from '../../../core/format.ts';
import { addCommand, type CommandHost, databaseOption } from '../command.ts';
import { EXIT } from '../failure.ts';
import type { CliParts } from '../parts.ts';
import type { Canvas } from '../render/chart.ts';
import { wrap } from '../render/width.ts';

type MetricsOptions = { readonly db?: string; readonly json?: boolean };

export function addMetrics(host: CommandHost): void {
  addCommand(host, 'metrics', 'List what can be asked for, with definitions.', [
    'metrics',
    'metrics csat',
  ])
    .argument('[name]', 'one metric or dimension, in full')
    .addOption(databaseOption())
    .option('--json', 'print as JSON')
    .action(async (name: string | undefined, options: MetricsOptions) => {
      host.finish(await runMetrics(name, options, host.parts));
    });
}

/** `deskhand metrics`: the catalogue, or one entry of it in full. */
async function runMetrics(
  name: string | undefined,
  { db, json }: MetricsOptions,
  parts: CliParts,
): Promise<number> {
  const { terminal } = parts;
  const catalogue = await loadCatalogue(db, parts);
  const entry = name === undefined ? null : findEntry(catalogue, name);
  if (json) terminal.write(`${JSON.stringify(entry ?? catalogue)}\n`);
  else if (entry) terminal.write(renderEntry(entry, terminal));
  else terminal.write(renderCatalogue(catalogue, terminal));
  return EXIT.ok;
}

/** The store adds what its files brought along; without one the catalogue stands alone. */
async function loadCatalogue(
  path: string | undefined,
  { openStore, readCatalogue, terminal }: CliParts,
): Promise<CatalogueView> {
  if (path !== undefined) {
    await using store = await openStore({ path, absent: 'existing', threads: 'of-this-run' });
    return await store.catalogue();
  }
  try {
    await using store = await openStore({ absent: 'existing', threads: 'of-this-run' });
    return await store.catalogue();
  } catch (error) {
    if (!(error instanceof AskerError)) throw error;
    if (/in use/.test(error.message))
      terminal.tell(
        'The database is in use: columns that files brought along are left out here.\n',
      );
    return readCatalogue();
  }
}

type Entry = MetricView | DimensionView;

function findEntry({ metrics, dimensions }: CatalogueView, name: string): Entry {
  const wanted = plain(name);
  const entries: readonly Entry[] = [...metrics, ...dimensions];
  const isNamed = ({ id, label, synonyms }: Entry) =>
    [id, label, ...synonyms].some((word) => plain(word) === wanted);
  const found = entries.find(({ id }) => plain(id) === wanted) ?? entries.find(isNamed);
  if (found) return found;
  const near = entries
    .filter(({ id, label }) => plain(`${id} ${label}`).includes(wanted))
    .map(({ id }) => id);
  const hint =
    near.length > 0
      ? `Did you mean ${near.slice(0, 4).join(', ')}?`
      : '“deskhand metrics” lists them all.';
  throw new AskerError(`There is no metric or dimension “${name}”. ${hint}`);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();
}

const GROUPS: readonly (readonly [MetricView['anchor'], string])[] = [
  ['created', 'Counted when a conversation begins'],
  ['resolved', 'Counted when it is resolved'],
  ['rated', 'Counted when it is rated'],
  ['instant', 'Taken at an instant'],
];

function renderCatalogue({ metrics, dimensions }: CatalogueView, canvas: Canvas): string {
  const { paint, width } = canvas;
  const groups = GROUPS.flatMap(([anchor, title]) => {
    const members = metrics.filter((metric) => metric.anchor === anchor);
    return members.length === 0
      ? []
      : ['', paint.strong(title), ...members.map((metric) => brief(metric, canvas))];
  });
  const byColumns = dimensions.filter(({ extra }) => !extra).map(({ label }) => label);
  const extras = dimensions.filter(({ extra }) => extra).map(({ label }) => label);
  return `${[
    ...groups.slice(1),
    '',
    paint.strong('To break down by or filter on'),
    wrap(byColumns.join(', '), width, '  '),
    ...(extras.length > 0
      ? ['', paint.strong('From your files'), wrap(extras.join(', '), width, '  ')]
      : []),
    '',
    paint.faint('One in full: deskhand metrics csat. They are defined in config/metrics.yaml.'),
  ].join('\n')}\n`;
}

function brief({ id, label, definition }: MetricView, { paint, width }: Canvas): string {
  return `  ${paint.accent(label)} ${paint.faint(id)}\n${wrap(definition, width, '    ')}`;
}

const BETTER = { up: 'more is better', down: 'less is better', neutral: 'neither way is better' };

function renderEntry(entry: Entry, { paint, width }: Canvas): string {
  const about = 'of' in entry ? metricLines(entry) : dimensionLines(entry);
  const synonyms = entry.synonyms.length > 0 ? [['Also called', entry.synonyms.join(', ')]] : [];
  const lines = [...about, ...synonyms].map(([name = '', words = '']) => {
    const [first = '', ...rest] = wrap(words, width - 16).split('\n');
    return [
      `  ${paint.faint(name.padEnd(14))}${first}`,
      ...rest.map((line) => ' '.repeat(16) + line),
    ].join('\n');
  });
  return `${paint.strong(entry.label)} ${paint.faint(entry.id)}\n${wrap(entry.definition, width, '  ')}\n${lines.join('\n')}\n`;
}

function metricLines(metric: MetricView): readonly (readonly string[])[] {
  const { of, anchor, unit, direction, target, statistics, statistic, minimumSample } = metric;
  const others = statistics.filter((each) => each !== statistic);
  return [
    ['Of', of.join(', ')],
    ['Counted', anchor === 'instant' ? 'at an instant' : `by the time it was ${anchor}`],
    ['Unit', unit === 'seconds' ? 'time' : unit],
    ['Figure', others.length > 0 ? `${statistic}; on request ${others.join(', ')}` : statistic],
    ['Direction', BETTER[direction]],
    ...(target === null ? [] : [['Target', formatLimit(target, unit)]]),
    ['Too few below', String(minimumSample)],
  ];
}

function dimensionLines({ kind, on, values }: DimensionView): readonly (readonly string[])[] {
  return [
    ['Kind', kind],
    ['Of', on.join(', ')],
    ...(values.length > 0 ? [['Values', values.map(({ label }) => label).join(', ')]] : []),
  ];
}
