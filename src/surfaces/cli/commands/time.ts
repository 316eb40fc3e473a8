import { formatInstant, formatZone } from '../../../core/format-time.ts';
import { addCommand, type CommandHost, nowOption, zoneOption } from '../command.ts';
import { EXIT } from '../failure.ts';
import type { CliParts } from '../parts.ts';

type TimeOptions = {
  readonly now?: string;
  readonly zone?: string;
  readonly json?: boolean;
};

export function addTime(host: CommandHost): void {
  addCommand(host, 'time', 'Say what a time expression means.', [
    'time "last 35 days"',
    'time "since June" --now 2026-11-20T14:00:00Z --zone America/Halifax --json',
  ])
    .argument('<expression...>', 'the time expression')
    .addOption(nowOption())
    .addOption(zoneOption())
    .option('--json', 'print {start, end, words}, or null')
    .action(async (words: readonly string[], options: TimeOptions) => {
      host.finish(await runTime(words.join(' '), options, host.parts));
    });
}

/** `deskhand time`: what a time expression means. */
async function runTime(
  expression: string,
  { now, zone: asked, json }: TimeOptions,
  { terminal, readTime }: CliParts,
): Promise<number> {
  const { time, zone } = await readTime(expression, { now, zone: asked });
  if (json) {
    terminal.write(`${JSON.stringify(time)}\n`);
    return EXIT.ok;
  }
  if (time === null) {
    terminal.tell(`“${expression}” names no stretch of time that has begun.\n`);
    return EXIT.refused;
  }
  const { paint } = terminal;
  const from = formatInstant(time.start, zone);
  const to = formatInstant(time.end, zone);
  terminal.write(`${paint.strong(time.words)}\n${from}  up to  ${to}, ${formatZone(zone)}\n`);
  terminal.write(`${paint.faint(`${time.start}  ${time.end}`)}\n`);
  return EXIT.ok;
}
