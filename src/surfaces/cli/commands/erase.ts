import { createInterface } from 'node:readline/promises';
import { formatCount } from '../../../core/format.ts';
import { addCommand, type CommandHost, databaseOption } from '../command.ts';
import { EXIT } from '../failure.ts';
import type { CliParts, EraseView } from '../parts.ts';

type EraseOptions = {
  readonly customer: string;
  readonly db?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
};

export function addErase(host: CommandHost): void {
  addCommand(host, 'erase', 'Remove a customer from everything Deskhand keeps, for good.', [
    'erase --customer ann@example.com',
    'erase --customer ann@example.com --yes --json',
  ])
    .requiredOption('--customer <email>', 'the customer’s address')
    .addOption(databaseOption())
    .option('--yes', 'erase without asking')
    .option('--json', 'print what was removed as JSON')
    .action(async (options: EraseOptions) => host.finish(await runErase(options, host.parts)));
}

/** `deskhand erase`: says what would go, asks, removes it, and says what went. */
async function runErase(
  { customer, db, yes, json }: EraseOptions,
  { terminal, signal, openStore }: CliParts,
): Promise<number> {
  await using store = await openStore({
    path: db,
    absent: 'existing',
    threads: 'kept',
    heldHint:
      'Erasing writes the database anew, so nobody else may have it: stop the console for a moment. Nothing was done.',
  });
  const planned = await store.erasing.rehearse(customer);
  if (!yes) {
    terminal.write(renderCounts('This would be removed', planned));
    if (!terminal.isInteractive) {
      terminal.tell('Nothing was removed; add --yes to do it.\n');
      return EXIT.refused;
    }
    const lines = createInterface({ input: terminal.input, output: terminal.output });
    const said = await lines
      .question('\nIt can’t be brought back. Remove it? [y/N] ', { signal })
      .finally(() => lines.close());
    if (!/^y(?:es)?$/i.test(said)) {
      terminal.tell('Nothing was removed.\n');
      return EXIT.refused;
    }
  }
  const done = await store.erasing.erase(customer);
  if (json) terminal.write(`${JSON.stringify(done)}\n`);
  else {
    terminal.write(renderCounts('Removed', done));
    terminal.write(
      'No sync brings them back. Copies made by “deskhand backup”, and the support system itself, still have them.\n',
    );
  }
  return EXIT.ok;
}

function renderCounts(heading: string, view: EraseView): string {
  const lines = [
    ...Object.entries(view.removed).map(
      ([table, rows]) => [table.replaceAll('_', ' '), rows] as const,
    ),
    ...Object.entries(view.blanked).map(
      ([table, rows]) =>
        [`${table.replaceAll('_', ' ')} of others, address blanked`, rows] as const,
    ),
    ['questions and answers in threads', view.turns ?? 0] as const,
    ['files waiting to be imported, saved mappings', view.files ?? 0] as const,
  ].filter(([, rows]) => rows > 0);
  if (lines.length === 0) return `${heading}: nothing; no row of that customer is here.\n`;
  return `${heading}:\n${lines.map(([what, rows]) => `  ${formatCount(rows).padStart(7)}  ${what}\n`).join('')}`;
}
