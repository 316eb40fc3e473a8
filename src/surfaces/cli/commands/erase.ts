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

/** `deskhand erase`: says what would go, asks, removes it, and says what went; also while a service holds the database. */
async function runErase(options: EraseOptions, parts: CliParts): Promise<number> {
  const { customer, db } = options;
  const planned = await parts.eraseByService(db, customer, true);
  if (planned !== null) {
    const erase = async () => (await parts.eraseByService(db, customer, false)) ?? planned;
    return eraseOnceAgreed(planned, erase, options, parts);
  }
  await using store = await parts.openStore({ path: db, absent: 'existing', threads: 'kept' });
  const { erasing } = store;
  const erase = () => erasing.erase(customer);
  return eraseOnceAgreed(await erasing.rehearse(customer), erase, options, parts);
}

async function eraseOnceAgreed(
  planned: EraseView,
  erase: () => Promise<EraseView>,
  { yes, json }: EraseOptions,
  parts: CliParts,
): Promise<number> {
  const { terminal } = parts;
  if (!yes && !(await isAgreed(planned, parts))) return EXIT.refused;
  const done = await erase();
  if (json) terminal.write(`${JSON.stringify(done)}\n`);
  else {
    terminal.write(renderCounts('Removed', done));
    terminal.write(
      'No sync brings them back. Copies made by “deskhand backup”, and the support system itself, still have them.\n',
    );
  }
  return EXIT.ok;
}

async function isAgreed(planned: EraseView, { terminal, signal }: CliParts): Promise<boolean> {
  terminal.write(renderCounts('This would be removed', planned));
  if (!terminal.isInteractive) {
    terminal.tell('Nothing was removed; add --yes to do it.\n');
    return false;
  }
  const lines = createInterface({ input: terminal.input, output: terminal.output });
  const said = await lines
    .question('\nIt can’t be brought back. Remove it? [y/N] ', { signal })
    .finally(() => lines.close());
  const isYes = /^y(?:es)?$/i.test(said);
  if (!isYes) terminal.tell('Nothing was removed.\n');
  return isYes;
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
