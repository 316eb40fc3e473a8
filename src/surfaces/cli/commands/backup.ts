import { existsSync } from 'node:fs';
import { Argument } from 'commander';
import { AskerError } from '../../../core/errors.ts';
import { addCommand, type CommandHost, databaseOption } from '../command.ts';
import { EXIT } from '../failure.ts';
import { readPath } from '../options.ts';
import type { CliParts } from '../parts.ts';

type BackupOptions = { readonly db?: string };

export function addBackup(host: CommandHost): void {
  addCommand(
    host,
    'backup',
    'Write a consistent copy of the database, also while the console runs.',
    ['backup monday.duckdb'],
  )
    .addArgument(new Argument('<file>', 'file to write; it must not exist').argParser(readPath))
    .addOption(databaseOption())
    .action(async (target: string, options: BackupOptions) => {
      host.finish(await runBackup(target, options, host.parts));
    });
}

/** `deskhand backup`: a consistent copy, also while a service holds the database. */
async function runBackup(
  target: string,
  { db }: BackupOptions,
  { terminal, openStore, backUpByService }: CliParts,
): Promise<number> {
  if (existsSync(target))
    throw new AskerError(
      `${target} exists already, and a backup replaces nothing. Name a new file.`,
    );
  if (!(await backUpByService(db, target))) {
    await using store = await openStore({ path: db, absent: 'existing', threads: 'of-this-run' });
    await store.backUp(target);
  }
  terminal.write(`Backed up to ${target}\n`);
  return EXIT.ok;
}
