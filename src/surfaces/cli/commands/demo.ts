import { AskerError } from '../../../core/errors.ts';
import { formatCounted } from '../../../core/format.ts';
import { formatInstant } from '../../../core/format-time.ts';
import { DEMO_SIZE, type DemoOptions } from '../../../sources/demo/generate-demo.ts';
import { addCommand, type CommandHost, databaseOption, zoneOption } from '../command.ts';
import { EXIT } from '../failure.ts';
import { instantOf, readNow, readWholeNumber } from '../options.ts';
import type { CliParts, OpenStore } from '../parts.ts';
import { createProgressLine } from '../progress.ts';

type DemoCommandOptions = {
  readonly seed?: number;
  readonly tickets?: number;
  readonly chats?: number;
  readonly endsAt?: string;
  readonly zone?: string;
  readonly db?: string;
  readonly json?: boolean;
};

const HOUR_MS = 3_600_000;
const STEPS = { writing: 'Writing conversations', deriving: 'Working out replies and contacts' };

export function addDemo(host: CommandHost): void {
  const { tickets, chats } = DEMO_SIZE;
  addCommand(host, 'demo', 'Make believable data to try everything on.', [
    'demo',
    'demo --db demo.duckdb --tickets 100000 --chats 90000',
  ])
    .option('--seed <n>', 'same seed, same data; 1 if not given', readWholeNumber)
    .option('--tickets <n>', `how many tickets; ${tickets} if not given`, readWholeNumber)
    .option('--chats <n>', `how many chats; ${chats} if not given`, readWholeNumber)
    .option('--ends-at <time>', 'when the data ends, ISO 8601; this hour if not given', readNow)
    .addOption(zoneOption())
    .addOption(databaseOption())
    .option('--json', 'print what was made as JSON')
    .action(async (options: DemoCommandOptions) => host.finish(await runDemo(options, host.parts)));
}

/** `deskhand demo`: believable data to try everything on. */
async function runDemo(
  options: DemoCommandOptions,
  { terminal, openStore }: CliParts,
): Promise<number> {
  const { db: path, zone } = options;
  await using store = await openStore({ path, zone, absent: 'create', threads: 'of-this-run' });
  await refuseOwnData(store);
  const progress = createProgressLine(terminal);
  const summary = await store.loadDemo(demoOf(options, store), ({ step, rows, of }) =>
    progress.show({ step: STEPS[step], rows, of }),
  );
  progress.clear();
  if (options.json) {
    terminal.write(`${JSON.stringify(summary)}\n`);
    return EXIT.ok;
  }
  const { tickets, chats, messages, from, to } = summary;
  const days = [from, to].map((at) => (at ? formatInstant(at, store.zone).slice(0, -6) : '–'));
  terminal.write(
    `${terminal.paint.strong(`${formatCounted(tickets, 'ticket')}, ${formatCounted(chats, 'chat')}`)} with ${formatCounted(messages, 'message')}, ${days.join(' – ')}, in ${store.path}\n`,
  );
  terminal.write(
    terminal.paint.faint(
      'Try: deskhand ask "which agent handled the most tickets this quarter?"\n',
    ),
  );
  return EXIT.ok;
}

function demoOf(options: DemoCommandOptions, { zone, now }: OpenStore): DemoOptions {
  const thisHour = new Date(Math.floor(now() / HOUR_MS) * HOUR_MS).toISOString();
  return {
    seed: options.seed ?? 1,
    tickets: options.tickets ?? DEMO_SIZE.tickets,
    chats: options.chats ?? DEMO_SIZE.chats,
    endsAt: options.endsAt ? instantOf(options.endsAt, zone) : thisHour,
    zone,
  };
}

/** Invented rows among real ones would spoil every figure. */
async function refuseOwnData(store: OpenStore): Promise<void> {
  const { sources } = await store.status();
  const own = sources.filter(({ source, rows }) => source !== 'demo' && rows > 0);
  if (own.length === 0) return;
  const names = own.map(({ source }) => source).join(', ');
  throw new AskerError(
    `${store.path} holds data of your own (${names}). Put the demo data in another file with --db demo.duckdb.`,
  );
}
