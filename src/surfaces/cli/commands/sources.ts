import { findingWords, seenWords } from '../../../sources/sync/sync-words.ts';
import type { SourceCheck } from '../../../sources/sync/ticket-source.ts';
import { addCommand, type CommandHost } from '../command.ts';
import { EXIT } from '../failure.ts';
import type { CliParts, SourcesView } from '../parts.ts';
import { renderNothingSetUp } from '../render/nothing-set-up.ts';
import type { Terminal } from '../terminal.ts';

type Options = { readonly json?: boolean };

export function addSources(host: CommandHost): void {
  const command = addCommand(
    host,
    'sources',
    'List the support systems that are set up, or try them.',
    ['sources', 'sources test', 'sources test hubspot --json'],
  )
    .option('--json', 'print as JSON')
    .action(async (options: Options) => host.finish(await listSources(options, host.parts)));
  command
    .command('test')
    .description(
      'Ask each support system for a little of everything that is read, and say what is missing.',
    )
    .argument('[source...]', 'which ones; all that are set up if none is named')
    .option('--json', 'print as JSON')
    .action(async (names: readonly string[], _: Options, test: { optsWithGlobals(): Options }) =>
      host.finish(await testSources(names, test.optsWithGlobals(), host.parts)),
    );
}

async function listSources(
  { json }: Options,
  { terminal, readSources }: CliParts,
): Promise<number> {
  const view = await readSources();
  if (json) terminal.write(`${JSON.stringify(view)}\n`);
  else
    terminal.write(
      view.sources.length > 0 ? renderList(view, terminal) : renderNothingSetUp(terminal),
    );
  return EXIT.ok;
}

function renderList({ sources, every, retentionDays }: SourcesView, { paint }: Terminal): string {
  return [
    ...sources.map(
      ({ label, name, address }) => `${paint.strong(label)}  ${paint.faint(`${name}, ${address}`)}`,
    ),
    '',
    `Read every ${every} while the console runs, or by “deskhand sync”. Conversations are kept ${retentionDays} days.`,
    '',
  ].join('\n');
}

/** `deskhand sources test`: needs no store, and writes nothing. */
async function testSources(
  names: readonly string[],
  { json }: Options,
  { terminal, signal, readSources, testSources: test }: CliParts,
): Promise<number> {
  const { sources } = await readSources();
  if (sources.length === 0 && names.length === 0) {
    terminal.write(json ? '[]\n' : renderNothingSetUp(terminal));
    return EXIT.refused;
  }
  const checks = await test(names, signal);
  if (json) terminal.write(`${JSON.stringify(checks)}\n`);
  else terminal.write(checks.map((check) => renderCheck(check, terminal)).join('\n'));
  return checks.every(({ isWorking }) => isWorking) ? EXIT.ok : EXIT.refused;
}

function renderCheck(check: SourceCheck, { paint }: Terminal): string {
  const width = Math.max(...check.findings.map(({ what }) => what.length), 0);
  const seen = seenWords(check, 'UTC');
  const lines = check.findings.flatMap((finding) => [
    `  ${finding.isOk ? 'ok' : paint.warn('no')}  ${finding.what.padEnd(width)}  ${findingWords(finding)}`,
    ...(finding.remedy ? [`      ${''.padEnd(width)}  ${paint.warn(`→ ${finding.remedy}`)}`] : []),
  ]);
  return [
    `${paint.strong(check.label)}: ${check.isWorking ? 'works' : paint.warn('doesn’t work')}`,
    ...lines,
    ...(seen ? [paint.faint(`  ${seen} (UTC)`)] : []),
    '',
  ].join('\n');
}
