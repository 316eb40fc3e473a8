import { stringify } from 'yaml';
import { addCommand, type CommandHost, databaseOption } from '../command.ts';
import { EXIT } from '../failure.ts';
import type { CliParts, OpenStore } from '../parts.ts';

type Chosen = { readonly db?: string };

export function addVerified(host: CommandHost): void {
  const { parts, finish } = host;
  addCommand(host, 'verify', 'Keep a question as read right: it is read the same from now on.', [
    'verify "tickets by agent last week"',
  ])
    .argument('<question>', 'as it will be asked')
    .addOption(databaseOption())
    .action(async (question: string, { db }: Chosen) => {
      finish(await withStore(parts, db, (store) => verify(question, store, parts)));
    });
  const verified = addCommand(host, 'verified', 'What was verified: list, remove, export.', [
    'verified list',
    'verified remove "tickets by agent last week"',
    'verified export > verified.yaml',
  ]);
  verified
    .command('list')
    .description('each question, when it was verified and by whom')
    .addOption(databaseOption())
    .action(async ({ db }: Chosen) => {
      finish(await withStore(parts, db, (store) => list(store, parts)));
    });
  verified
    .command('remove <question>')
    .description('read it by the rules again')
    .addOption(databaseOption())
    .action(async (question: string, { db }: Chosen) => {
      finish(await withStore(parts, db, (store) => remove(question, store, parts)));
    });
  verified
    .command('export')
    .description('questions and plans as YAML, to be reviewed')
    .addOption(databaseOption())
    .action(async ({ db }: Chosen) => {
      finish(await withStore(parts, db, (store) => exportAll(store, parts)));
    });
}

async function withStore(
  parts: CliParts,
  path: string | undefined,
  work: (store: OpenStore) => Promise<number>,
): Promise<number> {
  await using store = await parts.openStore({ path, absent: 'existing', threads: 'kept' });
  return await work(store);
}

async function verify(
  question: string,
  { verified }: OpenStore,
  { terminal }: CliParts,
): Promise<number> {
  await verified.verify(question.trim(), 'local');
  terminal.write(`Verified: ${question.trim()}\n`);
  return EXIT.ok;
}

async function list({ verified }: OpenStore, { terminal }: CliParts): Promise<number> {
  const lines = (await verified.all()).map(
    ({ question, by, verifiedAt }) =>
      `${terminal.paint.strong(question)} ${terminal.paint.faint(`${verifiedAt.slice(0, 10)}, ${by}`)}`,
  );
  terminal.write(`${lines.length > 0 ? lines.join('\n') : 'Nothing has been verified yet.'}\n`);
  return EXIT.ok;
}

async function remove(
  question: string,
  { verified }: OpenStore,
  { terminal }: CliParts,
): Promise<number> {
  if (await verified.remove(question)) {
    terminal.write(`No longer verified: ${question}\n`);
    return EXIT.ok;
  }
  terminal.tell('No such question was verified: deskhand verified list shows those that were.\n');
  return EXIT.refused;
}

async function exportAll({ verified }: OpenStore, { terminal }: CliParts): Promise<number> {
  terminal.write(stringify({ verified: await verified.all() }));
  return EXIT.ok;
}
