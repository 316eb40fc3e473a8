import { InvalidArgumentError } from 'commander';
import { DateTime } from 'luxon';
import { AskerError } from '../../../core/errors.ts';
import { formatCount, formatSeconds } from '../../../core/format.ts';
import { durationSeconds, OUTCOME_WORDS } from '../../../sources/sync/sync-words.ts';
import type { RunRecord, Syncing } from '../../../sources/sync/syncing.ts';
import { addCommand, type CommandHost, databaseOption } from '../command.ts';
import { EXIT } from '../failure.ts';
import { instantOf } from '../options.ts';
import type { CliParts } from '../parts.ts';
import { type GridColumn, renderGrid } from '../render/grid.ts';
import { renderNothingSetUp } from '../render/nothing-set-up.ts';
import { createSyncProgress } from '../sync-progress.ts';
import type { Terminal } from '../terminal.ts';

type SyncOptions = {
  readonly full?: boolean;
  readonly since?: string;
  readonly db?: string;
  readonly json?: boolean;
};

export function addSync(host: CommandHost): void {
  addCommand(host, 'sync', 'Read what changed in the support systems. Ctrl-C stops cleanly.', [
    'sync',
    'sync hubspot --full',
    'sync livechat --since 2026-11-01',
  ])
    .argument('[source...]', 'which ones; all that are set up if none is named')
    .option('--full', 'read everything again, and find what was deleted')
    .option(
      '--since <date>',
      'read what changed since then, rather than since the last time',
      readDate,
    )
    .addOption(databaseOption())
    .option('--json', 'print the runs as JSON')
    .action(async (names: readonly string[], options: SyncOptions) =>
      host.finish(await runSync(names, options, host.parts)),
    );
}

function readDate(text: string): string {
  if (DateTime.fromISO(text).isValid) return text;
  throw new InvalidArgumentError('It is no date, such as 2026-11-01.');
}

/** `deskhand sync`: one run of each, with progress; each page is kept as it comes, so that stopping loses nothing. */
async function runSync(
  names: readonly string[],
  { full, since, db, json }: SyncOptions,
  { terminal, signal, openStore, readSources }: CliParts,
): Promise<number> {
  if (full && since)
    throw new AskerError('--full reads everything, so --since can’t narrow it. Leave one out.');
  const { sources } = await readSources();
  if (sources.length === 0) {
    terminal.tell(renderNothingSetUp(terminal));
    return EXIT.refused;
  }
  await using store = await openStore({
    path: db,
    absent: 'create',
    threads: 'of-this-run',
    isLean: true,
    heldHint:
      'If it is the console, its Data page has the same button: Sync now. Nothing was done here.',
  });
  const progress = createSyncProgress(terminal);
  const options = {
    sources: names,
    kind: full ? ('full' as const) : ('incremental' as const),
    ...(since && { since: instantOf(since, store.zone) }),
  };
  const runs = await store.syncing
    .sync(options, progress.show, signal)
    .finally(() => progress.clear());
  if (json) terminal.write(`${JSON.stringify(runs)}\n`);
  else terminal.write(renderRuns(runs, store.syncing.sources, terminal));
  if (signal.aborted) {
    terminal.tell('Stopped; the next run goes on from here.\n');
    return EXIT.cancelled;
  }
  return runs.some(({ outcome }) => outcome !== 'done') ? EXIT.refused : EXIT.ok;
}

const COLUMNS: readonly GridColumn[] = [
  { heading: 'source', least: 8 },
  { heading: 'outcome', least: 7 },
  ...['new', 'changed', 'unchanged', 'deleted', 'rejected'].map((heading) => ({
    heading,
    side: 'right' as const,
  })),
  { heading: 'took', side: 'right' },
];

function renderRuns(
  runs: readonly RunRecord[],
  sources: Syncing['sources'],
  terminal: Terminal,
): string {
  const labelOf = ({ source }: RunRecord): string =>
    sources.find(({ name }) => name === source)?.label ?? source;
  const rows = runs.map((run) => [
    labelOf(run),
    OUTCOME_WORDS[run.outcome],
    ...[run.inserted, run.updated, run.unchanged, run.deleted, run.rejected].map(formatCount),
    formatSeconds(durationSeconds(run, Date.parse(run.finishedAt ?? run.startedAt))),
  ]);
  const problems = runs.flatMap((run) =>
    run.problem === null
      ? []
      : [
          terminal.paint.warn(
            `! ${labelOf(run)}: ${run.problem}${run.remedy ? `\n  ${run.remedy}` : ''}`,
          ),
        ],
  );
  return `${[renderGrid(COLUMNS, rows, terminal), ...problems].join('\n')}\n`;
}
