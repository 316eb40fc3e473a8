import { cwd } from 'node:process';
import type { Audience } from '../../../assist/knowledge/knowledge-index.ts';
import { type AddedFiles, addFiles } from '../../../assist/knowledge/library/add-files.ts';
import { AskerError } from '../../../core/errors.ts';
import { atHand } from '../at-hand.ts';
import { addCommand, type CommandHost, databaseOption } from '../command.ts';
import { EXIT } from '../failure.ts';
import type { KnowledgeAtHand } from '../knowledge-link.ts';
import { readWholeNumber } from '../options.ts';
import type { CliParts, StoreChoice } from '../parts.ts';
import { createProgressLine } from '../progress.ts';
import {
  renderAdded,
  renderAddedFiles,
  renderFound,
  renderHoldings,
  renderRefreshed,
} from '../render/knowledge.ts';

type KnowledgeOptions = {
  readonly db?: string;
  readonly json?: boolean;
  readonly private?: boolean;
  readonly public?: boolean;
  readonly by?: string;
  readonly limit?: number;
};
type WithGlobals = { optsWithGlobals(): KnowledgeOptions };

const NOBODY_ELSE = 'command line';

export function addKnowledge(host: CommandHost): void {
  const command = addCommand(
    host,
    'knowledge',
    'What replies are made from: documents of yours, and past tickets.',
    [
      'knowledge add handbook/',
      'knowledge add https://help.example.com/returns',
      'knowledge add escalations.pdf --private',
      'knowledge search "when does a refund arrive" --public',
      'knowledge remove handbook/old-prices.md',
    ],
  )
    .addOption(databaseOption())
    .option('--json', 'print as JSON');
  command
    .command('add')
    .description(
      'Add or update a PDF, Word, HTML, Markdown or text file, a folder of them, or a public page.',
    )
    .argument('<what...>', 'files, folders or web addresses')
    .option('--private', 'for the team alone: never in a reply to a customer')
    .option('--public', 'replies may be made from it; so is what is new')
    .option('--by <name>', 'who does this')
    .action(async (what: string[], _: unknown, own: WithGlobals) =>
      host.finish(await add(what, own.optsWithGlobals(), host.parts)),
    );
  command
    .command('list')
    .description('List what is there, and how old it is.')
    .action(async (_: unknown, own: WithGlobals) =>
      host.finish(await list(own.optsWithGlobals(), host.parts)),
    );
  command
    .command('remove')
    .description('Remove a document with all its passages.')
    .argument('<document>', 'what it was added from, its title or its id')
    .action(async (words: string, _: unknown, own: WithGlobals) =>
      host.finish(await remove(words, own.optsWithGlobals(), host.parts)),
    );
  command
    .command('search')
    .description('See what would be found.')
    .argument('<words...>', 'a question, as a customer would put it')
    .option('--public', 'only what may stand in a reply to a customer')
    .option('--limit <number>', 'how many', readWholeNumber, 5)
    .action(async (words: string[], _: unknown, own: WithGlobals) =>
      host.finish(await search(words.join(' '), own.optsWithGlobals(), host.parts)),
    );
  command
    .command('refresh')
    .description('Bring past tickets into the index now. A running service does so by itself.')
    .action(async (_: unknown, own: WithGlobals) =>
      host.finish(await refresh(own.optsWithGlobals(), host.parts)),
    );
}

async function open(
  { db }: KnowledgeOptions,
  { openStore, knowledgeByService }: CliParts,
  absent: StoreChoice['absent'] = 'existing',
): Promise<KnowledgeAtHand & AsyncDisposable> {
  return atHand(
    await knowledgeByService(db),
    () =>
      openStore({
        ...{ path: db, absent, threads: 'of-this-run' },
        heldHint: 'If the other one is the console, use its Knowledge page.',
      }),
    async (store) => {
      const { library, index, refresh, settle } = await store.knowledge();
      return { library, index, refresh, settle, now: () => store.now() };
    },
  );
}

function audienceOf({ private: isPrivate, public: isPublic }: KnowledgeOptions): Audience | null {
  if (isPrivate && isPublic) throw new AskerError('Say --private or --public, not both.');
  if (isPrivate) return 'private';
  return isPublic ? 'public' : null;
}

async function add(
  what: readonly string[],
  options: KnowledgeOptions,
  parts: CliParts,
): Promise<number> {
  const { terminal, signal } = parts;
  const audience = audienceOf(options);
  const how = { by: options.by ?? NOBODY_ELSE, ...(audience && { audience }) };
  await using knowledge = await open(options, parts, 'create');
  const { library } = knowledge;
  const progress = createProgressLine(terminal);
  let refused = 0;
  for (const one of what) {
    if (/^https?:/i.test(one)) {
      const added = await library.addPage(one, how, signal);
      terminal.write(options.json ? `${JSON.stringify(added)}\n` : renderAdded(added));
      continue;
    }
    const added: AddedFiles = await addFiles(one, {
      ...{ ...how, library, from: cwd(), signal },
      onFile: (source, done, of) => progress.show({ step: `Reading ${source}`, rows: done, of }),
    });
    progress.clear();
    refused += added.files.filter(({ kind }) => kind === 'refused').length;
    terminal.write(options.json ? `${JSON.stringify(added)}\n` : renderAddedFiles(added));
  }
  return refused > 0 ? EXIT.refused : EXIT.ok;
}

async function list(options: KnowledgeOptions, parts: CliParts): Promise<number> {
  await using knowledge = await open(options, parts);
  const holdings = await knowledge.library.holdings();
  parts.terminal.write(
    options.json ? `${JSON.stringify(holdings)}\n` : renderHoldings(holdings, knowledge),
  );
  return EXIT.ok;
}

async function remove(words: string, options: KnowledgeOptions, parts: CliParts): Promise<number> {
  await using knowledge = await open(options, parts);
  const removed = await knowledge.library.remove(words);
  await knowledge.settle();
  parts.terminal.write(
    options.json
      ? `${JSON.stringify(removed)}\n`
      : `Removed ${removed.source} (${removed.title}).\n`,
  );
  return EXIT.ok;
}

async function search(query: string, options: KnowledgeOptions, parts: CliParts): Promise<number> {
  await using knowledge = await open(options, parts);
  const { limit = 5 } = options;
  const audience = options.public ? 'public' : 'private';
  const found = await knowledge.index.search({ query, audience, limit, signal: parts.signal });
  parts.terminal.write(options.json ? `${JSON.stringify(found)}\n` : renderFound(found, knowledge));
  return EXIT.ok;
}

async function refresh(options: KnowledgeOptions, parts: CliParts): Promise<number> {
  await using knowledge = await open(options, parts);
  const progress = createProgressLine(parts.terminal);
  const refreshed = await knowledge.refresh(
    ({ done, of }) => progress.show({ step: 'Reading past tickets', rows: done, of }),
    parts.signal,
  );
  progress.clear();
  parts.terminal.write(
    options.json ? `${JSON.stringify(refreshed)}\n` : renderRefreshed(refreshed),
  );
  return EXIT.ok;
}
