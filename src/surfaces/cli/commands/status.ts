import type { DataStatus } from '../../../core/data-status.ts';
import { formatCount, formatCounted } from '../../../core/format.ts';
import { formatInstant, formatZone } from '../../../core/format-time.ts';
import { addCommand, type CommandHost, databaseOption, zoneOption } from '../command.ts';
import { EXIT } from '../failure.ts';
import type { CliParts } from '../parts.ts';
import type { Canvas } from '../render/chart.ts';
import { type GridColumn, renderGrid } from '../render/grid.ts';
import { renderSystems } from '../render/systems.ts';

type StatusOptions = {
  readonly db?: string;
  readonly zone?: string;
  readonly json?: boolean;
};

export function addStatus(host: CommandHost): void {
  addCommand(host, 'status', 'Tell what the database holds and how fresh it is.', [
    'status',
    'status --json',
  ])
    .addOption(databaseOption())
    .addOption(zoneOption())
    .option('--json', 'print as JSON')
    .action(async (options: StatusOptions) => host.finish(await runStatus(options, host.parts)));
}

/** `deskhand status`: what the store holds and how fresh it is. */
async function runStatus(
  { db: path, zone, json }: StatusOptions,
  { terminal, openStore }: CliParts,
): Promise<number> {
  await using store = await openStore({ path, zone, absent: 'existing', threads: 'of-this-run' });
  const [held, systems, outbox] = await Promise.all([
    store.status(),
    store.syncing.state(),
    store.outbox.list({ states: ['waiting', 'sending', 'unsure'] }),
  ]);
  const place = { zone: store.zone, now: store.now() };
  terminal.write(
    json
      ? `${JSON.stringify({ ...held, systems, outbox })}\n`
      : renderStatus(held, { zone: store.zone, isConnected: systems.length > 0 }, terminal) +
          renderSystems(systems, outbox, place, terminal),
  );
  return EXIT.ok;
}

const MOST_UNUSABLE = 30;
const MOST_IMPORTS = 10;

const left = (heading: string): GridColumn => ({ heading, least: 10 });
const right = (heading: string): GridColumn => ({ heading, side: 'right' });

function renderStatus(
  status: DataStatus,
  { zone, isConnected }: { readonly zone: string; readonly isConnected: boolean },
  canvas: Canvas,
): string {
  const { paint } = canvas;
  const at = (iso: string | null) => (iso === null ? '–' : formatInstant(iso, zone));
  const section = (
    title: string,
    columns: readonly GridColumn[],
    rows: readonly (readonly string[])[],
  ) => (rows.length === 0 ? [] : ['', paint.strong(title), renderGrid(columns, rows, canvas)]);
  const held = status.tables.filter(({ rows }) => rows > 0);
  const unusable = status.unusable.toSorted((a, b) => b.rows - a.rows);
  const more = unusable.length - MOST_UNUSABLE;
  const lines = [
    `${paint.strong(status.path)}, ${formatBytes(status.bytes)}, times in ${formatZone(zone)}`,
    ...(held.length === 0
      ? [
          isConnected
            ? 'It holds nothing yet: “deskhand sync” reads the support systems below.'
            : 'It holds nothing yet: load a file with “deskhand import FILE”, or “deskhand demo”.',
        ]
      : []),
    ...section(
      'Rows',
      [left('table'), right('rows'), left('from'), left('to')],
      held.map(({ table, rows, from, to }) => [table, formatCount(rows), at(from), at(to)]),
    ),
    ...section(
      'Sources',
      [left('source'), right('rows'), left('newest'), left('loaded')],
      status.sources.map(({ source, rows, newestAt, loadedAt }) => [
        source,
        formatCount(rows),
        at(newestAt),
        at(loadedAt),
      ]),
    ),
    ...section(
      'Imports',
      [
        left('file'),
        left('rows of'),
        right('rows'),
        right('new'),
        right('updated'),
        right('unchanged'),
        left('at'),
      ],
      status.imports
        .slice(0, MOST_IMPORTS)
        .map((one) => [
          one.fileName,
          one.entity,
          ...[one.rows, one.inserted, one.updated, one.unchanged].map(formatCount),
          at(one.finishedAt),
        ]),
    ),
    ...section(
      'Values that count as missing',
      [left('column'), left('value'), right('rows')],
      unusable
        .slice(0, MOST_UNUSABLE)
        .map(({ table, column, value, rows }) => [
          `${table}.${column}`,
          value === '' ? '(empty)' : value,
          formatCount(rows),
        ]),
    ),
    ...(more > 0 ? [paint.faint(`… ${more} more; --json has them all`)] : []),
    ...status.future.map(({ table, rows }) =>
      paint.warn(
        `! In ${table}, ${formatCounted(rows, 'row is', 'rows are')} dated in the future and ${rows === 1 ? 'doesn’t' : 'don’t'} count until then.`,
      ),
    ),
    ...(status.orphanMessages > 0
      ? [
          paint.warn(
            `! ${formatCounted(status.orphanMessages, 'message belongs', 'messages belong')} to conversations that aren’t here.`,
          ),
        ]
      : []),
    ...renderProposals(status, canvas),
  ];
  return `${lines.join('\n')}\n`;
}

function renderProposals({ proposals }: DataStatus, { paint }: Canvas): readonly string[] {
  if (proposals.length === 0) return [];
  return [
    '',
    paint.strong('One person under several names?'),
    ...proposals.flatMap(({ words, line }) => [words, `  ${line}`]),
    paint.faint(
      'If so, put the line under “people” in config/team.yaml and start Deskhand again; if not, list them there each by themselves.',
    ),
  ];
}

function formatBytes(bytes: number): string {
  const megabytes = bytes / 2 ** 20;
  if (megabytes >= 1024) return `${(megabytes / 1024).toFixed(1)} GB`;
  return megabytes >= 10 ? `${Math.round(megabytes)} MB` : `${megabytes.toFixed(1)} MB`;
}
