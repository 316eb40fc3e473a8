import { formatInstant } from '../../../core/format-time.ts';
import type { OutboxEntry } from '../../../sources/outbox/outbox.ts';
import { changeAskedWords, OUTBOX_WORDS } from '../../../sources/sync/sync-words.ts';
import { addCommand, type CommandHost, databaseOption } from '../command.ts';
import { EXIT } from '../failure.ts';
import type { CliParts } from '../parts.ts';
import type { Terminal } from '../terminal.ts';

type OutboxOptions = { readonly db?: string; readonly json?: boolean };
type WithGlobals = { optsWithGlobals(): OutboxOptions };

export function addOutbox(host: CommandHost): void {
  const list = async (_: OutboxOptions, command: WithGlobals) =>
    host.finish(await listChanges(command.optsWithGlobals(), host.parts));
  const command = addCommand(host, 'outbox', 'Changes on their way into the support systems.', [
    'outbox',
    'outbox cancel 6f1c…',
  ])
    .addOption(databaseOption())
    .option('--json', 'print as JSON')
    .action(list);
  command.command('list').description('List them, newest first.').action(list);
  command
    .command('cancel')
    .description('Take back one that waits.')
    .argument('<id>', 'its id, as the list has it')
    .action(async (id: string, _: OutboxOptions, cancel: WithGlobals) =>
      host.finish(await cancelChange(id, cancel.optsWithGlobals(), host.parts)),
    );
}

const STORE = {
  absent: 'existing',
  threads: 'of-this-run',
  heldHint: 'If it is the console, its Data page lists them as well. Nothing was done here.',
} as const;

async function listChanges(
  { db, json }: OutboxOptions,
  { terminal, openStore }: CliParts,
): Promise<number> {
  await using store = await openStore({ ...STORE, path: db });
  const entries = await store.outbox.list();
  terminal.write(
    json ? `${JSON.stringify(entries)}\n` : renderEntries(entries, store.zone, terminal),
  );
  return EXIT.ok;
}

function renderEntries(entries: readonly OutboxEntry[], zone: string, { paint }: Terminal): string {
  if (entries.length === 0) return 'No changes are on their way, and none were made.\n';
  const blocks = entries.map((entry) => {
    const what = `${changeAskedWords(entry.change)}, ${entry.source} ${entry.ticketRef}`;
    const came = entry.outcome ?? entry.problem;
    return [
      `${entry.id}  ${paint.strong(OUTBOX_WORDS[entry.state])}  ${what}`,
      paint.faint(
        `  asked by ${entry.askedBy}, ${formatInstant(entry.askedAt, zone)}${came ? `; ${came}` : ''}`,
      ),
    ].join('\n');
  });
  return `${blocks.join('\n')}\n`;
}

async function cancelChange(
  id: string,
  { db, json }: OutboxOptions,
  { terminal, openStore }: CliParts,
): Promise<number> {
  await using store = await openStore({ ...STORE, path: db });
  const entry = await store.outbox.cancel(id);
  terminal.write(
    json
      ? `${JSON.stringify(entry)}\n`
      : `Cancelled: ${changeAskedWords(entry.change)}, ${entry.source} ${entry.ticketRef}\n`,
  );
  return EXIT.ok;
}
