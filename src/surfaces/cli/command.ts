import { type Command, Option } from 'commander';
import { readNow, readPath, readZone } from './options.ts';
import type { CliParts } from './parts.ts';

/** What a command is added to: the program, what it works with, and where its exit code goes. */
export type CommandHost = {
  readonly program: Command;
  readonly parts: CliParts;
  readonly finish: (exitCode: number) => void;
};

/** Begins a command of the program; examples stand under its help. */
export function addCommand(
  { program }: CommandHost,
  name: string,
  description: string,
  examples: readonly string[],
): Command {
  const lines = examples.map((example) => `  deskhand ${example}`).join('\n');
  return program
    .command(name)
    .description(description)
    .addHelpText('after', `\nExamples:\n${lines}`);
}

export function databaseOption(): Option {
  return new Option('--db <path>', 'the database file').argParser(readPath);
}

export function zoneOption(): Option {
  const zone = new Option('--zone <zone>', 'time zone to use, such as America/Halifax');
  return zone.argParser(readZone);
}

export function nowOption(): Option {
  return new Option('--now <time>', 'time to answer as of, ISO 8601').argParser(readNow);
}
